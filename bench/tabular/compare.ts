import { after, crossing, type Curves } from "./curves.js";

/** What was published (or claimed) of one learner. */
export interface Expected {
  /** Medians at the table's points. */
  readonly medians?: readonly number[];
  /** First point with a median of at least `levels`, in thousands of steps; null: never; undefined: not known. */
  readonly crossings?: readonly (number | null | undefined)[];
}

export interface Comparison {
  readonly title: string;
  readonly curves: Curves;
  readonly expected: Readonly<Record<string, Expected>>;
  /** Where medians are read, in steps. */
  readonly points: readonly number[];
  readonly every: number;
  /** Largest difference of a crossing, in steps. */
  readonly slack: number;
}

export const levels = [0.5, 0.9, 0.95];
const tolerance = 0.05;

export interface Table {
  readonly text: string;
  /** Cells that differ by more than is allowed. */
  readonly misses: number;
  readonly compared: number;
}

/** A Markdown table of ours beside theirs: `ours (theirs)`, and a cross where they differ by more than 0.05, or `slack` steps. */
export function compare(comparison: Comparison): Table {
  const { curves, expected, points, every, slack } = comparison;
  let misses = 0;
  let compared = 0;
  const cell = (ours: string, theirs: string | undefined, agrees: boolean): string => {
    if (theirs === undefined) return ours;
    compared++;
    if (!agrees) misses++;
    return `${ours} (${theirs})${agrees ? "" : " ✗"}`;
  };
  const rows = Object.entries(curves).map(([name, curve]) => {
    const known = expected[name];
    const medians = points.map((point, index) => {
      const ours = after(curve, point, every);
      const theirs = known?.medians?.[index];
      // Both are rounded to two digits, as they were published.
      const agrees =
        ours !== undefined &&
        theirs !== undefined &&
        Math.abs(Math.round(ours * 100) - Math.round(theirs * 100)) <= tolerance * 100;
      return cell(ours === undefined ? "" : ours.toFixed(2), theirs?.toFixed(2), agrees);
    });
    const crossings = levels.map((level, index) => {
      const ours = crossing(curve, level, every);
      const theirs = known?.crossings?.[index];
      const agrees =
        theirs === null
          ? ours === undefined
          : theirs !== undefined && ours !== undefined && Math.abs(ours - theirs * 1000) <= slack;
      return cell(
        thousands(ours),
        theirs === undefined ? undefined : thousands(theirs === null ? undefined : theirs * 1000),
        agrees,
      );
    });
    return [name, ...medians, ...crossings];
  });
  const head = [
    "learner",
    ...points.map((point) => `${thousands(point)}k`),
    ...levels.map((level) => `≥ ${String(level)} (k steps)`),
  ];
  return { text: `${comparison.title}\n\n${markdown([head, ...rows])}`, misses, compared };
}

function thousands(steps: number | undefined): string {
  return steps === undefined ? "–" : String(steps / 1000);
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [
    line(rows[0] ?? []),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...rows.slice(1).map(line),
  ].join("\n");
}

import type { ExpectationOutput, Program } from "../../compiler/ir/program.js";
import type { Outputs, Row } from "../../runtime/reference/index.js";

/** A row of an episode as it went. */
export interface TracedRow {
  readonly row: Row;
  readonly outputs: Outputs;
}

/** Steps that are shown before the one that fails, and columns of signals and of terms at most. */
const shown = { steps: 6, signals: 6, terms: 8 } as const;

interface Column {
  readonly title: string;
  readonly cell: (traced: TracedRow) => string;
  /** Whether the expectation is about this column. */
  readonly judged: boolean;
}

/**
 * The steps that led to a failed expectation, as lines of a small table: what was set, what each term paid, where machines stand. The step is
 * marked with `>`, the value that is wrong with brackets.
 */
export function traceTable(
  program: Program,
  rows: readonly TracedRow[],
  expectation: ExpectationOutput,
): readonly string[] {
  const from = Math.max(0, rows.length - 1 - shown.steps);
  const steps = rows.slice(from);
  const columns = columnsOf(program, steps, nodesOf(expectation));
  const wrong = columns.findIndex(({ judged }) => judged);
  const table = [
    ["", "step", ...columns.map(({ title }) => title)],
    ...steps.map((traced, index) => {
      const failing = index === steps.length - 1;
      const cells = columns.map(({ cell }, column) =>
        failing && column === wrong ? `[${cell(traced)}]` : cell(traced),
      );
      return [failing ? ">" : "", String(from + index + 1), ...cells];
    }),
  ];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => (line[column] ?? "").length))) ?? [];
  return table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function columnsOf(program: Program, steps: readonly TracedRow[], judged: ReadonlySet<number>): readonly Column[] {
  const signals = program.signals
    .filter(
      ({ name, shape, presence, presenceOf }) =>
        shape.length === 0 &&
        presenceOf === undefined &&
        steps.some(({ row }) => (presence === undefined ? valueOf(row, name) !== 0 : isGiven(row, name))),
    )
    .slice(0, shown.signals)
    .map(({ name, dtype, members, presence }): Column => {
      // An external signal is missing where it is not given, so a false one says so.
      const no = presence === undefined ? "" : "no";
      const text = (value: number): string =>
        members !== undefined ? (members[value] ?? "?") : dtype === "bool" ? (value === 0 ? no : "yes") : number(value);
      return {
        title: name,
        judged: false,
        cell: ({ row }) => (presence !== undefined && !isGiven(row, name) ? "" : text(valueOf(row, name))),
      };
    });
  const machines = program.machines.map(({ name, state }): Column => ({
    title: name,
    judged: judged.has(state),
    cell: ({ outputs }) => outputs.machines[name] ?? "?",
  }));
  const terms = [...program.terms]
    .sort((a, b) => Number(judged.has(b.contribution)) - Number(judged.has(a.contribution)))
    .slice(0, shown.terms)
    .map(({ name, contribution }): Column => ({
      title: name,
      judged: judged.has(contribution),
      cell: ({ outputs }) => number(outputs.terms[name] ?? NaN),
    }));
  return [...signals, ...machines, ...terms, ...rewardColumns(program, judged)];
}

/** What the step pays, component by component where there are some. */
function rewardColumns({ reward, components, agents }: Program, judged: ReadonlySet<number>): readonly Column[] {
  const paid = components?.map((each) => ({ title: `reward.${each.name}`, node: each.reward }));
  const each = Array.from({ length: agents ?? 0 }, (_, agent) => ({ title: `reward[${agent}]`, node: reward }));
  return (paid ?? (agents === undefined ? [{ title: "reward", node: reward }] : each)).map(
    ({ title, node }, place) => ({
      title,
      judged: judged.has(node),
      cell: ({ outputs }) => number([outputs.reward].flat()[place] ?? NaN),
    }),
  );
}

/** What the expectation compares. */
function nodesOf({ form }: ExpectationOutput): ReadonlySet<number> {
  switch (form.kind) {
    case "compare":
      return new Set([form.left, form.right]);
    case "condition":
      return new Set([form.node]);
    case "cause":
      return new Set();
  }
}

function isGiven({ signals }: Row, name: string): boolean {
  return signals?.[name] !== undefined;
}

function valueOf({ signals }: Row, name: string): number {
  const value = signals?.[name];
  return typeof value === "object" ? (value[0] ?? 0) : Number(value ?? 0);
}

function number(value: number): string {
  return String(Number(value.toPrecision(6)));
}

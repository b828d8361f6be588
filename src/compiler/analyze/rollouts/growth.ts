import type { Program } from "../../ir/program.js";
import type { Work } from "../work.js";
import { sumOf, worthOf, type Rollout, type RolloutGroup, type Worth } from "./rollouts.js";

/** A step that is repeated, and what else an episode of such steps sees. */
export type Repeated = Omit<RolloutGroup, "episodes"> & {
  readonly step: Rollout["steps"][number];
  readonly after: Rollout["end"];
};

/** How what an episode is worth grows with its length. */
export interface Growth {
  /** Of terms by name: what one more step adds where that is the same for each; absent where it is not. */
  readonly slopes: Readonly<Record<string, number>>;
  /** Of the sum of `total`. */
  readonly slope: number | undefined;
  /** What each term pays in the shortest of the episodes that were compared. */
  readonly shortest: Readonly<Record<string, number>>;
}

const lengths = [2, 4, 8] as const;

/** An episode of so many steps that are alike. */
export function repeat({ step, after }: Repeated, count: number): Rollout {
  return { steps: Array.from({ length: count }, () => step), end: after };
}

/** Compares episodes of 2, 4 and 8 steps that are alike, each in a group of its own. */
export function growthOf(program: Program, repeated: Repeated, work: Work): Growth | undefined {
  const { start, end } = repeated;
  const groups = lengths.map((length) => ({ start, end, episodes: [repeat(repeated, length)] }));
  const worths = worthOf(program, groups, work);
  if (worths === undefined) return undefined;
  const slope = (value: (worth: Worth) => number): number | undefined => {
    const [two = NaN, four = NaN, eight = NaN] = worths.map(value);
    const each = (four - two) / 2;
    return Math.abs(eight - four - 4 * each) <= 1e-9 * (1 + Math.abs(eight)) ? each : undefined;
  };
  const names = Object.keys(worths[0]?.terms ?? {});
  const paid = (name: string) => (worth: Worth) => sumOf(worth.terms[name] ?? []);
  return {
    slopes: Object.fromEntries(
      names.flatMap((name) => {
        const found = slope(paid(name));
        return found === undefined ? [] : [[name, found] as const];
      }),
    ),
    slope: slope((worth) => worth.return),
    shortest: Object.fromEntries(
      names.map((name) => [name, worths[0] === undefined ? NaN : paid(name)(worths[0])] as const),
    ),
  };
}

import { RewardError } from "../kernel/errors.js";

/** Margins of T steps of B environments; all columns row-major `[T, B]`: environment b at step t stands at t·B + b. */
export interface MarginTrajectories {
  readonly steps: number;
  readonly environments: number;
  /** By channel. Positive: the predicate holds, and by how much; Booleans are ±∞. */
  readonly margins: readonly (Float64Array | Float32Array)[];
  /** `[B]`: how many of the T steps an environment has; all if left out. */
  readonly lengths?: ArrayLike<number>;
  /** `[T, B]`, not 0 where an episode has its first step. The first step of an environment always is one. */
  readonly starts?: ArrayLike<number>;
  /** `[T, B]`, not 0 where a row is no step (a reset, a wait for one): it has no letter, and the next step begins an episode. */
  readonly skipped?: ArrayLike<number>;
}

/** Consecutive steps of one environment that are judged as one trace. */
export interface Episode {
  readonly environment: number;
  /** Its first step, counted from the start of the trajectories. */
  readonly start: number;
  readonly length: number;
}

/** The episodes, by environment and then by time. Throws a `RewardError` where sizes do not fit. */
export function episodesOf(trajectories: MarginTrajectories): readonly Episode[] {
  const { steps, environments, lengths, starts, skipped } = trajectories;
  check(trajectories);
  const episodes: Episode[] = [];
  for (let environment = 0; environment < environments; environment++) {
    const end = lengths?.[environment] ?? steps;
    let start = 0;
    const close = (t: number): void => {
      if (t > start) episodes.push({ environment, start, length: t - start });
    };
    for (let t = 0; t < end; t++) {
      const row = t * environments + environment;
      if ((skipped?.[row] ?? 0) !== 0) {
        close(t);
        start = t + 1;
      } else if ((starts?.[row] ?? 0) !== 0) {
        close(t);
        start = t;
      }
    }
    close(end);
  }
  return episodes;
}

function check({ steps, environments, margins, lengths, starts, skipped }: MarginTrajectories): void {
  const size = steps * environments;
  if (!Number.isInteger(steps) || steps < 0) throw mismatch("steps", "a whole number", String(steps));
  if (!Number.isInteger(environments) || environments < 0)
    throw mismatch("environments", "a whole number", String(environments));
  const columns = {
    starts,
    skipped,
    ...Object.fromEntries(margins.map((column, index) => [`margins[${index}]`, column])),
  };
  for (const [name, column] of Object.entries<ArrayLike<number> | undefined>(columns)) {
    if (column !== undefined && column.length !== size)
      throw mismatch(name, `${size} values [${steps}, ${environments}]`, `${column.length}`);
  }
  if (lengths === undefined) return;
  if (lengths.length !== environments) throw mismatch("lengths", `${environments} values`, `${lengths.length}`);
  for (const length of Array.from(lengths)) {
    if (!Number.isInteger(length) || length < 0 || length > steps)
      throw mismatch("lengths", `whole numbers up to ${steps}`, String(length));
  }
}

function mismatch(name: string, expected: string, found: string): RewardError {
  return new RewardError({ kind: "bad-input", name, expected, found });
}

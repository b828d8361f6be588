import type { Column } from "../environments/environment.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import { behindColon, describeInputs, RewardError, type RewardProblem } from "../kernel/errors.js";

/** An `assert` of the spec did not hold while training. */
export class AssertionFailure extends Error {
  override readonly name = "AssertionFailure";
  constructor(
    readonly assertion: string,
    readonly environment: number,
    /** Steps of the episode before this one. */
    readonly step: number,
    /** The signals, actions and params that it reads, as they stood. */
    readonly inputs: Readonly<Record<string, readonly number[]>>,
  ) {
    const where = `in environment ${String(environment)} at step ${String(step)}`;
    super(`assert \`${assertion}\` does not hold ${where}${behindColon(describeInputs(inputs))}`);
  }
}

export interface StepFailures {
  readonly descriptor: SpecDescriptor;
  /** `[N, terms]` and `[N, asserts]`, 0 or 1. */
  readonly nonFinite: ArrayLike<number>;
  readonly failedAsserts: ArrayLike<number>;
  /** `[N, neverMissing]`, where the spec has such signals. */
  readonly missing?: ArrayLike<number> | undefined;
  /** `[N]`: steps of the episode before this one. */
  readonly steps: ArrayLike<number>;
  /** `[N]`: the environments that the rows belong to; left out: row i to environment i. */
  readonly environments?: readonly number[];
  readonly signals: Readonly<Record<string, Column>>;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * The terms that were not finite in a step, with blame: the term, the environment, the step and what the reward read.
 * Under `nan error` the first of them is thrown, and so are a failed assertion and an external signal that may not be missing.
 */
export function failuresOf(failures: StepFailures): readonly RewardProblem[] {
  const { descriptor, steps } = failures;
  const environmentOf = (row: number): number => failures.environments?.[row] ?? row;
  const [absent] = flagged(failures.missing ?? [], descriptor.neverMissing?.length ?? 0);
  if (absent !== undefined) {
    const { row, column } = absent;
    const signal = descriptor.neverMissing?.[column] ?? "?";
    throw new RewardError({ kind: "missing-value", signal, environment: environmentOf(row), step: steps[row] ?? 0 });
  }
  const problems = flagged(failures.nonFinite, descriptor.terms.length).map(({ row, column }): RewardProblem => {
    const { name = "?", reads = [] } = descriptor.terms[column] ?? {};
    const inputs = inputsOf(failures, row, reads);
    return { kind: "non-finite", term: name, environment: environmentOf(row), step: steps[row] ?? 0, inputs };
  });
  const [first] = problems;
  if (first !== undefined && descriptor.nan === "error") throw new RewardError(first);
  const [failed] = flagged(failures.failedAsserts, descriptor.asserts.length);
  if (failed !== undefined) {
    const { row, column } = failed;
    const { text = "?", reads = [] } = descriptor.asserts[column] ?? {};
    throw new AssertionFailure(text, environmentOf(row), steps[row] ?? 0, inputsOf(failures, row, reads));
  }
  return problems;
}

function flagged(flags: ArrayLike<number>, width: number): { readonly row: number; readonly column: number }[] {
  const found = [];
  for (let i = 0; i < flags.length; i++)
    if (flags[i] !== 0) found.push({ row: Math.floor(i / width), column: i % width });
  return found;
}

/** The values of what was read in one row. */
function inputsOf(
  { descriptor, signals, params }: StepFailures,
  row: number,
  reads: readonly string[],
): Record<string, readonly number[]> {
  const read: Record<string, readonly number[]> = {};
  for (const { name, shape } of descriptor.signals) {
    if (!reads.includes(name)) continue;
    const width = shape.reduce((product, extent) => product * extent, 1);
    read[name] = Array.from(signals[name]?.slice(row * width, (row + 1) * width) ?? []);
  }
  for (const { name, value } of descriptor.params) {
    if (!reads.includes(name)) continue;
    const given = params[name];
    read[name] = typeof given === "number" ? [given] : value;
  }
  return read;
}

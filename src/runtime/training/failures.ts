import type { Column } from "../environments/environment.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import { RewardError, type RewardProblem } from "../kernel/errors.js";

/** An `assert` of the spec did not hold while training. */
export class AssertionFailure extends Error {
  override readonly name = "AssertionFailure";
  constructor(
    readonly assertion: string,
    readonly environment: number,
    /** Steps of the episode before this one. */
    readonly step: number,
    /** Signals, actions and params as they stood. */
    readonly inputs: Readonly<Record<string, readonly number[]>>,
  ) {
    const values = Object.entries(inputs).map(([name, value]) => `${name} = ${value.join(", ")}`);
    super(
      `assert \`${assertion}\` does not hold in environment ${String(environment)} at step ${String(step)}: ${values.join(", ")}`,
    );
  }
}

export interface StepFailures {
  readonly descriptor: SpecDescriptor;
  /** `[N, terms]` and `[N, asserts]`, 0 or 1. */
  readonly nonFinite: ArrayLike<number>;
  readonly failedAsserts: ArrayLike<number>;
  /** `[N]`: steps of the episode before this one. */
  readonly steps: Int32Array;
  readonly signals: Readonly<Record<string, Column>>;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * The terms that were not finite in a step, with blame: the term, the environment, the step and what the reward read.
 * Under `nan error` the first of them is thrown, and so is a failed assertion.
 */
export function failuresOf(failures: StepFailures): readonly RewardProblem[] {
  const { descriptor, steps } = failures;
  const problems = flagged(failures.nonFinite, descriptor.terms.length).map(({ row, column }): RewardProblem => ({
    kind: "non-finite",
    term: descriptor.terms[column]?.name ?? "?",
    environment: row,
    step: steps[row] ?? 0,
    inputs: inputsOf(failures, row),
  }));
  const [first] = problems;
  if (first !== undefined && descriptor.nan === "error") throw new RewardError(first);
  const [failed] = flagged(failures.failedAsserts, descriptor.asserts.length);
  if (failed !== undefined) {
    const text = descriptor.asserts[failed.column] ?? "?";
    throw new AssertionFailure(text, failed.row, steps[failed.row] ?? 0, inputsOf(failures, failed.row));
  }
  return problems;
}

function flagged(flags: ArrayLike<number>, width: number): { readonly row: number; readonly column: number }[] {
  const found = [];
  for (let i = 0; i < flags.length; i++)
    if (flags[i] !== 0) found.push({ row: Math.floor(i / width), column: i % width });
  return found;
}

/** What the whole reward read in one row. */
function inputsOf({ descriptor, signals, params }: StepFailures, row: number): Record<string, readonly number[]> {
  const read: Record<string, readonly number[]> = {};
  for (const { name, shape } of descriptor.signals) {
    const width = shape.reduce((product, extent) => product * extent, 1);
    read[name] = Array.from(signals[name]?.slice(row * width, (row + 1) * width) ?? []);
  }
  for (const { name, value } of descriptor.params) {
    const given = params[name];
    read[name] = typeof given === "number" ? [given] : value;
  }
  return read;
}

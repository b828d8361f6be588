import type { NodeId } from "../../../compiler/ir/node.js";
import type { FinishOutput, Program } from "../../../compiler/ir/program.js";
import { RewardError } from "../../kernel/errors.js";
import { paidOf, type Paid } from "../outputs.js";
import type { Finished } from "./batch.js";
import { readIn } from "./blame.js";
import { valueAt } from "./column.js";
import { columnOf } from "./evaluate-finish.js";
import { ownerOf, type ElementRate } from "./layout.js";

/** What one step is paid when the batch is there. */
export interface FinishedStep {
  readonly reward: Paid;
  readonly total: Paid;
  /** Terms that are known later than their step: what they pay in it, and their bodies. */
  readonly terms: Readonly<Record<string, number>>;
  readonly raw: Readonly<Record<string, number>>;
  /** Those of them that are active here and not finite. */
  readonly nonFinite: readonly string[];
}

/** The outputs of a step, by its number in the layout. */
export function finishedStep(program: Program, finished: Finished, step: number): FinishedStep {
  const { reward, total, terms } = finishOf(program);
  const paid = (node: NodeId): Paid => paidOf(program, finishedValue(finished, node, "step", step));
  const scalar = (node: NodeId): number => finishedValue(finished, node, "step", step)[0] ?? NaN;
  return {
    reward: paid(reward),
    total: paid(total),
    terms: Object.fromEntries(terms.map(({ name, contribution }) => [name, scalar(contribution)])),
    raw: Object.fromEntries(terms.map(({ name, raw }) => [name, scalar(raw)])),
    nonFinite: terms.flatMap(({ name, finite }) => (scalar(finite) === 0 ? [name] : [])),
  };
}

/** Under `nan error`, throws a `RewardError` at the first step in which a term that is known later is active and not finite. `environment` is the episode's place in the batch. */
export function assertFinishedFinite(program: Program, finished: Finished): void {
  if (program.nan !== "error") return;
  finished.layout.episodes.forEach(({ first, steps }, environment) => {
    for (let step = 0; step < steps; step++) {
      const [name] = finishedStep(program, finished, first + step).nonFinite;
      const term = finishOf(program).terms.find((candidate) => candidate.name === name);
      if (term === undefined) continue;
      const inputs = readIn(program, finished, [term.raw, term.weight], first + step);
      throw new RewardError({ kind: "non-finite", term: term.name, environment, step, inputs });
    }
  });
}

/** What a program knows of whole trajectories. */
export function finishOf({ finish }: Program): FinishOutput {
  if (finish === undefined) throw new Error("the program knows everything in its steps");
  return finish;
}

/** The value that a node has for element `index` of the rate `at`, row-major; slower values are those of the element's episode, group or batch. */
export function finishedValue(
  { layout, values }: Finished,
  node: NodeId,
  at: ElementRate,
  index: number,
): Float64Array {
  const column = columnOf(values, node);
  const { rate } = column;
  return valueAt(column, rate === "const" || rate === "param" ? 0 : ownerOf(layout, index, at, rate));
}

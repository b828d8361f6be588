import { uncovered } from "../../compiler/automata/guarded-machine.js";
import { analyseMachine } from "../../compiler/check/machines/analysis.js";
import type { TypedMachine } from "../../compiler/check/typed.js";

/** One record for each machine that `rewardc machine check` has judged. */
export interface MachineSummary {
  readonly v: 1;
  readonly type: "machine-summary";
  readonly name: string;
  readonly states: number;
  /** Of the label as a whole, or of the label as each state sees it (`perState`). */
  readonly classes: number;
  readonly perState: boolean;
  /** Every label finds an edge in every state. */
  readonly complete: boolean;
}

export function summary(machine: TypedMachine): MachineSummary {
  const analysis = analyseMachine(machine);
  const complete =
    analysis?.decisions.every(
      (decision, state) =>
        machine.states[state]?.end !== "none" || uncovered(analysis.diagrams, decision) === undefined,
    ) ?? false;
  return {
    v: 1,
    type: "machine-summary",
    name: machine.name,
    states: machine.states.length,
    classes: analysis?.table.classes ?? 0,
    perState: analysis?.table.shared === false,
    complete,
  };
}

import type { Lowering } from "../../builtins/builtin.js";
import type { TypedInfiniteObjective, TypedObjective } from "../../check/typed.js";
import type { LabelledAutomaton } from "../automaton/labelled-automaton.js";
import { lowerMove, write, type Move } from "../automaton/move.js";
import { analyseObjective, type ObjectiveAnalysis } from "./analysis.js";
import type { StartedObjective } from "./started-objective.js";

/** First step: the slot and the tables exist, no atom has been lowered, so that atoms may read `prev` of what the objective shows. */
export interface ObjectiveStart extends StartedObjective {
  readonly analysis: ObjectiveAnalysis;
  readonly automaton: LabelledAutomaton;
}

export function startObjective(objective: TypedObjective | TypedInfiniteObjective, { ir }: Lowering): ObjectiveStart {
  const analysis = analyseObjective(objective);
  const { theory, diagrams, table } = analysis;
  const stateAtReset = ir.constant(objective.automaton.initial, "int");
  const slot = ir.slot({
    name: `${objective.name}.state`,
    kind: "objective",
    dtype: "int",
    shape: [],
    initial: stateAtReset,
    persistent: false,
    feature: { encoding: "one-hot", classes: table.states },
  });
  const automaton: LabelledAutomaton = {
    kind: "objective",
    name: objective.name,
    readsSource: objective.readsSource,
    diagrams,
    variables: theory.variables,
    table,
    isCurrent: () => false,
  };
  const { verdicts } = analysis;
  return { analysis, automaton, verdicts, states: table.states, stateBefore: ir.read(slot), stateAtReset };
}

/** Second step: the move on this step's letter. */
export function moveObjective({ automaton, stateBefore }: ObjectiveStart, lowering: Lowering): Move {
  const move = lowerMove(automaton, stateBefore, lowering);
  write(lowering, stateBefore, move.state);
  return move;
}

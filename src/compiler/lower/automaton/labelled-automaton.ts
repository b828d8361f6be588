import type { TransitionTable } from "../../automata/decision-table.js";
import type { Diagrams } from "../../automata/diagram.js";
import type { TheoryVariable } from "../../check/machines/theory.js";
import type { TypedExpression } from "../../check/typed.js";

/** What machines and objectives have in common: states that move on classes of the label. */
export interface LabelledAutomaton {
  readonly kind: "machine" | "objective";
  readonly name: string;
  /** The label is that of the letter before. */
  readonly readsSource: boolean;
  readonly diagrams: Diagrams;
  /** What decides each variable of the diagrams. */
  readonly variables: readonly TheoryVariable[];
  readonly table: TransitionTable;
  /** Whether an expression is read as it stands now even where the label is that of the letter before: a machine's own counters. */
  isCurrent(value: TypedExpression): boolean;
}

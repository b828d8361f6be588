import type { ColumnField, ColumnLayout, ScalarType } from "../../../../runtime/fused/layout.js";
import type { NodeId } from "../../../ir/node.js";
import type { AutomatonOutput, PastObjectiveOutput, Program, Slot } from "../../../ir/program.js";

/** A column of something that there is once, or once for each name. */
export function column(field: ColumnField, type: ScalarType, name = "", element = 0): ColumnLayout {
  return { field, name, element, type };
}

/** Something whose state is shown on every row. */
export interface ShownState {
  readonly column: ColumnLayout;
  /** After the step's move. */
  readonly moved: NodeId;
  /** Where it stands between steps; an automaton of a single state may have none. */
  readonly slot: Slot | undefined;
}

/** The states of machines and objectives. */
export function shownStates(program: Program): readonly ShownState[] {
  const shown = (
    field: "machine" | "objective",
    automata: readonly (AutomatonOutput | PastObjectiveOutput)[],
  ): readonly ShownState[] =>
    automata.map(({ name, state }) => ({
      column: column(field, "int", name),
      moved: state,
      slot: program.slots.find((slot) => slot.kind === field && slot.name === `${name}.state`),
    }));
  return [
    ...shown("machine", program.machines),
    ...shown("objective", [...program.objectives, ...program.pastObjectives]),
  ];
}

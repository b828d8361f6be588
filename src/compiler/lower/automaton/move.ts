import type { LabelTable } from "../../automata/decision-table.js";
import { show } from "../../automata/show.js";
import type { Lowering } from "../../builtins/builtin.js";
import type { NodeId } from "../../ir/node.js";
import { labels } from "./label.js";
import type { LabelledAutomaton } from "./labelled-automaton.js";

/** The move of an automaton in one step, by constant tables `[states × label classes]`. */
export interface Move {
  /** The class of the step's label, `[states]` where states have classes of their own; see `AutomatonOutput`. */
  readonly label: NodeId;
  /** The place of (state before, class) in the tables. */
  readonly entry: NodeId;
  /** The state after. */
  readonly state: NodeId;
}

export function lowerMove(automaton: LabelledAutomaton, stateBefore: NodeId, lowering: Lowering): Move {
  const { ir } = lowering;
  const { label, entry } = entryOf(automaton.table, stateBefore, labels(automaton, lowering), lowering);
  ir.suggestLabel(entry, `${automaton.name} entry`);
  return { label, entry, state: ir.lookup(automaton.table.next, entry, "int") };
}

function entryOf(
  table: LabelTable,
  stateBefore: NodeId,
  classes: readonly NodeId[],
  { ir }: Lowering,
): { readonly label: NodeId; readonly entry: NodeId } {
  const first = classes[0] ?? ir.constant(0, "int");
  if (table.shared)
    return {
      label: first,
      entry: ir.binary("add", ir.binary("multiply", stateBefore, ir.constant(table.classes, "int")), first),
    };
  const label = ir.stack(classes);
  const states = Array.from({ length: table.states }, (_, state) => state);
  const entries = ir.binary(
    "add",
    ir.constant(
      states.map((state) => state * table.classes),
      "int",
      [table.states],
    ),
    label,
  );
  const here = ir.binary("equal", ir.constant(states, "int", [table.states]), stateBefore);
  return { label, entry: ir.reduce("sum", ir.select(here, entries, ir.constant(0, "int", [table.states]))) };
}

/** A readable condition for each class; where states have classes of their own, for `[u * classes + c]`. */
export function classNames({ diagrams, table }: LabelledAutomaton): readonly string[] {
  return table.labels.flatMap((label) =>
    Array.from({ length: table.classes }, (_, letter) =>
      show(
        diagrams,
        diagrams.rebuild(label, (value) => (value === letter ? 1 : 0)),
        3,
      ),
    ),
  );
}

/** Writes the slot that a node reads: the state after the move into that before it. */
export function write({ ir }: Lowering, before: NodeId, after: NodeId): void {
  const node = ir.node(before);
  if (node.op !== "state") throw new Error(`node ${before} does not read a slot`);
  ir.setNext(node.slot, after);
}

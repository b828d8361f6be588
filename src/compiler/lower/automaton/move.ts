import type { LabelTable } from "../../automata/decision-table.js";
import { show } from "../../automata/show.js";
import type { Lowering } from "../../builtins/builtin.js";
import type { NodeId } from "../../ir/node.js";
import { lowerLabel } from "./label.js";
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
  const label = lowerLabel(automaton, lowering);
  const entry = entryOf(automaton.table, stateBefore, label, lowering);
  ir.suggestLabel(entry, `${automaton.name} entry`);
  return { label, entry, state: ir.lookup(automaton.table.next, entry, "int") };
}

function entryOf(table: LabelTable, stateBefore: NodeId, label: NodeId, { ir }: Lowering): NodeId {
  if (table.shared)
    return ir.binary("add", ir.binary("multiply", stateBefore, ir.constant(table.classes, "int")), label);
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
  return ir.reduce("sum", ir.select(here, entries, ir.constant(0, "int", [table.states])));
}

/** Names of so many classes are read by people; more of them are only told apart. */
const mostNames = 64;

/** A readable condition for each class, `…` where there are too many; where states have classes of their own, for `[u * classes + c]`. */
export function classNames({ diagrams, table }: LabelledAutomaton): readonly string[] {
  const isReadable = table.classes * table.labels.length <= mostNames;
  return table.labels.flatMap((label) =>
    Array.from({ length: table.classes }, (_, letter) => {
      if (!isReadable) return "…";
      const condition = diagrams.rebuild(label, (value) => (value === letter ? 1 : 0));
      return show(diagrams, condition, 3);
    }),
  );
}

/** Writes the slot that a node reads: the state after the move into that before it. */
export function write({ ir }: Lowering, before: NodeId, after: NodeId): void {
  const node = ir.node(before);
  if (node.op !== "state") throw new Error(`node ${before} does not read a slot`);
  ir.setNext(node.slot, after);
}

import { reachable } from "../ir/reachable.js";
import { withNeedsReset } from "../ir/needs-reset.js";
import type { Node, NodeId, SlotId } from "../ir/node.js";
import type { Program } from "../ir/program.js";
import { mapReferences, outputsOf } from "../ir/references.js";
import type { Pass } from "./pass.js";
import { at } from "./rebuild.js";

/** Nodes that no output depends on go, and so do slots that nothing reads any more: what they remember cannot be told from outside. */
export const dropDead: Pass = {
  name: "drop-dead",
  run(program) {
    const { nodes, slots, trained } = alive(program);
    const remembered = program.trained ?? [];
    if (
      nodes.size === program.nodes.length &&
      slots.size === program.slots.length &&
      trained.size === remembered.length
    )
      return program;
    const trainedPlaces = places(remembered.length, trained);
    const nodePlaces = places(program.nodes.length, nodes);
    const slotPlaces = places(program.slots.length, slots);
    const kept = program.nodes
      .filter((node) => nodes.has(node.id))
      .map((node) => renumbered(node, nodePlaces, slotPlaces, trainedPlaces));
    const keptSlots = program.slots
      .filter((slot) => slots.has(slot.id))
      .map((slot) => ({ ...slot, id: at(slotPlaces, slot.id) }));
    const keptTrained = remembered
      .filter((slot) => trained.has(slot.id))
      .map((slot) => ({ ...slot, id: at(trainedPlaces, slot.id) }));
    const { trained: _, ...rest } = program;
    const pruned = { ...rest, slots: keptSlots, ...(keptTrained.length === 0 ? {} : { trained: keptTrained }) };
    return withNeedsReset({
      ...mapReferences(pruned, (id) => at(nodePlaces, id)),
      nodes: kept,
    });
  },
};

/** What outputs depend on, through slots too: a slot that is read keeps what it is written from. */
function alive(program: Program): {
  readonly nodes: ReadonlySet<NodeId>;
  readonly slots: ReadonlySet<SlotId>;
  readonly trained: ReadonlySet<SlotId>;
} {
  const slots = new Set<SlotId>();
  const trained = new Set<SlotId>();
  const roots = [...outputsOf(program)];
  for (;;) {
    const nodes = reachable(program.nodes, roots);
    const before = slots.size + trained.size;
    for (const id of nodes) {
      const node = at(program.nodes, id);
      if (node.op === "trained" && !trained.has(node.slot)) {
        trained.add(node.slot);
        roots.push(at(program.trained ?? [], node.slot).next);
      }
      if (node.op !== "state" || slots.has(node.slot)) continue;
      slots.add(node.slot);
      const slot = at(program.slots, node.slot);
      roots.push(slot.initial, slot.next);
    }
    if (slots.size + trained.size === before) return { nodes, slots, trained };
  }
}

/** The new number of each thing that is kept; -1 for the others. */
function places(count: number, kept: ReadonlySet<number>): readonly number[] {
  let next = 0;
  return Array.from({ length: count }, (_, old) => (kept.has(old) ? next++ : -1));
}

function renumbered(
  node: Node,
  nodePlaces: readonly NodeId[],
  slotPlaces: readonly SlotId[],
  trainedPlaces: readonly SlotId[],
): Node {
  const moved = {
    ...node,
    id: at(nodePlaces, node.id),
    inputs: node.inputs.map((input) => at(nodePlaces, input)),
  } as Node;
  if (moved.op === "trained") return { ...moved, slot: at(trainedPlaces, moved.slot) };
  return moved.op === "state" ? { ...moved, slot: at(slotPlaces, moved.slot) } : moved;
}

import type { ColumnLayout } from "../../../../runtime/fused/layout.js";
import { sizeOf } from "../../../ir/broadcast.js";
import type { NodeId, SlotId } from "../../../ir/node.js";
import { outputsOf } from "../../../ir/references.js";
import type { Program, Slot } from "../../../ir/program.js";

/** A slot whose parts are found by numbers that are computed: it lies in memory in rows, and a step touches only those that it reads or writes. */
export interface ScratchRows {
  readonly slot: Slot;
  /** One for each number of a part. */
  readonly columns: readonly ColumnLayout[];
  /** What a step writes, first to last. */
  readonly updates: readonly { readonly index: NodeId; readonly part: NodeId }[];
}

/** By the slot. */
export type RowsOfSlots = ReadonlyMap<SlotId, ScratchRows>;

/** The scratch slots that are read by dynamic slices of what they held before the step alone, and written by dynamic updates of it. */
export function scratchRows(program: Program): RowsOfSlots {
  const found = new Map<SlotId, ScratchRows>();
  for (const slot of program.slots) {
    const updates = slot.scratch === true && slot.dtype !== "bool" ? updatesOf(slot, program) : undefined;
    if (updates === undefined) continue;
    const [rows = 0, ...part] = slot.shape;
    const columns = Array.from({ length: sizeOf(part) }, (_, element): ColumnLayout => {
      return { field: "state", name: slot.name, element, type: slot.dtype, rows };
    });
    found.set(slot.id, { slot, columns, updates });
  }
  return found;
}

/** Undefined where the slot is used in another way, too. */
function updatesOf(slot: Slot, program: Program): ScratchRows["updates"] | undefined {
  const updates: { readonly index: NodeId; readonly part: NodeId }[] = [];
  const chain = new Set<NodeId>();
  let id = slot.next;
  for (let node = program.nodes[id]; node?.op === "dynamic-update"; node = program.nodes[id]) {
    chain.add(id);
    const [array = -1, index = -1, part = -1] = node.inputs;
    updates.unshift({ index, part });
    id = array;
  }
  const state = program.nodes[id];
  if (state?.op !== "state" || state.slot !== slot.id) return undefined;
  const stray = program.nodes.some((node) =>
    node.inputs.some((input, place) => {
      const isUpdate = chain.has(node.id) && place === 0;
      if (input === id) return !isUpdate && !(node.op === "dynamic-slice" && place === 0);
      return chain.has(input) && !isUpdate;
    }),
  );
  const shown = outputsOf(program).some((output) => output === id || chain.has(output));
  const elsewhere = program.slots.some(({ id: other, next }) => other !== slot.id && (next === id || chain.has(next)));
  return stray || shown || elsewhere ? undefined : updates;
}

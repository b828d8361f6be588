import { sizeOf } from "../../../ir/broadcast.js";
import type { DynamicUpdateNode, Node, NodeId } from "../../../ir/node.js";
import type { Program } from "../../../ir/program.js";
import { reachable } from "../../../ir/reachable.js";
import { outputsOf } from "../../tfjs/outputs.js";
import { comparators } from "./reductions.js";
import { scratchRows, type RowsOfSlots } from "./scratch-rows.js";

/** More scalars than this are no loop body that an engine compiles well. */
export const mostScalars = 20_000;

/** About how many scalar operations the loops of a program have, and the node that makes most of them. */
export function loopSize(program: Program): { readonly scalars: number; readonly largest: Node | undefined } {
  const roots: readonly NodeId[] = [...outputsOf(program), ...program.slots.map(({ initial }) => initial)];
  const rows = scratchRows(program);
  let scalars = 0;
  let [most, largest]: [number, Node | undefined] = [0, undefined];
  for (const id of reachable(program.nodes, roots)) {
    const node = program.nodes[id];
    if (node === undefined) continue;
    const own = operationsOf(node, program, rows);
    scalars += own;
    if (own > most) [most, largest] = [own, node];
  }
  return { scalars, largest };
}

function operationsOf(node: Node, { nodes }: Program, rows: RowsOfSlots): number {
  const size = sizeOf(node.shape);
  const given = sizeOf(nodes[node.inputs[0] ?? -1]?.shape ?? []);
  switch (node.op) {
    case "reshape":
    case "slice":
    case "gather":
    case "concat":
    case "transpose":
      return 0;
    case "reduce":
      return given;
    case "state":
      return rows.has(node.slot) ? 0 : size;
    case "dynamic-slice": {
      const array = nodes[node.inputs[0] ?? -1];
      return array?.op === "state" && rows.has(array.slot) ? size : 2 * given;
    }
    case "dynamic-update": {
      const part = sizeOf(nodes[node.inputs[2] ?? -1]?.shape ?? []);
      return isInRows(node, nodes, rows) ? part : 2 * size;
    }
    case "arg-extremum":
      return 7 * given;
    case "sort": {
      const length = node.shape.at(-1) ?? 1;
      // Pairs of a network grow as n·(log n)²; a network of thousands of places is not built to be counted.
      const pairs = length > 2_000 ? mostScalars : comparators(length).length;
      return length === 0 ? 0 : (size / length) * 2 * pairs;
    }
    default:
      return size;
  }
}

/** Whether the updated array is a slot that lies in memory in rows. */
function isInRows(node: DynamicUpdateNode, nodes: readonly Node[], rows: RowsOfSlots): boolean {
  const array = nodes[node.inputs[0] ?? -1];
  if (array?.op === "dynamic-update") return isInRows(array, nodes, rows);
  return array?.op === "state" && rows.has(array.slot);
}

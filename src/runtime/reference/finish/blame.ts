import type { NodeId } from "../../../compiler/ir/node.js";
import type { Program } from "../../../compiler/ir/program.js";
import { reachable } from "../reachable.js";
import type { Finished } from "./batch.js";
import { valueAt } from "./column.js";
import { columnOf } from "./evaluate-finish.js";
import { ownerOf } from "./layout.js";

/** The signals that these nodes read as they are, row-major: those of the step, and those that its episode and its group brought. What steps made of signals is not among them. */
export function readIn(
  program: Program,
  { layout, values }: Finished,
  roots: readonly NodeId[],
  step: number,
): Readonly<Record<string, readonly number[]>> {
  const inputs = new Map<string, readonly number[]>();
  // What was recorded in steps stands below with the values that it had there.
  const below = reachable(program, roots, ({ op }) => op !== "record");
  for (const node of program.nodes) {
    if (!below.has(node.id)) continue;
    const read = node.op === "record" ? program.nodes[node.inputs[0] ?? -1] : node;
    if (read?.op !== "signal" || node.rate === "const" || node.rate === "param") continue;
    inputs.set(read.name, [...valueAt(columnOf(values, node.id), ownerOf(layout, step, "step", node.rate))]);
  }
  return Object.fromEntries(inputs);
}

import { GraphBuilder } from "../ir/builder.js";
import type { Node, NodeId } from "../ir/node.js";
import type { GradientOutput, Program } from "../ir/program.js";
import { reachable } from "../ir/reachable.js";
import { Adjoints } from "./adjoints.js";
import { backward } from "./backward.js";

/**
 * The program with the derivatives of its reward among its outputs: one for each float signal and action of the step, and each float param, that the reward reads. Reverse mode on the graph
 * (Griewank and Walther, Evaluating Derivatives, 2008, chapter 3): the derivatives are nodes like all others, so that every target has them.
 *
 * State counts as given: these are derivatives of the step's reward, not of what the step leaves behind. What is not smooth has the derivative of the side that was taken; at a tie of `min` and `max` all of
 * the equals share evenly, and rounding, comparisons and automata have none. A side that was not taken adds nothing, not even NaN.
 *
 * A reward that is known later than its step gets none: there is no derivative of a part of it. Nor does one of several components, which are no one number.
 */
export function differentiate(program: Program): Program {
  if (program.finish !== undefined || program.components !== undefined || program.agents !== undefined) return program;
  const builder = new GraphBuilder(program.nodes);
  const read = reachable(program.nodes, [program.reward]);
  const adjoints = new Adjoints(builder, readers(program.nodes, read));
  adjoints.begin(program.reward);
  for (let id = program.reward; id >= 0; id--) {
    const gradient = adjoints.of(id);
    if (gradient !== undefined) backward(adjoints, builder.node(id), gradient);
  }
  const gradients = program.nodes.flatMap((node): GradientOutput[] => {
    const value = input(node) === undefined ? undefined : adjoints.of(node.id);
    const by = input(node);
    return by === undefined || value === undefined ? [] : [{ ...by, value: builder.broadcast(value.node, node.shape) }];
  });
  return { ...program, nodes: builder.nodes, gradients };
}

function input(node: Node): Omit<GradientOutput, "value"> | undefined {
  if (node.dtype !== "float") return undefined;
  if (node.op === "param") return { by: "param", name: node.name };
  return node.op === "signal" && node.at === "step" ? { by: "signal", name: node.name } : undefined;
}

/** Nodes from which a float signal or param can be reached: only these need derivatives. */
function readers(nodes: readonly Node[], read: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const result = new Set<NodeId>();
  for (const node of nodes)
    if (
      read.has(node.id) &&
      node.dtype === "float" &&
      (input(node) !== undefined || node.inputs.some((id) => result.has(id)))
    )
      result.add(node.id);
  return result;
}

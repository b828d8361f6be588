import type { Program } from "../../compiler/ir/program.js";
import type { Node } from "../../compiler/ir/node.js";

/**
 * The same program with its float constants, tables and params as single precision holds them. A target in float32 is compared
 * with the float64 meaning of *this* program: `x <= 0.1` then means the same number 0.1 in both.
 */
export function roundConstants(program: Program): Program {
  return {
    ...program,
    nodes: program.nodes.map(roundNode),
    params: program.params.map((param) =>
      param.dtype === "float" ? { ...param, value: param.value.map(Math.fround) } : param,
    ),
  };
}

function roundNode(node: Node): Node {
  if (node.dtype !== "float") return node;
  if (node.op === "constant") return { ...node, value: node.value.map(Math.fround) };
  if (node.op === "lookup") return { ...node, table: node.table.map(Math.fround) };
  return node;
}

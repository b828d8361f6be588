import type { BinaryNode, Node, NodeId, SliceNode } from "../ir/node.js";
import { sizeOf } from "../ir/broadcast.js";
import { asConstant, isSmall } from "./as-constant.js";
import { at, type Replacement } from "./rebuild.js";

/**
 * The operand that an operation amounts to when another is a constant: `x and true`, `1 * x`, `if true then x else y`. Only where that
 * holds for every number, NaN, infinities and -0 included, and where the operand has the type and the shape of the whole; a constant of one value takes its shape.
 */
export function simplify(node: Node, nodes: readonly Node[]): Replacement {
  const operand = operandOf(node, nodes);
  if (operand === undefined) return node;
  const found = at(nodes, operand);
  if (found.dtype !== node.dtype) return node;
  if (found.shape.join() === node.shape.join()) return { use: operand };
  const value = uniformValue(found);
  return value === undefined || !isSmall(node)
    ? node
    : asConstant(
        node,
        Array.from({ length: sizeOf(node.shape) }, () => value),
      );
}

function operandOf(node: Node, nodes: readonly Node[]): NodeId | undefined {
  const uniform = (id: NodeId | undefined): number | undefined =>
    uniformValue(id === undefined ? undefined : nodes[id]);
  switch (node.op) {
    case "binary":
      return neutral(node, uniform);
    case "select": {
      const [condition, then, otherwise] = node.inputs;
      const known = uniform(condition);
      if (known !== undefined) return known !== 0 ? then : otherwise;
      return then === otherwise ? then : undefined;
    }
    case "unary": {
      const inner = nodes[node.inputs[0] ?? -1];
      return node.fn === "not" && inner?.op === "unary" && inner.fn === "not" ? inner.inputs[0] : undefined;
    }
    case "reshape": {
      const inner = nodes[node.inputs[0] ?? -1];
      return inner?.op === "reshape" && at(nodes, inner.inputs[0] ?? -1).shape.join() === node.shape.join()
        ? inner.inputs[0]
        : node.inputs[0];
    }
    case "slice":
      return partOf(node, nodes);
    default:
      return undefined;
  }
}

/** The one of the values laid side by side that a slice takes. */
function partOf({ inputs: [input = -1], starts, shape }: SliceNode, nodes: readonly Node[]): NodeId | undefined {
  const whole = nodes[input];
  if (whole?.op !== "concat" || starts.some((start, axis) => axis !== whole.axis && start !== 0)) return undefined;
  let before = 0;
  for (const part of whole.inputs) {
    const found = at(nodes, part);
    if (before === starts[whole.axis] && found.shape.join() === shape.join()) return part;
    before += found.shape[whole.axis] ?? 0;
  }
  return undefined;
}

function neutral(
  { fn, inputs }: BinaryNode,
  uniform: (id: NodeId | undefined) => number | undefined,
): NodeId | undefined {
  const [left, right] = inputs;
  const [x, y] = [uniform(left), uniform(right)];
  switch (fn) {
    case "and":
      return x === 1 || y === 0 ? right : y === 1 || x === 0 || left === right ? left : undefined;
    case "or":
      return x === 0 || y === 1 ? right : y === 0 || x === 1 || left === right ? left : undefined;
    case "xor":
      return x === 0 ? right : y === 0 ? left : undefined;
    case "multiply":
      return x === 1 ? right : y === 1 ? left : undefined;
    case "divide":
      return y === 1 ? left : undefined;
    case "add":
      return Object.is(x, -0) ? right : Object.is(y, -0) ? left : undefined;
    case "subtract":
      return Object.is(y, 0) ? left : undefined;
    case "minimum":
      return x === Infinity ? right : y === Infinity ? left : undefined;
    case "maximum":
      return x === -Infinity ? right : y === -Infinity ? left : undefined;
    default:
      return undefined;
  }
}

/** The number that all elements of a constant are. */
function uniformValue(node: Node | undefined): number | undefined {
  if (node?.op !== "constant") return undefined;
  const [first] = node.value;
  return first !== undefined && node.value.every((value) => Object.is(value, first)) ? first : undefined;
}

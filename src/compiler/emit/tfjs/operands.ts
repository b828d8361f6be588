import { sizeOf } from "../../ir/broadcast.js";
import type { DType, Node, NodeId } from "../../ir/node.js";
import { literal, opsCall, reference, tfCall, type Code, type Literal } from "./code.js";

export interface Constant {
  readonly values: readonly number[];
  readonly dtype: DType;
  readonly shape: readonly number[];
}

/** The inputs of the node that is being translated, as code. */
export class Operands {
  constructor(
    readonly nodes: readonly Node[],
    readonly node: Node,
  ) {}

  input(index: number): Node {
    return this.at(this.node.inputs[index] ?? -1);
  }

  at(id: NodeId): Node {
    const node = this.nodes[id];
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }

  /** Whether the value has a row for each environment, or for each step, episode or group of whole trajectories; constants and params do not. */
  batched(index: number): boolean {
    return isBatched(this.input(index));
  }

  /** The input as a tensor of its own shape. */
  tensor(index: number): Code {
    const id = this.node.inputs[index] ?? -1;
    const constant = this.constant(index);
    return constant === undefined ? reference(id) : tensorOf(constant);
  }

  /** The input where it broadcasts against others: constants as plain numbers or arrays, without leading axes of 1. */
  operand(index: number): Code {
    const constant = this.constant(index);
    if (constant !== undefined) return operandOf(constant);
    let node = this.input(index);
    // Broadcasting adds leading axes by itself: a param needs no reshape for that.
    while (
      isBatched(this.node) &&
      !isBatched(node) &&
      node.op === "reshape" &&
      addsLeadingOnes(this.at(node.inputs[0] ?? -1).shape, node.shape)
    ) {
      node = this.at(node.inputs[0] ?? -1);
    }
    return reference(node.id);
  }

  /** The input's value where it is known, seen through reshapes and casts. */
  constant(index: number): Constant | undefined {
    return constantOf(this.nodes, this.node.inputs[index] ?? -1);
  }

  /** The one number of a constant input. */
  number(index: number): number | undefined {
    const constant = this.constant(index);
    return constant?.values.length === 1 ? constant.values[0] : undefined;
  }
}

export function isBatched(node: Node): boolean {
  return node.rate !== "const" && node.rate !== "param";
}

/** The value of a node that is a constant in other clothes. */
export function constantOf(nodes: readonly Node[], id: NodeId): Constant | undefined {
  const node = nodes[id];
  if (node?.op === "constant") return { values: node.value, dtype: node.dtype, shape: node.shape };
  if (node?.op === "concat" && node.axis === 0) {
    const parts = node.inputs.map((input) => constantOf(nodes, input));
    if (!parts.every((part) => part !== undefined)) return undefined;
    return { values: parts.flatMap((part) => part.values), dtype: node.dtype, shape: node.shape };
  }
  if (node?.op !== "reshape" && !(node?.op === "unary" && node.fn === "cast" && node.dtype === "float"))
    return undefined;
  const inner = constantOf(nodes, node.inputs[0] ?? -1);
  return inner === undefined ? undefined : { values: inner.values, dtype: node.dtype, shape: node.shape };
}

/** Constants of so many equal elements stand element by element. */
const shortEnough = 16;

/** A constant as a tensor of its shape. */
export function tensorOf({ values, dtype, shape }: Constant): Code {
  const type = { float: "float32", int: "int32", bool: "bool" }[dtype];
  const [first = 0] = values;
  if (shape.length === 0)
    return dtype === "float"
      ? tfCall("scalar", first)
      : dtype === "int"
        ? opsCall("int", first)
        : tfCall("scalar", first !== 0, type);
  // A table that begins empty may have thousands of places.
  if (values.length > shortEnough && values.every((value) => Object.is(value, first)))
    return tfCall("fill", shape, first, type);
  const data = dtype === "bool" ? values.map((value) => value !== 0) : values;
  if (shape.length === 1) return dtype === "float" ? tfCall("tensor1d", data) : tfCall("tensor1d", data, type);
  return dtype === "float" ? tfCall("tensor", data, shape) : tfCall("tensor", data, shape, type);
}

function operandOf(constant: Constant): Code {
  const { values, dtype, shape } = constant;
  const [first] = values;
  if (values.length === 1 && first !== undefined)
    return dtype === "int" ? opsCall("int", first) : literal(dtype === "bool" ? first !== 0 : first);
  return dtype === "float" && sizeOf(shape) > 0 ? literal(nested(values, shape)) : tensorOf(constant);
}

function nested(values: readonly number[], shape: readonly number[]): Literal {
  const [size = 1, ...rest] = shape;
  if (rest.length === 0) return values;
  const stride = sizeOf(rest);
  return Array.from({ length: size }, (_, index) => nested(values.slice(index * stride, (index + 1) * stride), rest));
}

function addsLeadingOnes(from: readonly number[], to: readonly number[]): boolean {
  const added = to.length - from.length;
  return added > 0 && to.every((size, axis) => (axis < added ? size === 1 : size === from[axis - added]));
}

import { sizeOf } from "../ir/broadcast.js";
import type { ConstantNode, Node } from "../ir/node.js";
import { foldBinary, foldUnary } from "./exact-scalar.js";
import { isAlwaysFinite } from "./always-finite.js";
import { asConstant, isSmall } from "./as-constant.js";
import type { Pass } from "./pass.js";
import { rearranged } from "./rearrange.js";
import { at, rebuild, type Replacement } from "./rebuild.js";
import { simplify } from "./simplify.js";

/** Constants are computed where that is exact, and operations with a neutral or deciding constant are replaced by an operand. */
export const fold: Pass = {
  name: "fold",
  run: (program) =>
    rebuild(program, (node, nodes) => constantOf(node, nodes) ?? truthOf(node, nodes) ?? simplify(node, nodes)),
};

/** Whether something is finite, where that is known. */
function truthOf(node: Node, nodes: readonly Node[]): Replacement | undefined {
  if (node.op !== "unary" || node.fn !== "is-finite" || !isSmall(node)) return undefined;
  if (!isAlwaysFinite(at(nodes, node.inputs[0] ?? -1), nodes)) return undefined;
  return asConstant(
    node,
    Array.from({ length: sizeOf(node.shape) }, () => 1),
  );
}

function constantOf(node: Node, nodes: readonly Node[]): Replacement | undefined {
  if (node.inputs.length === 0 || !isSmall(node)) return undefined;
  const inputs = node.inputs.map((input) => at(nodes, input));
  const constants = inputs.filter((input): input is ConstantNode => input.op === "constant");
  if (constants.length < inputs.length) return undefined;
  const value = valueOf(node, constants);
  if (value === undefined) return undefined;
  return asConstant(node, value);
}

function valueOf(node: Node, inputs: readonly ConstantNode[]): readonly number[] | undefined {
  const [first] = inputs;
  if (first === undefined) return undefined;
  switch (node.op) {
    case "unary":
      return complete(first.value.map((x) => foldUnary(node.fn, x, node.dtype)));
    case "binary":
      return complete(elementwise(node.shape, inputs, ([x = 0, y = 0]) => foldBinary(node.fn, x, y, node.dtype)));
    case "select":
      return complete(
        elementwise(node.shape, inputs, ([condition = 0, then = 0, otherwise = 0]) =>
          condition !== 0 ? then : otherwise,
        ),
      );
    case "lookup":
      return complete(first.value.map((index) => node.table[index]));
    default:
      return rearranged(node, inputs);
  }
}

/** Applies `fn` at every position of `shape`, inputs broadcasting. */
function elementwise<T>(
  shape: readonly number[],
  inputs: readonly ConstantNode[],
  fn: (values: readonly number[]) => T,
): readonly T[] {
  const steps = inputs.map((input) => strides(input.shape));
  return Array.from({ length: sizeOf(shape) }, (_, index) => {
    let rest = index;
    const offsets = inputs.map(() => 0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      const position = rest % size;
      rest = (rest - position) / size;
      steps.forEach((stride, input) => (offsets[input] = (offsets[input] ?? 0) + position * (stride[axis] ?? 0)));
    }
    return fn(inputs.map((input, place) => input.value[offsets[place] ?? 0] ?? NaN));
  });
}

/** Row-major steps; 0 along axes of size 1, which stretch. */
function strides(shape: readonly number[]): readonly number[] {
  const result: number[] = [];
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    result[axis] = size === 1 ? 0 : step;
    step *= size;
  }
  return result;
}

function complete(values: readonly (number | undefined)[]): readonly number[] | undefined {
  return values.every((value) => value !== undefined) ? (values as readonly number[]) : undefined;
}

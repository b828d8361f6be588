import { sizeOf } from "../ir/broadcast.js";
import type { ConstantNode, Node } from "../ir/node.js";

/** The elements of a node that only moves those of constants; `undefined` for other nodes. */
export function rearranged(node: Node, inputs: readonly ConstantNode[]): readonly number[] | undefined {
  const [first] = inputs;
  if (first === undefined) return undefined;
  switch (node.op) {
    case "reshape":
      return first.value;
    case "slice":
      return moved(node, first, (position) => position.map((at, axis) => at + (node.starts[axis] ?? 0)));
    case "gather":
      return moved(node, first, (position) =>
        position.map((at, axis) => (axis === node.axis ? (node.indices[at] ?? 0) : at)),
      );
    case "transpose":
      return moved(node, first, (position) => {
        const source: number[] = [];
        node.permutation.forEach((from, axis) => (source[from] = position[axis] ?? 0));
        return source;
      });
    case "concat":
      return positions(node.shape).map((position) => {
        let at = position[node.axis] ?? 0;
        for (const input of inputs) {
          const size = input.shape[node.axis] ?? 0;
          if (at < size) return element(input, replaced(position, node.axis, at));
          at -= size;
        }
        return NaN;
      });
    default:
      return undefined;
  }
}

function moved(
  { shape }: Node,
  input: ConstantNode,
  source: (position: readonly number[]) => readonly number[],
): readonly number[] {
  return positions(shape).map((position) => element(input, source(position)));
}

function element({ value, shape }: ConstantNode, position: readonly number[]): number {
  return value[position.reduce((index, at, axis) => index * (shape[axis] ?? 1) + at, 0)] ?? NaN;
}

function replaced(position: readonly number[], axis: number, at: number): readonly number[] {
  return position.map((own, index) => (index === axis ? at : own));
}

/** Every position of a shape, row-major. */
function positions(shape: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: sizeOf(shape) }, (_, index) => {
    const position: number[] = [];
    let rest = index;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      position[axis] = rest % size;
      rest = Math.floor(rest / size);
    }
    return position;
  });
}

import { verifyTrajectory } from "./verify-trajectory.js";
import { unreachable } from "../unreachable.js";
import { broadcastShapes, sizeOf } from "./broadcast.js";
import type {
  BinaryNode,
  ClockNode,
  ConstantNode,
  DType,
  DynamicSliceNode,
  DynamicUpdateNode,
  Node,
  ReduceNode,
  UnaryNode,
} from "./node.js";

const comparisons: ReadonlySet<string> = new Set([
  "equal",
  "not-equal",
  "less",
  "less-equal",
  "greater",
  "greater-equal",
]);
const connectives: ReadonlySet<string> = new Set(["and", "or", "xor"]);

/** What the node's own rule says of its inputs, its type and its shape. */
export function verifyOperation(node: Node, inputs: readonly Node[]): readonly string[] {
  const [first] = inputs;
  switch (node.op) {
    case "constant":
      return verifyConstant(node);
    case "clock":
      return [...expect(inputs.length === 0, "has inputs"), ...verifyClock(node)];
    case "param":
    case "trained":
    case "signal":
    case "flag":
    case "state":
      return expect(inputs.length === 0, "has inputs");
    case "unary":
      return first === undefined ? ["has no input"] : verifyUnary(node, first);
    case "binary":
      return [
        ...expect(inputs.length === 2, `has ${inputs.length} inputs`),
        ...broadcasts(node, inputs),
        ...verifyBinaryTypes(node, inputs),
      ];
    case "select":
      return [
        ...expect(inputs.length === 3, `has ${inputs.length} inputs`),
        ...broadcasts(node, inputs),
        ...expect(first?.dtype === "bool", "has a condition that is no bool"),
        ...expect(
          inputs.slice(1).every(({ dtype }) => dtype === node.dtype),
          "chooses between other types than its own",
        ),
      ];
    case "concat":
      return verifyConcat(node.axis, node, inputs);
    case "dynamic-slice":
    case "dynamic-update":
      return verifyDynamic(node, inputs);
    case "record":
    case "spread":
    case "pair":
    case "pool":
    case "scan":
    case "shift":
    case "order":
    case "enqueue":
    case "tally":
      return verifyTrajectory(node, inputs);
    case "reduce":
    case "arg-extremum":
    case "cumulative-sum":
    case "sort":
    case "reshape":
    case "slice":
    case "gather":
    case "transpose":
    case "lookup":
      return first === undefined || inputs.length !== 1 ? [`has ${inputs.length} inputs`] : verifyOneInput(node, first);
    default:
      return unreachable(node);
  }
}

function verifyDynamic(node: DynamicSliceNode | DynamicUpdateNode, inputs: readonly Node[]): readonly string[] {
  const [array, index, part] = inputs;
  const slices = node.op === "dynamic-slice";
  if (array === undefined || index === undefined || inputs.length !== (slices ? 2 : 3))
    return [`has ${inputs.length} inputs`];
  const rest = array.shape.slice(1);
  return [
    ...expect(array.shape.length > 0, "has an array without axes"),
    ...expect(index.dtype === "int" && index.shape.length === 0, "is indexed by something that is no int scalar"),
    ...expect(node.dtype === array.dtype, `is ${node.dtype} of an array of ${array.dtype}`),
    ...hasShape(node, slices ? rest : array.shape),
    ...(part === undefined
      ? []
      : [...expect(part.dtype === array.dtype, "writes another type"), ...hasShape(part, rest)]),
  ];
}

type OneInput = Extract<
  Node,
  {
    op: "reduce" | "arg-extremum" | "cumulative-sum" | "sort" | "reshape" | "slice" | "gather" | "transpose" | "lookup";
  }
>;

function verifyOneInput(node: OneInput, input: Node): readonly string[] {
  const { shape } = input;
  const isAxis = (axis: number): boolean => Number.isInteger(axis) && axis >= 0 && axis < shape.length;
  switch (node.op) {
    case "reduce":
      return [
        ...expect(
          node.axes.every((axis, place) => isAxis(axis) && axis > (node.axes[place - 1] ?? -1)),
          `reduces [${node.axes}] of [${shape}]`,
        ),
        ...hasShape(
          node,
          shape.filter((_, axis) => !node.axes.includes(axis)),
        ),
        ...verifyReducedType(node, input),
      ];
    case "arg-extremum":
      return [
        ...expect(isAxis(node.axis), `searches axis ${node.axis} of [${shape}]`),
        ...hasShape(
          node,
          shape.filter((_, axis) => axis !== node.axis),
        ),
        ...expect(node.dtype === "int" && input.dtype !== "bool", `is ${node.dtype} of ${input.dtype}`),
      ];
    case "cumulative-sum":
      return [
        ...expect(isAxis(node.axis), `sums along axis ${node.axis} of [${shape}]`),
        ...hasShape(node, shape),
        ...sameType(node, input),
        ...expect(node.dtype !== "bool", "sums bools"),
      ];
    case "sort":
      return [
        ...expect(shape.length > 0, "sorts a single value"),
        ...hasShape(node, shape),
        ...sameType(node, input),
        ...expect(node.dtype !== "bool", "sorts bools"),
      ];
    case "reshape":
      return [
        ...expect(sizeOf(shape) === sizeOf(node.shape), `makes [${node.shape}] of [${shape}]`),
        ...sameType(node, input),
      ];
    case "slice":
      return [
        ...expect(
          node.starts.length === shape.length &&
            node.shape.length === shape.length &&
            node.starts.every((start, axis) => start >= 0 && start + (node.shape[axis] ?? 0) <= (shape[axis] ?? 0)),
          `takes [${node.shape}] from [${node.starts}] of [${shape}]`,
        ),
        ...sameType(node, input),
      ];
    case "gather":
      return [
        ...expect(
          isAxis(node.axis) && node.indices.every((index) => index >= 0 && index < (shape[node.axis] ?? 0)),
          `picks [${node.indices}] of axis ${node.axis} of [${shape}]`,
        ),
        ...hasShape(
          node,
          shape.map((size, axis) => (axis === node.axis ? node.indices.length : size)),
        ),
        ...sameType(node, input),
      ];
    case "transpose":
      return [
        ...expect(
          [...node.permutation].sort((a, b) => a - b).join() === shape.map((_, axis) => axis).join(),
          `turns [${shape}] by [${node.permutation}]`,
        ),
        ...hasShape(
          node,
          node.permutation.map((axis) => shape[axis] ?? 0),
        ),
        ...sameType(node, input),
      ];
    case "lookup": {
      const outside =
        input.op === "constant" && input.value.some((index) => !(index >= 0 && index < node.table.length));
      return [
        ...expect(input.dtype === "int", "is indexed by something that is no int"),
        ...expect(node.table.length > 0 && !outside, `looks outside of its table of ${node.table.length}`),
        ...hasShape(node, shape),
      ];
    }
    default:
      return unreachable(node);
  }
}

function verifyConstant({ dtype, shape, value }: ConstantNode): readonly string[] {
  return [
    ...expect(value.length === sizeOf(shape), `has ${value.length} values for shape [${shape}]`),
    ...expect(dtype !== "bool" || value.every((item) => item === 0 || item === 1), "is a bool that is neither 0 nor 1"),
    ...expect(dtype !== "int" || value.every(Number.isInteger), "is an int that is not whole"),
  ];
}

function verifyUnary(node: UnaryNode, input: Node): readonly string[] {
  const shape = hasShape(node, input.shape);
  switch (node.fn) {
    case "not":
      return [
        ...shape,
        ...expect(node.dtype === "bool" && input.dtype === "bool", `negates ${input.dtype} to ${node.dtype}`),
      ];
    case "is-finite":
      return [
        ...shape,
        ...expect(node.dtype === "bool" && input.dtype !== "bool", `asks whether ${input.dtype} is finite`),
      ];
    case "cast":
      return [
        ...shape,
        ...expect(node.dtype !== "bool" && node.dtype !== input.dtype, `casts ${input.dtype} to ${node.dtype}`),
      ];
    default:
      return [
        ...shape,
        ...expect(
          input.dtype !== "bool" && (node.dtype === "float" || node.dtype === input.dtype),
          `makes ${node.dtype} of ${input.dtype}`,
        ),
      ];
  }
}

function verifyBinaryTypes(node: BinaryNode, inputs: readonly Node[]): readonly string[] {
  const types = inputs.map(({ dtype }) => dtype);
  const one = (dtype: DType): boolean => types.every((type) => type === dtype);
  const fits = connectives.has(node.fn)
    ? one("bool") && node.dtype === "bool"
    : comparisons.has(node.fn)
      ? (one("int") || one("float")) && node.dtype === "bool"
      : one(node.dtype) && node.dtype !== "bool";
  return expect(fits, `makes ${node.dtype} of ${types.join(" and ")}`);
}

function verifyReducedType(node: ReduceNode, input: Node): readonly string[] {
  const logical = node.fn === "any" || node.fn === "all";
  return expect(
    node.dtype === input.dtype && (node.dtype === "bool") === logical,
    `takes the ${node.fn} of ${input.dtype} as ${node.dtype}`,
  );
}

function verifyConcat(axis: number, node: Node, inputs: readonly Node[]): readonly string[] {
  const rest = (shape: readonly number[]): string => shape.filter((_, other) => other !== axis).join();
  const size = inputs.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
  return [
    ...expect(
      inputs.length > 0 &&
        inputs.every(
          ({ shape, dtype }) =>
            shape.length === node.shape.length && rest(shape) === rest(node.shape) && dtype === node.dtype,
        ),
      "joins parts that do not fit",
    ),
    ...expect(node.shape[axis] === size, `has ${node.shape[axis]} of ${size} along axis ${axis}`),
  ];
}

function broadcasts(node: Node, inputs: readonly Node[]): readonly string[] {
  const shape = broadcastShapes(inputs.map((input) => input.shape));
  return shape === undefined
    ? [`has inputs of shapes ${inputs.map((input) => `[${input.shape}]`).join(", ")}`]
    : hasShape(node, shape);
}

function hasShape(node: Node, shape: readonly number[]): readonly string[] {
  return expect(node.shape.join() === shape.join(), `has shape [${node.shape}] instead of [${shape}]`);
}

function sameType(node: Node, input: Node): readonly string[] {
  return expect(node.dtype === input.dtype, `is ${node.dtype} of ${input.dtype}`);
}

function expect(holds: boolean, finding: string): readonly string[] {
  return holds ? [] : [finding];
}

/** The window of a reading is not empty, and `reached` is the one reading that holds or not. */
function verifyClock({ reads, begin, end, dtype, shape }: ClockNode): readonly string[] {
  return [
    ...expect(begin >= 0 && begin < end && end < Infinity, `reads the clock against [${begin}, ${end}]`),
    ...expect(dtype === (reads === "reached" ? "bool" : "float") && shape.length === 0, `reads ${reads} as ${dtype}`),
  ];
}

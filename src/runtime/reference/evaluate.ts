import type {
  BinaryNode,
  ClockReading,
  GatherNode,
  Node,
  NodeId,
  Phase,
  ReduceFunction,
  SignalNode,
  SliceNode,
  SlotId,
  TransposeNode,
  UnaryFunction,
} from "../../compiler/ir/node.js";
import { unreachable } from "../unreachable.js";
import { dynamicSlice, dynamicUpdate } from "./dynamic.js";
import { coordinates, indexOf, inserted, offsetOf, replaced, sizeOf, stridesOf } from "./indexing.js";
import { roundedSum, type Rounding } from "./rounded-sum.js";
import { applyBinary, applyUnary } from "./scalar.js";

/** What the leaves of the graph read: one snapshot of one environment, row-major float64; booleans are 0 and 1. */
export interface Scope {
  signal(name: string, at: SignalNode["at"]): Float64Array;
  param(name: string): Float64Array;
  clock(reading: ClockReading): number;
  flag(name: "terminated" | "truncated"): boolean;
  /** What training remembers, before this update. */
  trained(id: SlotId): Float64Array;
  /** The slot before this step. */
  slot(id: SlotId): Float64Array;
}

/** Values of nodes by id; `undefined` where a node belongs to the other phase. */
export type NodeValues = readonly (Float64Array | undefined)[];

/** The arithmetic in which a graph is evaluated. The meaning of the language is `float64`. */
export interface Precision {
  /** What a float becomes after every operation. */
  readonly round: Rounding;
  /** Beyond it sine, cosine and tangent are NaN: neighbouring numbers are a radian apart or more. */
  readonly phaseLimit: number;
  /** What they are there instead of NaN, which decides the same every time: as good a number as any other. */
  readonly anyPhase?: () => number;
}

const noPhase = (): number => NaN;
export const float64: Precision = { round: (value) => value, phaseLimit: Infinity };
/** Single precision as targets have it, to see where rounding alone changes a result. */
export const float32: Precision = { round: Math.fround, phaseLimit: 2 ** 23 };

/** How a graph is evaluated. */
export interface EvaluateOptions {
  readonly precision?: Precision;
  /** Values that stand in for nodes, which are then not computed. */
  readonly overrides?: ReadonlyMap<NodeId, Float64Array>;
  /** What the nodes of neither phase are worth, where that is known: `evaluate` of the phase `any` with the same settings and precision. */
  readonly shared?: NodeValues;
}

/**
 * Evaluates every node of `phase` (and those that belong to both) once, in order: inputs have smaller ids. Both sides of a select
 * are evaluated; only the side taken is looked at. Of the phase `any` alone: what is the same in every row of a batch.
 */
export function evaluate(
  nodes: readonly Node[],
  phase: Phase,
  scope: Scope,
  { precision = float64, overrides = new Map(), shared }: EvaluateOptions = {},
): NodeValues {
  const values: (Float64Array | undefined)[] = [];
  for (const node of nodes) {
    if (node.phase !== phase && node.phase !== "any") {
      values.push(undefined);
      continue;
    }
    const known = overrides.get(node.id) ?? (node.phase === "any" ? shared?.[node.id] : undefined);
    if (known !== undefined) {
      values.push(known);
      continue;
    }
    const inputs = node.inputs.map((id) => ({ shape: nodes[id]?.shape ?? [], values: valueOf(values, id) }));
    const arithmetic = node.dtype === "float" ? precision : float64;
    values.push(evaluateNode(node, inputs, scope, arithmetic));
  }
  return values;
}

/** The value of a node of the phase that was evaluated. */
export function valueOf(values: NodeValues, id: NodeId): Float64Array {
  const value = values[id];
  if (value === undefined) throw new Error(`node ${id} does not belong to this phase`);
  return value;
}

/** The value of a scalar node. */
export function scalarOf(values: NodeValues, id: NodeId): number {
  return valueOf(values, id)[0] ?? NaN;
}

/** One value per environment: an array with its shape. */
export interface Operand {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** The value of one node in one environment, episode or group, given those of its inputs. */
export function evaluateNode(
  node: Node,
  inputs: readonly Operand[],
  scope: Scope,
  { round, phaseLimit, anyPhase = noPhase }: Precision,
): Float64Array {
  switch (node.op) {
    case "constant":
      return Float64Array.from(node.value, round);
    case "param":
      return scope.param(node.name).map(round);
    case "clock":
      return Float64Array.of(round(scope.clock(node)));
    case "signal":
      return scope.signal(node.name, node.at).map(round);
    case "flag":
      return Float64Array.of(scope.flag(node.name) ? 1 : 0);
    case "trained":
      return scope.trained(node.slot).map(round);
    case "state":
      return scope.slot(node.slot);
    case "unary":
      return operand(inputs, 0).values.map((x) =>
        periodic.has(node.fn) && Number.isFinite(x) && Math.abs(x) >= phaseLimit
          ? anyPhase()
          : round(applyUnary(node.fn, x, node.dtype)),
      );
    case "binary":
      return elementwise(node, ([x = NaN, y = NaN]) => applyRounded(node, x, y, round), inputs);
    case "select":
      return elementwise(
        node,
        ([condition, then = NaN, otherwise = NaN]) => (condition !== 0 ? then : otherwise),
        inputs,
      );
    case "reduce":
      return reduce(node.fn, node.axes, operand(inputs, 0), node.shape, round);
    case "arg-extremum":
      return argExtremum(node.fn, node.axis, operand(inputs, 0), node.shape);
    case "cumulative-sum":
      return cumulativeSum(node.axis, operand(inputs, 0), round);
    case "sort":
      return sorted(operand(inputs, 0));
    case "reshape":
      return operand(inputs, 0).values;
    case "slice":
      return slice(node, operand(inputs, 0));
    case "gather":
      return gather(node, operand(inputs, 0));
    case "concat":
      return concat(node.axis, inputs, node.shape);
    case "transpose":
      return transpose(node, operand(inputs, 0));
    case "lookup":
      return operand(inputs, 0).values.map((index) => round(node.table[index] ?? NaN));
    case "dynamic-slice":
      return dynamicSlice(operand(inputs, 0), operand(inputs, 1), sizeOf(node.shape));
    case "dynamic-update":
      return dynamicUpdate(operand(inputs, 0), operand(inputs, 1), operand(inputs, 2));
    case "record":
    case "spread":
    case "pair":
    case "pool":
    case "scan":
    case "shift":
    case "order":
    case "enqueue":
    case "tally":
      throw new Error(`${node.op} needs whole trajectories`);
    default:
      return unreachable(node);
  }
}

const periodic: ReadonlySet<UnaryFunction> = new Set(["sin", "cos", "tan"]);

function operand(inputs: readonly Operand[], index: number): Operand {
  const input = inputs[index];
  if (input === undefined) throw new Error(`input ${index} is missing`);
  return input;
}

/** `fn` of the elements of all inputs at each place; it must not keep the list that it is given. */
function elementwise(
  node: Node,
  fn: (operands: readonly number[]) => number,
  inputs: readonly Operand[],
): Float64Array {
  const result = new Float64Array(sizeOf(node.shape));
  const operands = inputs.map(() => NaN);
  // An input as large as the result has its shape: only smaller ones broadcast.
  const strides = inputs.map(({ shape, values }) => (values.length === result.length ? undefined : stridesOf(shape)));
  for (let index = 0; index < result.length; index++) {
    for (let input = 0; input < inputs.length; input++) {
      const stride = strides[input];
      const at = stride === undefined ? index : offsetOf(index, node.shape, stride);
      operands[input] = inputs[input]?.values[at] ?? NaN;
    }
    result[index] = fn(operands);
  }
  return result;
}

function slice(node: SliceNode, { shape, values }: Operand): Float64Array {
  const strides = stridesOf(shape);
  const start = indexOf(node.starts, shape);
  return new Float64Array(sizeOf(node.shape)).map(
    (_, index) => values[start + offsetOf(index, node.shape, strides)] ?? NaN,
  );
}

function gather(node: GatherNode, { shape, values }: Operand): Float64Array {
  const inner = sizeOf(shape.slice(node.axis + 1));
  const [before, after] = [shape[node.axis] ?? 1, node.indices.length];
  return new Float64Array(sizeOf(node.shape)).map((_, index) => {
    const row = Math.floor(index / inner);
    const from = Math.floor(row / after) * before + (node.indices[row % after] ?? 0);
    return values[from * inner + (index % inner)] ?? NaN;
  });
}

function transpose(node: TransposeNode, { shape, values }: Operand): Float64Array {
  const strides = stridesOf(shape);
  const permuted = node.permutation.map((from) => strides[from] ?? 0);
  return new Float64Array(values.length).map((_, index) => values[offsetOf(index, node.shape, permuted)] ?? NaN);
}

/** Sums and differences say what double precision lost of them. */
function applyRounded({ fn, dtype }: BinaryNode, x: number, y: number, round: Rounding): number {
  if (fn === "add") return roundedSum(x, y, round);
  if (fn === "subtract") return roundedSum(x, -y, round);
  const value = round(applyBinary(fn, x, y, dtype));
  // What rounds to the divisor begins again at 0.
  return fn === "modulo" && value === y && Number.isFinite(y) ? 0 : value;
}

const identities = { sum: 0, product: 1, min: Infinity, max: -Infinity, any: 0, all: 1 } as const;

function reduce(
  fn: ReduceFunction,
  axes: readonly number[],
  input: Operand,
  shape: readonly number[],
  round: Rounding,
): Float64Array {
  const result = new Float64Array(sizeOf(shape)).fill(identities[fn]);
  const kept = stridesOf(shape);
  const strides = input.shape.map((_, axis) => (axes.includes(axis) ? 0 : (kept.shift() ?? 0)));
  input.values.forEach((x, index) => {
    const at = offsetOf(index, input.shape, strides);
    const before = result[at] ?? NaN;
    result[at] = fn === "sum" ? roundedSum(before, x, round) : round(fold(fn, before, x));
  });
  return result;
}

function fold(fn: Exclude<ReduceFunction, "sum">, accumulated: number, x: number): number {
  switch (fn) {
    case "product":
      return accumulated * x;
    case "min":
      return Math.min(accumulated, x);
    case "max":
      return Math.max(accumulated, x);
    case "any":
      return accumulated !== 0 || x !== 0 ? 1 : 0;
    case "all":
      return accumulated !== 0 && x !== 0 ? 1 : 0;
    default:
      return unreachable(fn);
  }
}

/** The first of equal extrema; a NaN is never one (where all are NaN: 0). */
function argExtremum(fn: "min" | "max", axis: number, input: Operand, shape: readonly number[]): Float64Array {
  return Float64Array.from({ length: sizeOf(shape) }, (_, index) => {
    const position = coordinates(index, shape);
    let best = 0;
    let bestValue = NaN;
    for (let at = 0; at < (input.shape[axis] ?? 0); at++) {
      const x = input.values[indexOf(inserted(position, axis, at), input.shape)] ?? NaN;
      if (Number.isNaN(x)) continue;
      if (Number.isNaN(bestValue) || (fn === "max" ? x > bestValue : x < bestValue)) {
        best = at;
        bestValue = x;
      }
    }
    return best;
  });
}

function cumulativeSum(axis: number, input: Operand, round: Rounding): Float64Array {
  const result = Float64Array.from(input.values);
  result.forEach((x, index) => {
    const position = coordinates(index, input.shape);
    const at = position[axis] ?? 0;
    if (at === 0) return;
    const before = result[indexOf(replaced(position, axis, at - 1), input.shape)] ?? NaN;
    result[index] = roundedSum(before, x, round);
  });
  return result;
}

/** Ascending along the last axis. */
function sorted({ shape, values }: Operand): Float64Array {
  const size = shape.at(-1) ?? 1;
  const result = values.map((value) => (Number.isNaN(value) ? Infinity : value));
  for (let start = 0; start < result.length; start += size) result.subarray(start, start + size).sort();
  return result;
}

function concat(axis: number, inputs: readonly Operand[], shape: readonly number[]): Float64Array {
  const result = new Float64Array(sizeOf(shape));
  const width = sizeOf(shape.slice(axis));
  let start = 0;
  for (const input of inputs) {
    const own = sizeOf(input.shape.slice(axis));
    for (let at = 0, to = start; at < input.values.length; at += own, to += width)
      result.set(input.values.subarray(at, at + own), to);
    start += own;
  }
  return result;
}

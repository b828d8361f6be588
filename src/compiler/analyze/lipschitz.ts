import { productOfBounds } from "../check/type/interval.js";
import { sizeOf } from "../ir/broadcast.js";
import type { BinaryNode, Node, NodeId, UnaryNode } from "../ir/node.js";
import type { Program } from "../ir/program.js";
import { unreachable } from "../unreachable.js";
import { boundsUnder, type Bounds } from "./bounds.js";
import { anything, contains, distanceFromZero, isConstant, magnitude, type Interval } from "./interval.js";

/** How fast a value can change with one element of a signal, everything else kept. */
export interface Slope {
  readonly signal: string;
  /** |∂value/∂element| is nowhere greater; infinite where nothing is known or the value jumps. */
  readonly bound: number;
  /** A condition or a rounding on the way: the value may jump. */
  readonly jumps: boolean;
}

interface Sensitivity {
  readonly slope: number;
  readonly jumps: boolean;
}

const none: Sensitivity = { slope: 0, jumps: false };

/**
 * A bound on the partial derivatives of `target` by each element of each signal of this step, state and params kept: reverse accumulation with
 * the magnitudes of local derivatives over the intervals of `bounds`. Kernels exp(−k·|x|²) count as a whole: their slope is at most √(2k/e).
 * Both sides of a `max` or a choice count together, so that the bound may be twice what is needed; it is never too small.
 */
export function slopes(program: Program, bounds: Bounds, target: NodeId): readonly Slope[] {
  const { nodes } = program;
  const of = new Map<NodeId, Sensitivity>([[target, { slope: 1, jumps: false }]]);
  const add = (id: NodeId | undefined, { slope, jumps }: Sensitivity): void => {
    const node = id === undefined ? undefined : nodes[id];
    if (id === undefined || node === undefined || (slope === 0 && !jumps) || isStill(node, bounds)) return;
    const before = of.get(id) ?? none;
    of.set(id, { slope: before.slope + slope, jumps: before.jumps || jumps });
  };
  const found = new Map<string, Sensitivity>();
  for (let id = target; id >= 0; id--) {
    const [node, own] = [nodes[id], of.get(id)];
    if (node === undefined || own === undefined) continue;
    if (node.op === "signal" && node.at !== "reset") {
      const before = found.get(node.name) ?? none;
      found.set(node.name, { slope: before.slope + own.slope, jumps: before.jumps || own.jumps });
    }
    spread(node, own, program, bounds, add);
  }
  return program.signals.flatMap(({ name, presenceOf }) => {
    const sensitivity = found.get(name);
    if (sensitivity === undefined || presenceOf !== undefined) return [];
    const { slope, jumps } = sensitivity;
    return [{ signal: name, bound: jumps ? Infinity : slope, jumps }];
  });
}

/** No signal can change the node. */
function isStill(node: Node, bounds: Bounds): boolean {
  return (node.rate !== "step" && node.phase !== "finish") || isConstant(bounds[node.id] ?? anything);
}

type Add = (id: NodeId | undefined, sensitivity: Sensitivity) => void;

function spread(node: Node, own: Sensitivity, program: Program, bounds: Bounds, add: Add): void {
  const size = sizeOf(node.shape);
  const inputSize = (index: number): number => sizeOf(program.nodes[node.inputs[index] ?? -1]?.shape ?? []);
  const input = (index: number): Interval => bounds[node.inputs[index] ?? -1] ?? anything;
  /** Where a smaller input is stretched, each of its elements moves several of the result. */
  const pass = (index: number, factor: number): void =>
    add(node.inputs[index], {
      slope: productOfBounds(own.slope, factor) * Math.max(1, size / inputSize(index)),
      jumps: own.jumps,
    });
  const jump = (index: number): void => add(node.inputs[index], { slope: 0, jumps: true });
  switch (node.op) {
    case "constant":
    case "param":
    case "clock":
    case "trained":
    case "signal":
    case "flag":
    case "state":
      return;
    case "unary": {
      const kernel = gaussian(node, program, bounds);
      if (kernel !== undefined) {
        for (const { of, slope } of kernel) add(of, { slope: productOfBounds(own.slope, slope), jumps: own.jumps });
        return;
      }
      const slope = unarySlope(node, input(0));
      if (slope === undefined) jump(0);
      else pass(0, slope);
      return;
    }
    case "binary": {
      const pair = binarySlopes(node, input(0), input(1));
      [0, 1].forEach((side) => (pair === undefined ? jump(side) : pass(side, pair[side] ?? 0)));
      return;
    }
    case "select": {
      if (!isContinuous(node.inputs, program, bounds)) jump(0);
      const { low, high } = input(0);
      if (high === 1) pass(1, 1);
      if (low === 0) pass(2, 1);
      return;
    }
    case "reduce":
      if (node.fn === "any" || node.fn === "all") jump(0);
      else if (node.fn === "product") pass(0, magnitude(input(0)) ** (inputSize(0) / size - 1));
      else pass(0, 1);
      return;
    case "arg-extremum":
    case "lookup":
      jump(0);
      return;
    case "record":
    case "spread":
    case "pair":
      pass(0, 1);
      return;
    case "dynamic-slice":
      pass(0, 1);
      jump(1);
      return;
    case "dynamic-update":
      pass(0, 1);
      jump(1);
      pass(2, 1);
      return;
    // The bounds say nothing of how many values there are, or of the steps between them.
    case "pool":
    case "scan":
    case "shift":
    case "order":
    case "enqueue":
    case "tally":
      node.inputs.forEach((_, place) => pass(place, Infinity));
      return;
    case "cumulative-sum":
      pass(0, node.shape[node.axis] ?? 1);
      return;
    case "gather":
      add(node.inputs[0], { slope: own.slope * mostRepeated(node.indices), jumps: own.jumps });
      return;
    // Each place of the result is one of the input's.
    case "sort":
    case "reshape":
    case "slice":
    case "transpose":
      pass(0, 1);
      return;
    case "concat":
      node.inputs.forEach((id) => add(id, own));
      return;
    default:
      unreachable(node);
  }
}

/** Where a comparison of a choice changes, both sides have the same value: no jump. Each comparison must be with something that stands still. */
function isContinuous(
  [condition = -1, then = -1, otherwise = -1]: readonly NodeId[],
  program: Program,
  bounds: Bounds,
): boolean {
  const stack = [condition];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = program.nodes[id];
    if (node === undefined) return false;
    if (isStill(node, bounds)) continue;
    if (node.op === "binary" && (node.fn === "and" || node.fn === "or")) {
      stack.push(...node.inputs);
      continue;
    }
    if (node.op === "unary" && node.fn === "not") {
      stack.push(...node.inputs);
      continue;
    }
    if (node.op !== "binary" || !orders.has(node.fn)) return false;
    const [left = -1, right = -1] = node.inputs;
    const [moving, still] = isConstant(bounds[right] ?? anything) ? [left, right] : [right, left];
    const edge = bounds[still] ?? anything;
    if (!isConstant(edge)) return false;
    // An open end of bounds is never reached.
    if (!Number.isFinite(edge.low)) continue;
    const assumptions = new Map([[moving, edge]]);
    const [a, b] = [then, otherwise].map((side) => boundsUnder(assumptions, side, program, bounds));
    if (a === undefined || b === undefined || !isConstant(a) || !isConstant(b)) return false;
    if (Math.abs(a.low - b.low) > 1e-12 * Math.max(1, Math.abs(a.low))) return false;
  }
  return true;
}

const orders: ReadonlySet<BinaryNode["fn"]> = new Set(["less", "less-equal", "greater", "greater-equal"]);

function mostRepeated(indices: readonly number[]): number {
  return Math.max(1, ...indices.map((one) => indices.filter((other) => other === one).length));
}

/** The steepest that the function is over the interval; undefined where it jumps. */
function unarySlope({ fn, dtype }: UnaryNode, x: Interval): number | undefined {
  switch (fn) {
    case "negate":
    case "abs":
    case "sin":
    case "cos":
      return 1;
    case "relu":
      return x.high > 0 ? 1 : 0;
    case "square":
      return 2 * magnitude(x);
    case "exp":
    case "expm1":
      return Math.exp(x.high);
    case "log":
      return x.low > 0 ? 1 / x.low : Infinity;
    case "log1p":
      return x.low > -1 ? 1 / (1 + x.low) : Infinity;
    case "sqrt":
      return x.low > 0 ? 0.5 / Math.sqrt(x.low) : Infinity;
    case "tanh":
      return 1 - Math.tanh(distanceFromZero(x)) ** 2;
    case "sigmoid":
      return 0.25;
    case "atan":
      return 1 / (1 + distanceFromZero(x) ** 2);
    case "asin":
    case "acos":
      return magnitude(x) < 1 ? 1 / Math.sqrt(1 - magnitude(x) ** 2) : Infinity;
    case "tan":
      return Infinity;
    case "cast":
      return dtype === "int" ? undefined : 1;
    case "sign":
    case "floor":
    case "ceil":
    case "round":
    case "truncate":
    case "not":
    case "is-finite":
      return undefined;
    default:
      return unreachable(fn);
  }
}

function binarySlopes({ fn }: BinaryNode, x: Interval, y: Interval): readonly [number, number] | undefined {
  switch (fn) {
    case "add":
    case "subtract":
      return [1, 1];
    case "minimum":
      return [x.low <= y.high ? 1 : 0, y.low <= x.high ? 1 : 0];
    case "maximum":
      return [x.high >= y.low ? 1 : 0, y.high >= x.low ? 1 : 0];
    case "multiply":
      return [magnitude(y), magnitude(x)];
    case "divide": {
      const least = distanceFromZero(y);
      return [1 / least, least === 0 ? Infinity : productOfBounds(magnitude(x), 1 / least ** 2)];
    }
    case "power":
      return y.low === y.high && (y.low >= 1 || !contains(x, 0))
        ? [Math.abs(y.low) * Math.max(Math.abs(x.low) ** (y.low - 1), Math.abs(x.high) ** (y.low - 1)), 0]
        : [Infinity, Infinity];
    case "atan2": {
      const least = Math.hypot(distanceFromZero(x), distanceFromZero(y));
      return x.low > 0 || x.high < 0 || y.low > 0 ? [1 / least, 1 / least] : undefined;
    }
    case "modulo":
    case "remainder":
    case "equal":
    case "not-equal":
    case "less":
    case "less-equal":
    case "greater":
    case "greater-equal":
    case "and":
    case "or":
    case "xor":
      return undefined;
    default:
      return unreachable(fn);
  }
}

function isSquare(node: Node, bounds: Bounds): boolean {
  if (node.op === "unary") return node.fn === "square";
  const exponent = bounds[node.inputs[1] ?? -1] ?? anything;
  return node.op === "binary" && node.fn === "power" && isConstant(exponent) && exponent.low === 2;
}

interface Addend {
  readonly of: NodeId;
  readonly slope: number;
}

/** exp(−Σ kᵢ·xᵢ²): its slope in each element of xᵢ is at most √(2kᵢ/e); undefined for other nodes. */
function gaussian(node: UnaryNode, { nodes }: Program, bounds: Bounds): readonly Addend[] | undefined {
  if (node.fn !== "exp") return undefined;
  const addends: Addend[] = [];
  const stack = [{ id: node.inputs[0] ?? -1, factor: 1 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const inner = nodes[top.id];
    if (inner === undefined) return undefined;
    const { factor } = top;
    const [left = -1, right = -1] = inner.inputs;
    const [a, b] = [bounds[left] ?? anything, bounds[right] ?? anything];
    if (inner.op === "unary" && inner.fn === "negate") stack.push({ id: left, factor: -factor });
    else if (inner.op === "reduce" && inner.fn === "sum") stack.push({ id: left, factor });
    else if (inner.op === "binary" && inner.fn === "add") stack.push({ id: left, factor }, { id: right, factor });
    else if (inner.op === "binary" && inner.fn === "multiply" && isConstant(b))
      stack.push({ id: left, factor: factor * b.low });
    else if (inner.op === "binary" && inner.fn === "multiply" && isConstant(a))
      stack.push({ id: right, factor: factor * a.low });
    else if (inner.op === "binary" && inner.fn === "divide" && isConstant(b))
      stack.push({ id: left, factor: factor / b.low });
    else if (factor < 0 && isSquare(inner, bounds)) {
      const stretched = Math.max(1, sizeOf(inner.shape) / sizeOf(nodes[left]?.shape ?? []));
      addends.push({ of: left, slope: Math.sqrt((-2 * factor) / Math.E) * stretched });
    } else return undefined;
  }
  return addends;
}

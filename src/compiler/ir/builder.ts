import type { Span } from "../source/span.js";
import { broadcastShapes, sizeOf } from "./broadcast.js";
import type {
  BinaryFunction,
  ClockReading,
  DType,
  EnqueueNode,
  Node,
  NodeId,
  NodeRate,
  OrderNode,
  PairNode,
  PooledRate,
  Phase,
  PoolFunction,
  PoolScope,
  ReduceFunction,
  ScanNode,
  SignalNode,
  SlotId,
  UnaryFunction,
} from "./node.js";
import { fastest, phaseOf, rateOf } from "./inference.js";
import { nodeKey } from "./node-key.js";
import type { Slot, TrainedSlot } from "./program.js";

type Draft = Node extends infer N
  ? N extends Node
    ? Omit<N, "id" | "rate" | "phase"> & { rate?: NodeRate; phase?: Phase }
    : never
  : never;

const comparisons: ReadonlySet<BinaryFunction> = new Set([
  "equal",
  "not-equal",
  "less",
  "less-equal",
  "greater",
  "greater-equal",
]);
const connectives: ReadonlySet<BinaryFunction> = new Set(["and", "or", "xor"]);

/**
 * Builds the graph of a program. Equal nodes are shared as they are made; operands of lower rank are reshaped to align from the
 * right, so that every elementwise node has inputs of equal rank. Throws on ill-typed graphs: that is a fault of the compiler.
 */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #byKey = new Map<string, NodeId>();
  readonly #slots: (Omit<Slot, "next"> & { next: NodeId | undefined })[] = [];
  readonly #trained: (Omit<TrainedSlot, "next"> & { next: NodeId | undefined })[] = [];
  readonly #slotNames = new Set<string>();
  #origin: Span | undefined;

  /** Goes on from the nodes of a graph, which keep their numbers. */
  constructor(nodes: readonly Node[] = []) {
    for (const node of nodes) {
      this.#nodes.push(node);
      const key = nodeKey(node, node.op === "state" ? node.phase : undefined);
      if (!this.#byKey.has(key)) this.#byKey.set(key, node.id);
    }
  }

  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** Runs `make` so that the nodes it makes are attributed to `origin`. */
  at<T>(origin: Span, make: () => T): T {
    const outer = this.#origin;
    this.#origin = origin;
    try {
      return make();
    } finally {
      this.#origin = outer;
    }
  }

  node(id: NodeId): Node {
    const node = this.#nodes[id];
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }

  /** Says which `let` a node is the value of; the first one stays. */
  suggestLabel(id: NodeId, label: string): void {
    const node = this.node(id);
    if (node.label === undefined) this.#nodes[id] = { ...node, label };
  }

  constant(value: number | readonly number[], dtype: DType = "float", shape: readonly number[] = []): NodeId {
    const values = typeof value === "number" ? Array.from({ length: sizeOf(shape) }, () => value) : [...value];
    if (values.length !== sizeOf(shape)) throw new Error("constant does not fill its shape");
    return this.#add({ op: "constant", inputs: [], dtype, shape, value: values });
  }

  boolean(value: boolean): NodeId {
    return this.constant(value ? 1 : 0, "bool");
  }

  param(name: string, dtype: DType, shape: readonly number[]): NodeId {
    return this.#add({ op: "param", inputs: [], dtype, shape, name });
  }

  clock({ counts, reads, begin, end }: ClockReading): NodeId {
    const dtype = reads === "reached" ? "bool" : "float";
    return this.#add({ op: "clock", inputs: [], dtype, shape: [], counts, reads, begin, end });
  }

  signal(name: string, at: SignalNode["at"], dtype: DType, shape: readonly number[]): NodeId {
    return this.#add({ op: "signal", inputs: [], dtype, shape, name, at });
  }

  flag(name: "terminated" | "truncated"): NodeId {
    return this.#add({ op: "flag", inputs: [], dtype: "bool", shape: [], name });
  }

  unary(fn: UnaryFunction, value: NodeId): NodeId {
    const { dtype, shape } = this.node(value);
    const kept = fn === "negate" || fn === "abs" || fn === "sign" || fn === "square" || fn === "relu";
    const rounded = fn === "floor" || fn === "ceil" || fn === "round" || fn === "truncate";
    if (fn === "cast") throw new Error("use cast()");
    const input = dtype === "bool" && fn !== "not" ? this.cast(value, "float") : value;
    const result: DType =
      fn === "not" || fn === "is-finite" ? "bool" : (kept || rounded) && dtype === "int" ? "int" : "float";
    return this.#add({ op: "unary", inputs: [input], dtype: result, shape, fn });
  }

  cast(value: NodeId, dtype: DType): NodeId {
    const node = this.node(value);
    if (node.dtype === dtype) return value;
    if (dtype === "bool") throw new Error("a number never converts to bool");
    return this.#add({ op: "unary", inputs: [value], dtype, shape: node.shape, fn: "cast" });
  }

  /** Booleans count as 0/1 in arithmetic; `int / int` is real division; `power` is float. */
  binary(fn: BinaryFunction, left: NodeId, right: NodeId): NodeId {
    const logical = connectives.has(fn);
    const operands = [left, right].map((id) =>
      logical ? id : this.node(id).dtype === "bool" ? this.cast(id, "int") : id,
    );
    const floats =
      operands.some((id) => this.node(id).dtype === "float") || fn === "divide" || fn === "power" || fn === "atan2";
    const typed = logical ? operands : operands.map((id) => (floats ? this.cast(id, "float") : id));
    const { inputs, shape } = this.#align(typed);
    const dtype: DType = logical || comparisons.has(fn) ? "bool" : floats ? "float" : "int";
    return this.#add({ op: "binary", inputs, dtype, shape, fn });
  }

  select(condition: NodeId, then: NodeId, otherwise: NodeId): NodeId {
    const types = [this.node(then).dtype, this.node(otherwise).dtype];
    const dtype: DType = types.includes("float") ? "float" : types.includes("int") ? "int" : "bool";
    const { inputs, shape } = this.#align([condition, this.cast(then, dtype), this.cast(otherwise, dtype)]);
    return this.#add({ op: "select", inputs, dtype, shape });
  }

  /** Sums and products of booleans count. `axes` defaults to all. */
  reduce(fn: ReduceFunction, value: NodeId, axes?: readonly number[]): NodeId {
    const counting = fn !== "any" && fn !== "all" && this.node(value).dtype === "bool";
    const input = counting ? this.cast(value, "int") : value;
    const { dtype, shape } = this.node(input);
    const over = axes ?? shape.map((_, axis) => axis);
    if (over.length === 0) return input;
    const rest = shape.filter((_, axis) => !over.includes(axis));
    return this.#add({ op: "reduce", inputs: [input], dtype, shape: rest, fn, axes: over });
  }

  argExtremum(fn: "min" | "max", value: NodeId, axis: number): NodeId {
    const shape = this.node(value).shape.filter((_, index) => index !== axis);
    return this.#add({ op: "arg-extremum", inputs: [value], dtype: "int", shape, fn, axis });
  }

  cumulativeSum(value: NodeId, axis: number): NodeId {
    const { dtype, shape } = this.node(value);
    return this.#add({ op: "cumulative-sum", inputs: [value], dtype, shape, axis });
  }

  /** Ascending along the last axis; booleans count as 0 and 1. */
  sort(value: NodeId): NodeId {
    const input = this.node(value).dtype === "bool" ? this.cast(value, "int") : value;
    const { dtype, shape } = this.node(input);
    return this.#add({ op: "sort", inputs: [input], dtype, shape });
  }

  reshape(value: NodeId, shape: readonly number[]): NodeId {
    const node = this.node(value);
    if (sizeOf(node.shape) !== sizeOf(shape)) throw new Error(`cannot reshape [${node.shape}] to [${shape}]`);
    if (sameShape(node.shape, shape)) return value;
    return this.#add({ op: "reshape", inputs: [value], dtype: node.dtype, shape });
  }

  /** Stretches to `shape` (a select with a constant condition would do; adding a zero keeps the set of ops small). */
  broadcast(value: NodeId, shape: readonly number[]): NodeId {
    const node = this.node(value);
    if (sameShape(node.shape, shape)) return value;
    if (node.dtype === "bool") return this.binary("or", value, this.constant(0, "bool", shape));
    return this.binary("add", value, this.constant(0, node.dtype, shape));
  }

  slice(value: NodeId, starts: readonly number[], sizes: readonly number[]): NodeId {
    const node = this.node(value);
    if (sameShape(node.shape, sizes)) return value;
    return this.#add({ op: "slice", inputs: [value], dtype: node.dtype, shape: sizes, starts });
  }

  gather(value: NodeId, axis: number, indices: readonly number[]): NodeId {
    const node = this.node(value);
    const shape = node.shape.map((size, index) => (index === axis ? indices.length : size));
    return this.#add({ op: "gather", inputs: [value], dtype: node.dtype, shape, axis, indices });
  }

  concat(values: readonly NodeId[], axis: number): NodeId {
    const first = values[0];
    if (first === undefined) throw new Error("concat of nothing");
    if (values.length === 1) return first;
    const node = this.node(first);
    const size = values.reduce((sum, id) => sum + (this.node(id).shape[axis] ?? 0), 0);
    const shape = node.shape.map((old, index) => (index === axis ? size : old));
    return this.#add({ op: "concat", inputs: values, dtype: node.dtype, shape, axis });
  }

  /** Stacks values of one shape along a new first axis. */
  stack(values: readonly NodeId[]): NodeId {
    return this.concat(
      values.map((id) => this.reshape(id, [1, ...this.node(id).shape])),
      0,
    );
  }

  transpose(value: NodeId, permutation: readonly number[]): NodeId {
    const node = this.node(value);
    const shape = permutation.map((axis) => node.shape[axis] ?? 1);
    return this.#add({ op: "transpose", inputs: [value], dtype: node.dtype, shape, permutation });
  }

  lookup(table: readonly number[], index: NodeId, dtype: DType): NodeId {
    return this.#add({ op: "lookup", inputs: [index], dtype, shape: this.node(index).shape, table });
  }

  dynamicSlice(array: NodeId, index: NodeId): NodeId {
    const { dtype, shape } = this.node(array);
    return this.#add({ op: "dynamic-slice", inputs: [array, index], dtype, shape: shape.slice(1) });
  }

  dynamicUpdate(array: NodeId, index: NodeId, part: NodeId): NodeId {
    const { dtype, shape } = this.node(array);
    return this.#add({ op: "dynamic-update", inputs: [array, index, part], dtype, shape });
  }

  /** What a step node was worth in every step. */
  record(value: NodeId): NodeId {
    const { dtype, shape } = this.node(value);
    return this.#add({ op: "record", inputs: [value], dtype, shape });
  }

  /** A slower value, or one that is always the same, where one of `rate` is read. */
  spread(value: NodeId, rate: NodeRate): NodeId {
    const node = this.node(value);
    if (node.rate === rate) return value;
    return this.#add({ op: "spread", inputs: [value], dtype: node.dtype, shape: node.shape, rate });
  }

  /** The value of `this` or the `other` episode of each pair; what is slower than an episode's is the same for both. */
  pair(value: NodeId, side: PairNode["side"]): NodeId {
    const { dtype, shape } = this.node(value);
    return this.#add({ op: "pair", inputs: [this.spread(value, "episode")], dtype, shape, side });
  }

  /** Sums and products of booleans count. What is slower than `of` is spread. */
  pool(
    fn: PoolFunction,
    value: NodeId,
    included: NodeId,
    [of, scope]: readonly [of: PooledRate, scope: PoolScope],
    {
      key,
      exceptSelf,
    }: {
      readonly key?: { readonly of: NodeId; readonly keys: number } | undefined;
      readonly exceptSelf?: boolean;
    } = {},
  ): NodeId {
    const input = this.#pooled(fn, value);
    const { dtype, shape } = this.node(input);
    const inputs = [input, included, ...(key === undefined ? [] : [key.of])].map((id) => this.#atRate(id, of));
    return this.#add({
      op: "pool",
      inputs,
      dtype,
      shape,
      fn,
      of,
      scope,
      ...(key === undefined ? {} : { keys: key.keys }),
      ...(exceptSelf === true ? { exceptSelf } : {}),
    });
  }

  /** `factor`: how much of the sum so far counts in each step. */
  scan(
    fn: PoolFunction,
    direction: ScanNode["direction"],
    value: NodeId,
    included: NodeId,
    boundary: NodeId,
    factor?: NodeId,
  ): NodeId {
    const input = this.#pooled(fn, value);
    const { dtype, shape } = this.node(input);
    const fading = factor === undefined ? [] : [this.broadcast(factor, shape)];
    const inputs = [input, included, boundary, ...fading].map((id) => this.#atRate(id, "step"));
    return this.#add({ op: "scan", inputs, dtype, shape, fn, direction });
  }

  shift(value: NodeId, offset: number, outside: NodeId): NodeId {
    const { dtype, shape } = this.node(value);
    const inputs = [value, this.cast(outside, dtype)].map((id) => this.#atRate(id, "step"));
    return this.#add({ op: "shift", inputs, dtype, shape, offset });
  }

  order(
    value: NodeId,
    included: NodeId,
    rule: Pick<OrderNode, "fn" | "of" | "scope" | "ties" | "q" | "exceptSelf">,
    key?: { readonly of: NodeId; readonly keys: NonNullable<OrderNode["keys"]> },
  ): NodeId {
    const { dtype, shape } = this.node(value);
    const input = rule.fn === "mode" ? value : this.cast(value, "float");
    const inputs = [input, included, ...(key === undefined ? [] : [key.of])].map((id) => this.#atRate(id, rule.of));
    return this.#add({
      op: "order",
      inputs,
      dtype: rule.fn === "mode" ? dtype : "float",
      shape,
      ...rule,
      ...(key === undefined ? {} : { keys: key.keys }),
    });
  }

  /** A queue after the update: what stays of it, and behind that the included values. */
  enqueue(
    queue: { readonly old: NodeId; readonly stays: NodeId },
    value: NodeId,
    included: NodeId,
    of: EnqueueNode["of"],
  ): NodeId {
    const { dtype, shape } = this.node(queue.old);
    const entering = [this.cast(value, dtype), included].map((id) => this.#atRate(id, of));
    return this.#add({ op: "enqueue", inputs: [queue.old, queue.stays, ...entering], dtype, shape, of });
  }

  /** How often each of the numbers in `[0, numbers)` occurs. */
  tally(number: NodeId, included: NodeId, numbers: number): NodeId {
    const inputs = [number, included].map((id) => this.#atRate(id, "step"));
    return this.#add({ op: "tally", inputs, dtype: "int", shape: [numbers] });
  }

  #pooled(fn: PoolFunction, value: NodeId): NodeId {
    const counts =
      (fn === "sum" || fn === "product" || fn === "min" || fn === "max") && this.node(value).dtype === "bool";
    return counts ? this.cast(value, "int") : value;
  }

  /** Declares what training remembers; `setTrained` must follow before `trained` is read. Gives its value before the update. */
  remember(draft: Omit<TrainedSlot, "id" | "next">): { readonly slot: SlotId; readonly value: NodeId } {
    const slot = this.#trained.length;
    let name = draft.name;
    for (let copy = 2; this.#trained.some((other) => other.name === name); copy++) name = `${draft.name} ${copy}`;
    this.#trained.push({ ...draft, id: slot, name, next: undefined });
    const { dtype, shape } = draft;
    return { slot, value: this.#add({ op: "trained", inputs: [], dtype, shape, slot }) };
  }

  setTrained(slot: SlotId, next: NodeId): void {
    const known = this.#trained[slot];
    if (known === undefined) throw new Error(`no trained slot ${slot}`);
    known.next = next;
  }

  /** Whether anything is left behind by updates. */
  get remembers(): boolean {
    return this.#trained.length > 0;
  }

  get trained(): readonly TrainedSlot[] {
    return this.#trained.map((slot) => {
      if (slot.next === undefined) throw new Error(`trained slot ${slot.name} is never written`);
      return { ...slot, next: slot.next };
    });
  }

  /** Declares a slot; `setNext` must follow before `slots` is read. */
  slot(draft: Omit<Slot, "id" | "next">): SlotId {
    const id = this.#slots.length;
    let name = draft.name;
    for (let copy = 2; this.#slotNames.has(name); copy++) name = `${draft.name} ${copy}`;
    this.#slotNames.add(name);
    this.#slots.push({ ...draft, id, name, next: undefined });
    return id;
  }

  /** The slot's value before this step. */
  read(slot: SlotId, phase: "step" | "reset" = "step"): NodeId {
    const { dtype, shape } = this.#slotAt(slot);
    return this.#add({ op: "state", inputs: [], dtype, shape, slot, phase });
  }

  /** Replaces the first value, for slots whose first value reads the slot itself. */
  setInitial(slot: SlotId, initial: NodeId): void {
    this.#slots[slot] = { ...this.#slotAt(slot), initial };
  }

  setNext(slot: SlotId, next: NodeId): void {
    this.#slotAt(slot).next = next;
  }

  get slots(): readonly Slot[] {
    return this.#slots.map((slot) => {
      if (slot.next === undefined) throw new Error(`slot ${slot.name} is never written`);
      return { ...slot, next: slot.next };
    });
  }

  #slotAt(id: SlotId): Omit<Slot, "next"> & { next: NodeId | undefined } {
    const slot = this.#slots[id];
    if (slot === undefined) throw new Error(`no slot ${id}`);
    return slot;
  }

  #align(ids: readonly NodeId[]): { inputs: readonly NodeId[]; shape: readonly number[] } {
    const rank = Math.max(...ids.map((id) => this.node(id).shape.length));
    const inputs = ids.map((id) => {
      const { shape } = this.node(id);
      return this.reshape(id, [...Array.from({ length: rank - shape.length }, () => 1), ...shape]);
    });
    const shape = broadcastShapes(inputs.map((id) => this.node(id).shape));
    if (shape === undefined)
      throw new Error(`shapes do not fit: ${ids.map((id) => `[${this.node(id).shape}]`).join(", ")}`);
    return { inputs, shape };
  }

  #add(draft: Draft): NodeId {
    const inputs = this.#atOneRate(draft);
    const placed = { ...draft, inputs } as Draft;
    const key = nodeKey(placed, placed.phase);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = this.#nodes.length;
    const read = inputs.map((input) => this.node(input));
    const node = { ...placed, id, ...(this.#origin === undefined ? {} : { origin: this.#origin }) } as Node;
    const phase = phaseOf(node, read);
    if (phase === undefined) throw new Error(`a node (${node.op}) reads several phases`);
    this.#nodes.push({ ...node, rate: rateOf(node, read), phase });
    this.#byKey.set(key, id);
    return id;
  }

  /** Inputs of a node that belongs to whole trajectories have one rate: slower ones are spread. What is always the same stays as it is. */
  #atOneRate({ op, inputs }: Draft): readonly NodeId[] {
    if (op === "record" || op === "spread" || !inputs.some((id) => this.node(id).phase === "finish")) return inputs;
    const rate = fastest(inputs.map((id) => this.node(id).rate));
    return inputs.map((id) => this.#atRate(id, rate));
  }

  /** What is always the same needs no spreading. */
  #atRate(id: NodeId, rate: NodeRate): NodeId {
    const own = this.node(id).rate;
    return own === rate || own === "const" || own === "param" ? id : this.spread(id, rate);
  }
}

function sameShape(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((size, axis) => size === right[axis]);
}

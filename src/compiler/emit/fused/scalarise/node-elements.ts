import { clockName } from "../../../ir/clock.js";
import type { BinaryNode, Node, NodeId, SelectNode, UnaryNode } from "../../../ir/node.js";
import type { Program } from "../../../ir/program.js";
import { sizeOf } from "../../../ir/broadcast.js";
import { coordinates, indexOf, replaced } from "../../../../runtime/reference/indexing.js";
import { unreachable } from "../../../unreachable.js";
import { nodeName } from "../../names/node-name.js";
import type { LoopBuilder } from "../loop-builder.js";
import type { ValueId } from "../loop-program.js";
import { dynamicSlice, dynamicUpdate } from "./dynamic.js";
import { argExtremum, cumulativeSum, reduce, sorted } from "./reductions.js";
import type { RowsOfSlots, ScratchRows } from "./scratch-rows.js";

/** A value of an array for each of its elements, row-major. */
export interface Elements {
  readonly shape: readonly number[];
  readonly values: readonly ValueId[];
}

/** How a loop reads a signal. */
export type ReadSignal = (name: string, element: number, type: Node["dtype"]) => ValueId;

/** The elements of the nodes of one phase, made when they are asked for. */
export class NodeElements {
  readonly #known = new Map<NodeId, Elements>();

  constructor(
    readonly program: Program,
    readonly loop: LoopBuilder,
    readonly readSignal: ReadSignal,
    /** Slots that lie in memory in rows. */
    readonly rows: RowsOfSlots = new Map(),
  ) {}

  scalar(id: NodeId): ValueId {
    const [value] = this.elements(id);
    if (value === undefined) throw new Error(`node ${id} is no scalar`);
    return value;
  }

  elements(id: NodeId): readonly ValueId[] {
    return this.#of(id).values;
  }

  /** Inputs first, so that graphs of any depth need no stack. */
  #of(root: NodeId): Elements {
    const open = [root];
    for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
      const node = this.#node(id);
      const missing = this.#inputsOf(node).filter((input) => !this.#known.has(input));
      open.push(...missing.reverse());
      if (missing.length > 0) continue;
      open.pop();
      if (!this.#known.has(id)) this.#known.set(id, this.#make(node));
    }
    const made = this.#known.get(root);
    if (made === undefined) throw new Error(`node ${root} was not made`);
    return made;
  }

  #node(id: NodeId): Node {
    const node = this.program.nodes[id];
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }

  /** The rows of memory that a dynamic slice reads from. */
  #rowsRead(node: Node): ScratchRows | undefined {
    if (node.op !== "dynamic-slice") return undefined;
    const array = this.#node(node.inputs[0] ?? -1);
    return array.op === "state" ? this.rows.get(array.slot) : undefined;
  }

  /** Rows are read where they lie, without the array. */
  #inputsOf(node: Node): readonly NodeId[] {
    return this.#rowsRead(node) === undefined ? node.inputs : node.inputs.slice(1);
  }

  #make(node: Node): Elements {
    const inputs = this.#inputsOf(node).flatMap((id) => this.#known.get(id) ?? []);
    const values = this.#values(node, inputs);
    const name = nodeName(this.program, node.id);
    values.forEach((value, index) => this.loop.name(value, values.length === 1 ? name : `${name} ${index}`));
    return { shape: node.shape, values };
  }

  #values(node: Node, inputs: readonly Elements[]): readonly ValueId[] {
    const { loop, program } = this;
    const all = (make: (element: number) => ValueId): ValueId[] =>
      Array.from({ length: sizeOf(node.shape) }, (_, element) => make(element));
    const input = (): Elements => inputs[0] ?? { shape: [], values: [] };
    const picked = (source: (position: readonly number[]) => readonly number[]): ValueId[] =>
      all((element) => at(input(), indexOf(source(coordinates(element, node.shape)), input().shape)));
    switch (node.op) {
      case "constant":
        return node.value.map((value) => loop.constant(value, node.dtype));
      case "param":
        return all((element) => loop.uniform({ source: "param", name: node.name, element, type: node.dtype }));
      case "clock":
        return [loop.uniform({ source: "clock", name: clockName(node), element: 0, type: node.dtype })];
      case "trained": {
        const name = program.trained?.[node.slot]?.name ?? "";
        return all((element) => loop.uniform({ source: "trained", name, element, type: node.dtype }));
      }
      case "signal":
        return all((element) => this.readSignal(node.name, element, node.dtype));
      case "flag":
        return [loop.load({ field: "flag", name: node.name, element: 0, type: "bool" })];
      case "state": {
        const name = program.slots[node.slot]?.name ?? "";
        return all((element) => loop.load({ field: "state", name, element, type: node.dtype }));
      }
      case "unary":
        return input().values.map((value) => unary(loop, node, value));
      case "binary":
      case "select":
        return all((element) =>
          elementwise(
            loop,
            node,
            inputs.map((each) => at(each, indexOf(coordinates(element, node.shape), each.shape))),
          ),
        );
      case "reduce":
        return reduce(loop, node, input());
      case "arg-extremum":
        return argExtremum(loop, node, input());
      case "cumulative-sum":
        return cumulativeSum(loop, node, input());
      case "sort":
        return sorted(loop, input());
      case "reshape":
        return input().values;
      case "slice":
        return picked((position) => position.map((place, axis) => place + (node.starts[axis] ?? 0)));
      case "gather":
        return picked((position) => replaced(position, node.axis, node.indices[position[node.axis] ?? 0] ?? 0));
      case "concat":
        return all((element) => joined(node.axis, inputs, coordinates(element, node.shape)));
      case "transpose":
        return picked((position) => node.permutation.map((_, axis) => position[node.permutation.indexOf(axis)] ?? 0));
      case "lookup": {
        const values = node.dtype === "float" ? node.table.map(Math.fround) : node.table;
        const table = { type: node.dtype, values, label: `${nodeName(program, node.id)} table` };
        return input().values.map((index) => loop.table(table, index));
      }
      case "dynamic-slice": {
        const read = this.#rowsRead(node);
        if (read !== undefined) return read.columns.map((column) => loop.loadRow(column, inputs[0]?.values[0] ?? -1));
        return dynamicSlice(loop, input(), inputs[1]?.values[0] ?? -1);
      }
      case "dynamic-update":
        return dynamicUpdate(loop, input(), inputs[1]?.values[0] ?? -1, inputs[2]?.values ?? []);
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
}

function at({ values }: Elements, index: number): ValueId {
  const value = values[index];
  if (value === undefined) throw new Error(`no element ${index} of ${values.length}`);
  return value;
}

function joined(axis: number, inputs: readonly Elements[], position: readonly number[]): ValueId {
  let place = position[axis] ?? 0;
  for (const input of inputs) {
    const size = input.shape[axis] ?? 0;
    if (place < size) return at(input, indexOf(replaced(position, axis, place), input.shape));
    place -= size;
  }
  throw new Error("concat has fewer elements than its shape");
}

/** Operations on ints that are those of floats by a cast; rounding leaves ints as they are. */
function unary(loop: LoopBuilder, node: UnaryNode, value: ValueId): ValueId {
  const given = loop.typeOf(value);
  switch (node.fn) {
    case "square":
      return loop.binary("multiply", value, value);
    case "relu":
      return loop.binary("maximum", value, loop.constant(0, given));
    case "floor":
    case "ceil":
    case "round":
    case "truncate":
      if (given === "int") return loop.unary("cast", value, node.dtype);
      return loop.unary(node.fn, value, "float");
    case "is-finite":
      return given === "int" ? loop.constant(1, "bool") : loop.unary("is-finite", value, "bool");
    case "not":
    case "cast":
      return loop.unary(node.fn, value, node.dtype);
    default:
      return loop.unary(node.fn, loop.unary("cast", value, node.dtype), node.dtype);
  }
}

function elementwise(loop: LoopBuilder, node: BinaryNode | SelectNode, operands: readonly ValueId[]): ValueId {
  const [first, second, third] = operands;
  if (first === undefined || second === undefined) throw new Error(`${node.op} of fewer operands than it takes`);
  if (node.op === "binary") return loop.binary(node.fn, first, second);
  if (third === undefined) throw new Error("a select of two operands");
  return loop.select(first, second, third);
}

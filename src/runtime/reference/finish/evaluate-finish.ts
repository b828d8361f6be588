import type { Node, NodeId } from "../../../compiler/ir/node.js";
import type { Program } from "../../../compiler/ir/program.js";
import { evaluateNode, float64, valueOf, type NodeValues, type Precision, type Scope } from "../evaluate.js";
import { valueAt, type Column } from "./column.js";
import { ownerOf, type ElementRate, type Layout } from "./layout.js";
import { evaluateEnqueue } from "./enqueue.js";
import { evaluateOrder } from "./order.js";
import { evaluatePool } from "./pool.js";
import { evaluateTally } from "./tally.js";
import { evaluateScan, evaluateShift } from "./scan.js";

/** What the graph of whole trajectories reads. */
export interface FinishScope {
  readonly layout: Layout;
  /** The values of the step's nodes, for each step in the layout's order. */
  readonly steps: readonly NodeValues[];
  /** A signal of the episode or of the group with this number. */
  signal(name: string, at: "episode" | "group", index: number): Float64Array;
  /** Params, clocks, and what training remembers. */
  readonly settings: Pick<Scope, "param" | "clock" | "trained">;
}

/** Columns of nodes by id; `undefined` where a node belongs to a step or a reset. */
export type FinishValues = readonly (Column | undefined)[];

/** Evaluates every node of whole trajectories once, in order: inputs have smaller ids. */
export function evaluateFinish(
  { nodes }: Pick<Program, "nodes">,
  scope: FinishScope,
  precision: Precision = float64,
): FinishValues {
  const columns: (Column | undefined)[] = [];
  for (const node of nodes) {
    if (node.phase !== "finish" && node.phase !== "any") columns.push(undefined);
    else columns.push({ rate: node.rate, shape: node.shape, values: evaluateColumn(node, columns, scope, precision) });
  }
  return columns;
}

/** The column of a node of whole trajectories. */
export function columnOf(values: FinishValues, id: NodeId): Column {
  const column = values[id];
  if (column === undefined) throw new Error(`node ${id} belongs to a step`);
  return column;
}

function evaluateColumn(
  node: Node,
  columns: FinishValues,
  scope: FinishScope,
  precision: Precision,
): readonly Float64Array[] {
  const { layout } = scope;
  const [first = -1] = node.inputs;
  const arithmetic = node.dtype === "float" ? precision : float64;
  switch (node.op) {
    case "record":
      return scope.steps.map((values) => valueOf(values, first));
    case "spread": {
      const value = columnOf(columns, first);
      const [from, to] = [value.rate, elementRate(node)];
      return Array.from({ length: layout.count[to] }, (_, index) =>
        valueAt(value, from === "const" || from === "param" ? 0 : ownerOf(layout, index, to, from)),
      );
    }
    case "pair": {
      const value = columnOf(columns, first);
      return layout.pairs.map((pair) => valueAt(value, pair[node.side]));
    }
    case "pool":
      return evaluatePool(node, inputsOf(node, columns), layout, arithmetic.round);
    case "scan":
      return evaluateScan(node, inputsOf(node, columns), layout, arithmetic.round);
    case "shift":
      return evaluateShift(node, inputsOf(node, columns), layout);
    case "order":
      return evaluateOrder(node, inputsOf(node, columns), layout, arithmetic.round);
    case "enqueue":
      return [evaluateEnqueue(node, inputsOf(node, columns), layout)];
    case "tally":
      return [evaluateTally(node, inputsOf(node, columns), layout)];
    default: {
      const inputs = inputsOf(node, columns);
      const count = node.rate === "const" || node.rate === "param" ? 1 : layout.count[node.rate];
      return Array.from({ length: count }, (_, index) =>
        evaluateNode(
          node,
          inputs.map((input) => ({ shape: input.shape, values: valueAt(input, index) })),
          leaves(scope, index),
          arithmetic,
        ),
      );
    }
  }
}

function inputsOf({ inputs }: Node, columns: FinishValues): readonly Column[] {
  return inputs.map((id) => columnOf(columns, id));
}

function elementRate({ rate, op }: Node): ElementRate {
  if (rate === "const" || rate === "param") throw new Error(`${op} has no rate of its own`);
  return rate;
}

function leaves({ signal, settings }: FinishScope, index: number): Scope {
  const never = (what: string) => (): never => {
    throw new Error(`whole trajectories have no ${what} of their own`);
  };
  return {
    ...settings,
    param: (name) => settings.param(name),
    clock: (reading) => settings.clock(reading),
    trained: (id) => settings.trained(id),
    signal: (name, at) => (at === "episode" || at === "group" ? signal(name, at, index) : never("signal of a step")()),
    flag: never("flag"),
    slot: never("state"),
  };
}

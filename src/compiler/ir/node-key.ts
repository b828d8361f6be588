import { unreachable } from "../unreachable.js";
import { clockName } from "./clock.js";
import type { Node, NodeRate } from "./node.js";

/** A node without what follows from the rest: its number, the place that it comes from. */
type Unplaced = Node extends infer N
  ? N extends Node
    ? Omit<N, "id" | "rate" | "phase" | "origin"> & { readonly rate?: NodeRate }
    : never
  : never;

/** Equal for nodes that compute the same. `at` is the phase in which a state is read. */
export function nodeKey(node: Unplaced, at = ""): string {
  return `${node.op}|${node.dtype}|${node.shape.join()}|${node.inputs.join()}|${attributes(node, node.rate ?? "")}|${at}`;
}

function attributes(node: Unplaced, rate: string): string {
  switch (node.op) {
    case "constant":
      return numbers(node.value);
    case "param":
    case "flag":
      return node.name;
    case "clock":
      return clockName(node);
    case "signal":
      return `${node.at} ${node.name}`;
    case "state":
    case "trained":
      return String(node.slot);
    case "unary":
    case "binary":
      return node.fn;
    case "select":
    case "reshape":
    case "sort":
    case "tally":
    case "record":
    case "dynamic-slice":
    case "dynamic-update":
      return "";
    case "spread":
      return rate;
    case "pool":
      return `${node.fn} ${node.of} ${node.scope} ${node.keys ?? ""} ${node.exceptSelf === true ? "except self" : ""}`;
    case "order":
      return `${node.fn} ${node.of} ${node.scope} ${node.ties} ${node.q ?? ""} ${node.keys ?? ""} ${node.exceptSelf === true ? "except self" : ""}`;
    case "enqueue":
      return node.of;
    case "pair":
      return node.side;
    case "scan":
      return `${node.fn} ${node.direction}`;
    case "shift":
      return String(node.offset);
    case "reduce":
      return `${node.fn} ${node.axes.join()}`;
    case "arg-extremum":
      return `${node.fn} ${node.axis}`;
    case "cumulative-sum":
    case "concat":
      return String(node.axis);
    case "slice":
      return node.starts.join();
    case "gather":
      return `${node.axis} ${node.indices.join()}`;
    case "transpose":
      return node.permutation.join();
    case "lookup":
      return numbers(node.table);
    default:
      return unreachable(node);
  }
}

/** -0 is another number than 0. */
function numbers(values: readonly number[]): string {
  return values.map((value) => (Object.is(value, -0) ? "-0" : String(value))).join();
}

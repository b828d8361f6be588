import type { Node } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import type { Adjoint, Adjoints } from "./adjoints.js";
import { binaryBackward } from "./binary.js";
import { cumulativeSumBackward, reduceBackward, sortBackward } from "./reductions.js";
import { dynamicSliceBackward, dynamicUpdateBackward } from "./dynamic.js";
import { concatBackward, gatherBackward, reshapeBackward, sliceBackward, transposeBackward } from "./shapes.js";
import { unaryBackward } from "./unary.js";

/** Passes the derivative by a node on to its inputs. */
export function backward(adjoints: Adjoints, node: Node, gradient: Adjoint): void {
  switch (node.op) {
    case "constant":
    case "param":
    case "clock":
    case "trained":
    case "signal":
    case "flag":
    case "state":
    // Whole numbers that are found, or looked up by one: they do not move with what they are found by.
    case "arg-extremum":
    case "lookup":
      return;
    case "unary":
      return unaryBackward(adjoints, node, gradient);
    case "binary":
      return binaryBackward(adjoints, node, gradient);
    case "select":
      return selectBackward(adjoints, node, gradient);
    case "reduce":
      return reduceBackward(adjoints, node, gradient);
    case "cumulative-sum":
      return cumulativeSumBackward(adjoints, node, gradient);
    case "sort":
      return sortBackward(adjoints, node, gradient);
    case "reshape":
      return reshapeBackward(adjoints, node, gradient);
    case "slice":
      return sliceBackward(adjoints, node, gradient);
    case "gather":
      return gatherBackward(adjoints, node, gradient);
    case "concat":
      return concatBackward(adjoints, node, gradient);
    case "transpose":
      return transposeBackward(adjoints, node, gradient);
    case "dynamic-slice":
      return dynamicSliceBackward(adjoints, node, gradient);
    case "dynamic-update":
      return dynamicUpdateBackward(adjoints, node, gradient);
    case "record":
    case "spread":
    case "pair":
    case "pool":
    case "scan":
    case "shift":
    case "order":
    case "enqueue":
    case "tally":
      throw new Error(`${node.op} belongs to whole trajectories`);
    default:
      return unreachable(node);
  }
}

function selectBackward(adjoints: Adjoints, node: Extract<Node, { op: "select" }>, gradient: Adjoint): void {
  const { builder } = adjoints;
  const [condition, then, otherwise] = node.inputs;
  if (condition === undefined) throw new Error("a select of nothing");
  const zero = builder.constant(0);
  if (adjoints.needs(then)) adjoints.add(then, builder.select(condition, gradient.node, zero), true);
  if (adjoints.needs(otherwise)) adjoints.add(otherwise, builder.select(condition, zero, gradient.node), true);
}

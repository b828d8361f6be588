import { clockName } from "../../ir/clock.js";
import type { Node, NodeId } from "../../ir/node.js";
import type { Program } from "../../ir/program.js";
import { unreachable } from "../../unreachable.js";
import { opsCall, type Code } from "./code.js";
import { Operands, tensorOf } from "./operands.js";
import { translateBinary } from "./operations/binary.js";
import { translateArgExtremum, translateCumulativeSum, translateReduce } from "./operations/reductions.js";
import { translateSelect } from "./operations/select.js";
import {
  translateConcat,
  translateGather,
  translateLookup,
  translateReshape,
  translateSlice,
  translateTranspose,
} from "./operations/shapes.js";
import { translateTrajectory } from "./operations/trajectories.js";
import { translateUnary } from "./operations/unary.js";

const signalSources = { step: "signals", reset: "signals", episode: "episodes", group: "groups" } as const;

/** The table of operations: how a node of the graph is computed with tfjs, batched over environments. */
export function translate(program: Program, id: NodeId): Code {
  const node = program.nodes[id];
  if (node === undefined) throw new Error(`no node ${id}`);
  return translateNode(node, program);
}

function translateNode(node: Node, program: Program): Code {
  const operands = new Operands(program.nodes, node);
  switch (node.op) {
    case "constant":
      return tensorOf({ values: node.value, dtype: node.dtype, shape: node.shape });
    case "param":
      return { kind: "read", from: "params", name: node.name };
    case "clock":
      return { kind: "read", from: "clock", name: clockName(node) };
    case "trained":
      return { kind: "read", from: "trained", name: program.trained?.[node.slot]?.name ?? "" };
    case "signal":
      return { kind: "read", from: signalSources[node.at], name: node.name };
    case "flag":
      return { kind: "read", from: "flags", name: node.name };
    case "state":
      return { kind: "read", from: "state", name: slotName(program, node.slot) };
    case "unary":
      return translateUnary(node, operands);
    case "binary":
      return translateBinary(node, operands);
    case "select":
      return translateSelect(node, operands);
    case "reduce":
      return translateReduce(node, operands);
    case "arg-extremum":
      return translateArgExtremum(node, operands);
    case "cumulative-sum":
      return translateCumulativeSum(node, operands);
    case "sort":
      return opsCall("sort", operands.tensor(0));
    case "reshape":
      return translateReshape(node, operands);
    case "slice":
      return translateSlice(node, operands);
    case "gather":
      return translateGather(node, operands);
    case "concat":
      return translateConcat(node, operands);
    case "transpose":
      return translateTranspose(node, operands);
    case "lookup":
      return translateLookup(node, operands);
    case "dynamic-slice":
      return opsCall("dynamicSlice", operands.tensor(0), operands.tensor(1));
    case "dynamic-update":
      return opsCall("dynamicUpdate", operands.tensor(0), operands.tensor(1), operands.tensor(2));
    case "record":
    case "spread":
    case "pair":
    case "pool":
    case "scan":
    case "shift":
    case "order":
    case "enqueue":
    case "tally":
      return translateTrajectory(node, operands, program);
    default:
      return unreachable(node);
  }
}

function slotName(program: Program, slot: number): string {
  const found = program.slots[slot];
  if (found === undefined) throw new Error(`no slot ${slot}`);
  return found.name;
}

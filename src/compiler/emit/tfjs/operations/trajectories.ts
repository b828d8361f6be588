import type { NodeRate, OrderNode, PoolNode, ScanNode, TrajectoryNode } from "../../../ir/node.js";
import type { Program } from "../../../ir/program.js";
import { unreachable } from "../../../unreachable.js";
import { literal, trajectoriesCall, type Code } from "../code.js";
import type { Operands } from "../operands.js";
import { recordedName } from "../recorded.js";

/** What only whole trajectories have. */
export function translateTrajectory(node: TrajectoryNode, operands: Operands, program: Program): Code {
  switch (node.op) {
    case "record":
      return { kind: "read", from: "recorded", name: recordedName(program, node.id) };
    case "spread":
      return operands.batched(0)
        ? trajectoriesCall("spread", operands.tensor(0), operands.input(0).rate, node.rate)
        : at(node.rate, 0, operands);
    case "pair":
      return trajectoriesCall("pair", at("episode", 0, operands), node.side);
    case "pool":
      return translatePool(node, operands);
    case "scan":
      return translateScan(node, operands);
    case "shift":
      return trajectoriesCall("shift", at("step", 0, operands), node.offset, at("step", 1, operands));
    case "order":
      return translateOrder(node, operands);
    case "tally":
      return trajectoriesCall("tally", at("step", 0, operands), at("step", 1, operands), node.shape[0] ?? 0);
    case "enqueue":
      return trajectoriesCall(
        "enqueue",
        node.of,
        operands.tensor(0),
        operands.tensor(1),
        at(node.of, 2, operands),
        at(node.of, 3, operands),
      );
    default:
      return unreachable(node);
  }
}

function translatePool({ fn, of, scope, keys, exceptSelf }: PoolNode, operands: Operands): Code {
  const pooled = [fn, literal([of, scope]), at(of, 0, operands), included(of, operands)] as const;
  if (keys === undefined) return trajectoriesCall(exceptSelf === true ? "poolOthers" : "pool", ...pooled);
  if (of === "pair") throw new Error("pairs are pooled without keys");
  return trajectoriesCall(exceptSelf === true ? "poolOthersByKey" : "poolByKey", ...pooled, at(of, 2, operands), keys);
}

function translateScan({ fn, direction, inputs }: ScanNode, operands: Operands): Code {
  const boundary = operands.number(2) === 0 ? literal(false) : at("step", 2, operands);
  const scanned = [direction, at("step", 0, operands), included("step", operands), boundary] as const;
  if (inputs.length === 4) return trajectoriesCall("fadingSum", ...scanned, at("step", 3, operands));
  return trajectoriesCall("scan", fn, ...scanned);
}

function translateOrder({ fn, of, scope, ties, q = 0.5, keys, exceptSelf }: OrderNode, operands: Operands): Code {
  const over = literal([of, scope]);
  const key = keys === undefined ? [] : [at(of, 2, operands), keys];
  const ordered = [at(of, 0, operands), included(of, operands), ...key];
  switch (fn) {
    case "quantile":
      return trajectoriesCall(exceptSelf === true ? "quantileOfOthers" : "quantile", over, q, ties, ...ordered);
    case "mode":
      return trajectoriesCall(exceptSelf === true ? "modeOfOthers" : "mode", over, ties, ...ordered);
    case "rank":
      return trajectoriesCall("rank", over, ties, ...ordered);
    default:
      return unreachable(fn);
  }
}

/** An input with a value for each element of the rate. */
function at(rate: NodeRate, index: number, operands: Operands): Code {
  return operands.batched(index) ? operands.tensor(index) : trajectoriesCall("repeat", operands.tensor(index), rate);
}

function included(rate: NodeRate, operands: Operands): Code {
  return operands.number(1) === 1 ? literal(true) : at(rate, 1, operands);
}

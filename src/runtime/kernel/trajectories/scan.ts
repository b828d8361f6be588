import * as tf from "@tensorflow/tfjs-core";
import { unreachable } from "../../unreachable.js";
import { maximum, minimum } from "../ops/extremum.js";
import { where } from "../ops/where.js";
import type { PoolFunction, ScanDirection } from "./rates.js";
import { moved, running, type RunState } from "./running.js";
import { extreme, kept } from "./select.js";

/**
 * Pools of the rows so far on the way, each included: `values [steps, size]`, `active` and `boundary` bool of the same shape. A run ends with a row where the boundary holds; without boundary there
 * is one.
 */
export function scan(
  fn: PoolFunction,
  direction: ScanDirection,
  values: tf.Tensor,
  active: tf.Tensor,
  boundary?: tf.Tensor,
): tf.Tensor {
  if (boundary === undefined) {
    const backward = direction === "backward";
    if (fn === "sum") return tf.cumsum(kept(values, active, 0), 0, false, backward);
    if (fn === "product") return tf.cumprod(kept(values, active, 1), 0, false, backward);
  }
  const [first, second] = runs(ruleOf(fn, values, active), direction, boundary);
  return second === undefined ? known(first) : kept(known(first), second, 0);
}

/** Sums of the rows so far on the way, each included; what came before a row counts by its factor, float `[steps, size]`. */
export function fadingSum(
  direction: ScanDirection,
  values: tf.Tensor,
  active: tf.Tensor,
  factor: tf.Tensor,
  boundary?: tf.Tensor,
): tf.Tensor {
  const rule: Rule = {
    state: [kept(values, active, 0), factor],
    outside: [0, 1],
    join: ([sum, fading], [now, factor]) => [
      tf.add(known(now), tf.mul(known(sum), known(factor))),
      tf.mul(known(fading), known(factor)),
    ],
  };
  return known(runs(rule, direction, boundary)[0]);
}

/** What the rule makes of each row's run. */
function runs({ state, outside, join }: Rule, direction: ScanDirection, boundary: tf.Tensor | undefined): RunState {
  if (boundary === undefined) return running(state, outside, direction, join);
  // A run begins behind the row that ends one; backwards, with it.
  const begins = direction === "backward" ? boundary : moved(boundary, 1, 1, direction);
  return running([...state, begins], [...outside, 0], direction, segmented(join)).slice(0, -1);
}

/** How two runs are joined. Of the rule of a function the second tensor of the state, if there is one, says whether a run has any value. */
interface Rule {
  readonly state: RunState;
  readonly outside: readonly number[];
  readonly join: (before: RunState, now: RunState) => RunState;
}

function ruleOf(fn: PoolFunction, values: tf.Tensor, active: tf.Tensor): Rule {
  const plain = (neutral: number, join: (before: tf.Tensor, now: tf.Tensor) => tf.Tensor): Rule => ({
    state: [kept(values, active, neutral)],
    outside: [neutral],
    join: ([before], [now]) => [join(known(before), known(now))],
  });
  const counted = (neutral: number, join: (before: RunState, now: RunState) => tf.Tensor): Rule => ({
    state: [kept(values, active, neutral), active],
    outside: [neutral, 0],
    join: (before, now) => [join(before, now), tf.logicalOr(known(before[1]), known(now[1]))],
  });
  switch (fn) {
    case "sum":
      return plain(0, (before, now) => tf.add(before, now));
    case "product":
      return plain(1, (before, now) => tf.mul(before, now));
    case "any":
      return plain(0, (before, now) => tf.logicalOr(before, now));
    case "all":
      return plain(1, (before, now) => tf.logicalAnd(before, now));
    case "min":
      return counted(extreme(fn, values), ([before], [now]) => minimum(known(before), known(now)));
    case "max":
      return counted(extreme(fn, values), ([before], [now]) => maximum(known(before), known(now)));
    case "first":
      return counted(0, ([before, known0], [now]) => chosen(known(known0), known(before), known(now)));
    case "last":
      return counted(0, ([before], [now, known1]) => chosen(known(known1), known(now), known(before)));
    default:
      return unreachable(fn);
  }
}

/** The same where runs may begin: the last tensor of the state says whether one does. */
function segmented(join: Rule["join"]): Rule["join"] {
  return (before, now) => {
    const [began, begins] = [known(before.at(-1)), known(now.at(-1))];
    const joined = join(before.slice(0, -1), now.slice(0, -1));
    return [...joined.map((value, index) => chosen(begins, known(now[index]), value)), tf.logicalOr(began, begins)];
  };
}

function chosen(condition: tf.Tensor, then: tf.Tensor, otherwise: tf.Tensor): tf.Tensor {
  return where(condition, then, otherwise);
}

function known(tensor: tf.Tensor | undefined): tf.Tensor {
  if (tensor === undefined) throw new Error("a run without its state");
  return tensor;
}

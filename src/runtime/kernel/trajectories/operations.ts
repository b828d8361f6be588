import * as tf from "@tensorflow/tfjs-core";
import { where } from "../ops/where.js";
import type { BatchLayout } from "./batch-layout.js";
import { keyed } from "./by-key.js";
import { elementsOf, type Elements, type Included } from "./elements.js";
import { mode } from "./mode.js";
import type { Ties } from "./order.js";
import { orderElements, orderScopes } from "./order-by-scope.js";
import { pool, poolOthers, type Over } from "./pool.js";
import { quantile } from "./quantile.js";
import { enqueue } from "./queue.js";
import { rank } from "./rank.js";
import type { ElementRate, PooledRate, PoolFunction, QueuedRate, ScanDirection } from "./rates.js";
import { moved } from "./running.js";
import { fadingSum, scan } from "./scan.js";
import { kept } from "./select.js";
import type { Rows } from "./sorted.js";
import { tally } from "./tally.js";

/**
 * What only whole trajectories have, on values that stand along the first axis (see `BatchLayout`); their meaning is that of the IR's `TrajectoryNode`. Rows that are no steps never count, whatever
 * stands there; what they are given themselves means nothing.
 */
export interface TrajectoryOperations {
  /** What is always the same, once for each element of a rate. */
  repeat(value: tf.Tensor, rate: ElementRate): tf.Tensor;
  /** A slower value where a faster one is read. */
  spread(value: tf.Tensor, from: ElementRate, to: ElementRate): tf.Tensor;
  /** The value of one of two episodes where they are compared. */
  pair(value: tf.Tensor, side: "this" | "other"): tf.Tensor;
  /** One value for each scope. */
  pool(fn: PoolFunction, over: Over, value: tf.Tensor, included: Included): tf.Tensor;
  /** For each value the pool of the others. Of pairs: for each episode, without its pair with itself. */
  poolOthers(fn: PoolFunction, over: Over, value: tf.Tensor, included: Included): tf.Tensor;
  /** For each value the pool of those with its key, an int in `[0, keys)`. */
  poolByKey(
    fn: PoolFunction,
    over: Over,
    value: tf.Tensor,
    included: Included,
    key: tf.Tensor,
    keys: number,
  ): tf.Tensor;
  poolOthersByKey(
    fn: PoolFunction,
    over: Over,
    value: tf.Tensor,
    included: Included,
    key: tf.Tensor,
    keys: number,
  ): tf.Tensor;
  /** For each step the pool of the run so far; `false` for one run. */
  scan(
    fn: PoolFunction,
    direction: ScanDirection,
    value: tf.Tensor,
    included: Included,
    boundary: tf.Tensor | false,
  ): tf.Tensor;
  /** For each step the sum of the run so far, of which what was there before the step counts by the step's factor. */
  fadingSum(
    direction: ScanDirection,
    value: tf.Tensor,
    included: Included,
    boundary: tf.Tensor | false,
    factor: tf.Tensor,
  ): tf.Tensor;
  /** The value `offset` steps later in the episode, `outside` where there is none. */
  shift(value: tf.Tensor, offset: number, outside: tf.Tensor): tf.Tensor;
  /** One value for each scope, or for each value that of those with its key: an int in `[0, keys)`, or of a segment of its episode. */
  quantile(over: Over, q: number, ties: Ties, value: tf.Tensor, included: Included, ...key: KeyArguments): tf.Tensor;
  quantileOfOthers(
    over: Over,
    q: number,
    ties: Ties,
    value: tf.Tensor,
    included: Included,
    ...key: KeyArguments
  ): tf.Tensor;
  mode(over: Over, ties: Ties, value: tf.Tensor, included: Included, ...key: KeyArguments): tf.Tensor;
  modeOfOthers(over: Over, ties: Ties, value: tf.Tensor, included: Included, ...key: KeyArguments): tf.Tensor;
  /** A queue with what enters behind what stays, `[1, size, …]`: `old [size, …]` and `stays` bool `[size]` as they were, a value and a bool of the rate. */
  enqueue(of: QueuedRate, old: tf.Tensor, stays: tf.Tensor, value: tf.Tensor, included: tf.Tensor): tf.Tensor;
  /** How often each number in `[0, numbers)` occurs among the steps that are included, int32 `[1, numbers]`. */
  tally(number: tf.Tensor, included: tf.Tensor, numbers: number): tf.Tensor;
  /** The rank of each value in its scope, among those with its key. */
  rank(over: Over, ties: Ties, value: tf.Tensor, included: Included, ...key: KeyArguments): tf.Tensor;
}

/** What partitions scopes. */
export type KeyArguments = readonly [] | readonly [key: tf.Tensor, keys: number | "steps"];

/** The operations on the trajectories of one batch. Each leaves its result only. */
export function trajectoryOperations(layout: BatchLayout): TrajectoryOperations {
  /** What `compute` makes of values side by side, in their own shape. */
  function over(
    of: PooledRate,
    value: tf.Tensor,
    included: Included,
    compute: (elements: Elements) => tf.Tensor,
  ): tf.Tensor {
    return tf.tidy(() => {
      const { back, ...elements } = elementsOf(layout, of, value, included);
      return back(compute(elements));
    });
  }

  /** What `compute` makes of values as columns `[steps, size]`, in their own shape. */
  function scanned(
    value: tf.Tensor,
    included: Included,
    compute: (columns: (tensor: tf.Tensor) => tf.Tensor, elements: Elements) => tf.Tensor,
  ): tf.Tensor {
    return over("step", value, included, (elements) => {
      const { values } = elements;
      const size = values.shape[1] ?? 1;
      const columns = (tensor: tf.Tensor): tf.Tensor =>
        tf.reshape(tensor.size === values.size ? tensor : tf.tile(tf.reshape(tensor, [-1, 1]), [1, size]), [
          layout.steps,
          layout.episodes * size,
        ]);
      return tf.reshape(compute(columns, elements), values.shape);
    });
  }

  /** What `order` makes of each scope, or with keys for each value. */
  function ordered(
    scope: Over,
    value: tf.Tensor,
    included: Included,
    key: KeyArguments,
    order: (rows: Rows) => tf.Tensor,
  ): tf.Tensor {
    if (key.length > 0) return orderedEach(scope, value, included, key, order);
    return over(scope[0], value, included, (elements) => orderScopes(layout, scope, elements, order));
  }

  /** What `order` makes of each value. */
  function orderedEach(
    scope: Over,
    value: tf.Tensor,
    included: Included,
    [of, keys = "steps"]: KeyArguments,
    order: (rows: Rows) => tf.Tensor,
  ): tf.Tensor {
    const key = of === undefined ? undefined : { of, keys: keys === "steps" ? layout.steps : keys };
    return over(scope[0], value, included, (elements) => orderElements(layout, scope, elements, order, key));
  }

  function spread(value: tf.Tensor, from: ElementRate, to: ElementRate): tf.Tensor {
    const repeats = (count: number): tf.Tensor => tf.tile(value, [count, ...value.shape.slice(1).map(() => 1)]);
    if (from === to) return value;
    if (from === "batch") return repeats(layout.count(to));
    // Steps stand in the order of time: the values of episodes repeat.
    if (from === "episode" && to === "step") return repeats(layout.steps);
    if (to === "step") return tf.tidy(() => spread(spread(value, from, "episode"), "episode", to));
    if (to === "batch" || to === "group" || from === "step" || from === "pair")
      throw new Error(`${from} is not slower than ${to}`);
    return tf.gather(value, layout.owners(to, from));
  }

  return {
    repeat: (value, rate) => tf.tile(tf.expandDims(value, 0), [layout.count(rate), ...value.shape.map(() => 1)]),
    spread,
    pair: (value, side) => tf.gather(value, layout.side(side)),
    pool: (fn, scope, value, included) =>
      over(scope[0], value, included, (elements) => pool(layout, fn, scope, elements)),
    poolOthers: (fn, scope, value, included) =>
      over(scope[0], value, included, (elements) => poolOthers(layout, fn, scope, elements)),
    poolByKey: (fn, scope, value, included, key, keys) =>
      over(scope[0], value, included, (elements) => {
        const parts = keyed(elements, key, keys);
        return parts.own(spread(pool(layout, fn, scope, parts), scope[1], scope[0]));
      }),
    poolOthersByKey: (fn, scope, value, included, key, keys) =>
      over(scope[0], value, included, (elements) => {
        const parts = keyed(elements, key, keys);
        return parts.own(poolOthers(layout, fn, scope, parts));
      }),
    scan: (fn, direction, value, included, boundary) =>
      scanned(value, included, (columns, { values, active }) =>
        scan(fn, direction, columns(values), columns(active), boundary === false ? undefined : columns(boundary)),
      ),
    fadingSum: (direction, value, included, boundary, factor) =>
      scanned(value, included, (columns, { values, active }) => {
        const inside = kept(columns(factor), columns(layout.mask), 1);
        const ends = boundary === false ? undefined : columns(boundary);
        return fadingSum(direction, columns(values), columns(active), inside, ends);
      }),
    shift: (value, offset, outside) =>
      over("step", value, true, ({ values, active }) => {
        const later = (tensor: tf.Tensor): tf.Tensor => {
          const columns = tf.reshape(tensor, [layout.steps, -1]);
          return tf.reshape(moved(columns, Math.abs(offset), 0, offset > 0 ? "backward" : "forward"), tensor.shape);
        };
        const type = values.dtype === "int32" ? "int32" : "float32";
        return where(later(active), later(values), tf.reshape(outside, values.shape), type);
      }),
    quantile: (scope, q, ties, value, included, ...key) =>
      ordered(scope, value, included, key, (rows) => quantile(rows, q, ties, false)),
    quantileOfOthers: (scope, q, ties, value, included, ...key) =>
      orderedEach(scope, value, included, key, (rows) => quantile(rows, q, ties, true)),
    mode: (scope, ties, value, included, ...key) =>
      ordered(scope, value, included, key, (rows) => mode(rows, ties, false)),
    modeOfOthers: (scope, ties, value, included, ...key) =>
      orderedEach(scope, value, included, key, (rows) => mode(rows, ties, true)),
    enqueue: (of, old, stays, value, included) => tf.tidy(() => enqueue(layout, of, { old, stays }, value, included)),
    tally: (number, included, numbers) => tf.tidy(() => tally(number, tf.logicalAnd(included, layout.mask), numbers)),
    rank: (scope, ties, value, included, ...key) =>
      orderedEach(scope, value, included, key, (rows) => rank(rows, ties)),
  };
}

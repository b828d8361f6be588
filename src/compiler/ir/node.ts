import type { Span } from "../source/span.js";

/** Index of a node in `Program.nodes`. Inputs always have smaller ids: the list is in topological order. */
export type NodeId = number;
/** Index of a slot in `Program.slots`. */
export type SlotId = number;

/** `int` covers enums, machine states and counters. In the reference all are float64; booleans are 0 and 1. */
export type DType = "float" | "int" | "bool";
/** Slowest first. Others than `const`, `param` and `step` only in the phase `finish`; `pair`: one value for each ordered pair of episodes of a group, an episode with itself included. */
export type NodeRate = "const" | "param" | "batch" | "group" | "episode" | "pair" | "step";

/**
 * Which rows a node belongs to. `step` nodes are evaluated on the signals after a step and the state before it; `reset` nodes
 * on the signals that a reset brings (they give slots their first value); `any` nodes read neither (constants, params, clocks).
 * `finish` nodes are evaluated when whole trajectories are there: once for each step, episode, group, or for the batch, as their rate says.
 */
export type Phase = "step" | "reset" | "any" | "finish";

/** Elementwise, one input. `cast` converts to the node's dtype (bool→0/1, int→float; float→int truncates a value known to be whole). */
export type UnaryFunction =
  | "negate"
  | "abs"
  | "sign"
  | "floor"
  | "ceil"
  | "round"
  | "truncate"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "sqrt"
  | "square"
  | "tanh"
  | "sigmoid"
  | "relu"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "not"
  | "is-finite"
  | "cast";

/**
 * Elementwise, two inputs. `modulo` is floor-mod (the result has the divisor's sign), `remainder` the truncated one. `minimum` and
 * `maximum` propagate NaN. Comparisons with NaN are false, `not-equal` included.
 */
export type BinaryFunction =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "modulo"
  | "remainder"
  | "power"
  | "minimum"
  | "maximum"
  | "atan2"
  | "equal"
  | "not-equal"
  | "less"
  | "less-equal"
  | "greater"
  | "greater-equal"
  | "and"
  | "or"
  | "xor";

export type ReduceFunction = "sum" | "product" | "min" | "max" | "any" | "all";

interface Base<Op extends string> {
  readonly id: NodeId;
  readonly op: Op;
  readonly inputs: readonly NodeId[];
  readonly dtype: DType;
  /** Shape per environment: `[]` is one number for each. */
  readonly shape: readonly number[];
  readonly rate: NodeRate;
  readonly phase: Phase;
  /** The source that this node comes from. */
  readonly origin?: Span;
  /** The `let` that it is the value of: what readable targets call it. It is no part of what makes nodes equal. */
  readonly label?: string;
}

/** Row-major values; booleans as 0 and 1. */
export interface ConstantNode extends Base<"constant"> {
  readonly value: readonly number[];
}
export interface ParamNode extends Base<"param"> {
  readonly name: string;
}
/** What the learner counts: the clock that schedules go by. */
export type ClockCount = "steps" | "updates" | "episodes";
/**
 * How the clock t is read against the window [begin, end], begin < end: `elapsed` is the part of it that has passed, in [0, 1]; `phase` the part of the
 * present one, in [0, 1), where windows of its length follow each other from `begin` on; `reached` whether t ≥ end. Whoever runs the graph computes this
 * in double precision, so that a clock of any size stays exact in a graph of single precision.
 */
export interface ClockReading {
  readonly counts: ClockCount;
  readonly reads: "elapsed" | "phase" | "reached";
  readonly begin: number;
  readonly end: number;
}
/** A reading of the learner's clock, the same for all environments: a float, or a bool for `reached`. */
export interface ClockNode extends Base<"clock">, ClockReading {}
/** What training remembers, as it stood before this update: the same for all environments. */
export interface TrainedNode extends Base<"trained"> {
  readonly slot: SlotId;
}
/**
 * A signal or action after the step (`step`), the signal that a reset brings (`reset`; never an action), or one that comes once for each episode or group,
 * when it is over.
 */
export interface SignalNode extends Base<"signal"> {
  readonly name: string;
  readonly at: "step" | "reset" | "episode" | "group";
}
/** What the environment says of this step. */
export interface FlagNode extends Base<"flag"> {
  readonly name: "terminated" | "truncated";
}
/** The value of a slot before this step. A `reset` node may read persistent slots only. */
export interface StateNode extends Base<"state"> {
  readonly slot: SlotId;
}
export interface UnaryNode extends Base<"unary"> {
  readonly fn: UnaryFunction;
}
/** Inputs have equal rank; a dimension of 1 broadcasts. */
export interface BinaryNode extends Base<"binary"> {
  readonly fn: BinaryFunction;
}
/** `inputs = [condition, then, else]`, equal rank, broadcasting. The side not taken has no effect at all: no NaN, no gradient. */
export type SelectNode = Base<"select">;
/** Removes `axes` (sorted, non-negative). Empty: sum 0, product 1, any false, all true. */
export interface ReduceNode extends Base<"reduce"> {
  readonly fn: ReduceFunction;
  readonly axes: readonly number[];
}
/** Index of the first extremum along `axis`, which is removed. */
export interface ArgExtremumNode extends Base<"arg-extremum"> {
  readonly fn: "min" | "max";
  readonly axis: number;
}
export interface CumulativeSumNode extends Base<"cumulative-sum"> {
  readonly axis: number;
}
/** Ascending along the last axis; a NaN counts as Infinity there. */
export type SortNode = Base<"sort">;
export type ReshapeNode = Base<"reshape">;
/** `starts` and the node's shape choose a block. */
export interface SliceNode extends Base<"slice"> {
  readonly starts: readonly number[];
}
/** Picks static positions along one axis, in the order given. */
export interface GatherNode extends Base<"gather"> {
  readonly axis: number;
  readonly indices: readonly number[];
}
export interface ConcatNode extends Base<"concat"> {
  readonly axis: number;
}
export interface TransposeNode extends Base<"transpose"> {
  readonly permutation: readonly number[];
}
/** `table[index]` elementwise for an int input in `[0, table.length)`; the verifier asks the lowering to guarantee the range. */
export interface LookupNode extends Base<"lookup"> {
  readonly table: readonly number[];
}
/**
 * The part of an array at a place of its first axis that is known only when it runs. `inputs = [array, index]`, the index an int scalar in `[0, size of the axis)`; the lowering guarantees
 * the range. The axis is removed.
 */
export type DynamicSliceNode = Base<"dynamic-slice">;
/** The array with another part at such a place. `inputs = [array, index, part]`. */
export type DynamicUpdateNode = Base<"dynamic-update">;

/** How many values become one. Where nothing is included: sum 0, product 1, any false, all true, the others 0 (or false). */
export type PoolFunction = "sum" | "product" | "min" | "max" | "any" | "all" | "first" | "last";
export type PoolScope = "episode" | "group" | "batch";
/** What a pool takes one value of. */
export type PooledRate = "step" | "pair" | "episode" | "group";

/** The value of a step node in every step: what trajectories hold of the online part. `inputs = [step node]`, rate `step`. */
export type RecordNode = Base<"record">;
/** A slower value where a faster one is read: that of the row's episode, the episode's group, the batch. The node's rate is the faster one. */
export type SpreadNode = Base<"spread">;
/** The value of one of two episodes where they are compared. `inputs = [value]` of rate `episode`, the node's rate is `pair`. */
export interface PairNode extends Base<"pair"> {
  readonly side: "this" | "other";
}
/**
 * All values of a scope as one. `inputs = [value, included]` or `[value, included, key]`, each of the rate `of`, or the same everywhere; `of` is faster than the scope's. Rows that are no steps never count.
 * With `keys`, an int key in `[0, keys)` partitions each scope; with `exceptSelf` each value is left out of its own. Both give a value where the input has one, so that the rate
 * is the input's; without them it is the scope's. Pairs are pooled over the scope `episode`, for `this` of each pair; with `exceptSelf` without the pair of an episode with itself. `first` and `last` go by the order of steps and are for the scope `episode`.
 */
export interface PoolNode extends Base<"pool"> {
  readonly fn: PoolFunction;
  readonly of: PooledRate;
  readonly scope: PoolScope;
  readonly keys?: number;
  readonly exceptSelf?: true;
}
/**
 * Pools of the steps so far (`forward`), or from here on (`backward`), this one included. `inputs = [value, included, boundary]`, all of rate `step`: where `boundary` holds a run of steps ends,
 * and the next begins anew; an end of the episode ends a run, too. `first` and `last` are those met first and last on the way.
 * A sum may fade: `inputs = [value, included, boundary, factor]`, floats; what the run has summed before a step counts by that step's factor, whether or not the step is included.
 */
export interface ScanNode extends Base<"scan"> {
  readonly fn: PoolFunction;
  readonly direction: "forward" | "backward";
}
/** The value `offset` steps later in the episode (earlier when negative), or `outside` where there is no such step. `inputs = [value, outside]`, rate `step`. */
export interface ShiftNode extends Base<"shift"> {
  readonly offset: number;
}
/**
 * What depends on the order of the values of a scope; inputs, rates, keys and `exceptSelf` as in `pool`; keys `steps` are those of segments: whole numbers from 0 up, fewer than the longest episode has steps. `quantile`: the value at position q·(n − 1) of the n sorted ones, `ties` says which of its neighbours
 * (`lower`, `upper`) or what between them (`linear`); `mode`: the most frequent, among equals the `lower` or `upper` value. `rank`: of each value, 1 for the least; equals share the `lower`, the `upper` or the
 * `linear` (mean) of their ranks; it has the input's rate. Nothing included: 0;
 * a NaN included: a quantile or mode of NaN, and ranks as if it were not there.
 */
export interface OrderNode extends Base<"order"> {
  readonly fn: "quantile" | "mode" | "rank";
  readonly of: PooledRate;
  readonly scope: PoolScope;
  readonly ties: "lower" | "upper" | "linear";
  /** Of `quantile`: in [0, 1]. */
  readonly q?: number;
  readonly keys?: number | "steps";
  readonly exceptSelf?: true;
}

/** What one value enters a queue for. */
export type QueuedRate = Exclude<PooledRate, "pair"> | "batch";
/**
 * A queue after an update, oldest first along the first axis: the items of `old` that `stays` keeps, followed by the included values of the batch in the order of episodes (groups) and time; the last of them where
 * they are too many, zeros behind them where they are too few. `inputs = [old, stays, value, included]`: `old` the size of the queue by the shape of a value, `stays` bool, one for each item; `value` of rate `of`,
 * `included` a scalar bool of that rate. Rows that are no steps never enter.
 */
export interface EnqueueNode extends Base<"enqueue"> {
  readonly of: QueuedRate;
}

/** How often each whole number from 0 up occurs among the steps of the batch that count; `inputs = [number, included]`, scalars of rate `step`; the shape is `[numbers]`. */
export type TallyNode = Base<"tally">;

/** What only whole trajectories have; all others are evaluated for each environment, episode or group by itself. */
export type TrajectoryNode =
  RecordNode | SpreadNode | PairNode | PoolNode | ScanNode | ShiftNode | OrderNode | EnqueueNode | TallyNode;

export type Node = TrajectoryNode | LocalNode;

/** Evaluated for each environment by itself: what a step is made of. */
export type LocalNode =
  | ConstantNode
  | ParamNode
  | ClockNode
  | TrainedNode
  | SignalNode
  | FlagNode
  | StateNode
  | UnaryNode
  | BinaryNode
  | SelectNode
  | ReduceNode
  | ArgExtremumNode
  | CumulativeSumNode
  | SortNode
  | ReshapeNode
  | SliceNode
  | GatherNode
  | ConcatNode
  | TransposeNode
  | LookupNode
  | DynamicSliceNode
  | DynamicUpdateNode;
export type Op = Node["op"];

import type { Span } from "../source/span.js";
import type { Scheme } from "../automata/temporal/omega/scheme.js";
import type { UnaryFunction, BinaryFunction } from "../ir/node.js";
import type { MissingPolicy } from "../ir/program.js";

/* The expressions of a typed spec: see `typed.ts`. */

/** Rates and availabilities of language.md §1, slowest rate first. */
export type Rate = "const" | "param" | "batch" | "group" | "episode" | "segment" | "step";
export type Availability = "step" | "segment" | "episode" | "group" | "batch";

export interface Axis {
  readonly size: number;
  /** Set for axes declared with `axis`. */
  readonly name?: string;
  readonly members?: readonly string[];
  /**
   * Set where the number of items varies, `size` being the most: the signal that says how many there are, or the buffer that they stand in. `own`: written `<= n` at the signal that it is named after, and
   * then it comes as often as that signal, `per` saying so where that is not in each step.
   */
  readonly ragged?: { readonly length: string | TypedBuffer; readonly own: boolean; readonly per?: SignalPer };
}

/** Exponents of metre, second, radian, kilogram; `N` is kg·m/s². */
export interface Dimension {
  readonly m: number;
  readonly s: number;
  readonly rad: number;
  readonly kg: number;
}

export interface ValueType {
  readonly element: "bool" | "int" | "float" | "enum" | "string";
  /** The members of an enum; a machine's state is an enum of its states. */
  readonly members?: readonly string[];
  readonly shape: readonly Axis[];
  readonly range?: readonly [number, number];
  /** Absent: unconstrained. */
  readonly unit?: Dimension;
  readonly quaternion?: "wxyz" | "xyzw";
  /** A number of steps (`held`, `since`, `steps_in_state`), which compares with times. */
  readonly duration?: true;
}

/** How often a value changes and when it is known. */
export interface Timing {
  readonly rate: Rate;
  readonly availability: Availability;
  /** Of rate `segment`: which. */
  readonly segment?: string;
  /** Needs whole trajectories: no step computes it, not even the last of its episode. */
  readonly finish?: true;
  /** The same for all that have one tag in the batch. */
  readonly perTag?: Tag;
}

/** What `over batch by tag` partitions by: an int in `[0, keys)`. Equal numbers mean equal keys. */
export interface Tag {
  readonly number: number;
  readonly key: TypedExpression;
  readonly keys: number;
}

interface Base<Kind extends string> extends Timing {
  readonly kind: Kind;
  readonly type: ValueType;
  readonly span: Span;
}

/** Row-major; booleans 0/1, enum members by index. Time and angle literals are in seconds and radians. */
export interface TypedConstant extends Base<"constant"> {
  readonly value: readonly number[];
}
export interface TypedSignal extends Base<"signal"> {
  readonly name: string;
  /** It comes on the last step of each of these. */
  readonly segmentOf?: TypedSegment;
  /** Set for an external signal. */
  readonly missing?: MissingPolicy;
}
export interface TypedParam extends Base<"param"> {
  readonly name: string;
}
/** Read-only names of language.md §2; `reward` and `cause` stand in tests only. */
export interface TypedEnvironment extends Base<"environment"> {
  readonly name:
    | "terminated"
    | "truncated"
    | "ended"
    | "first_step"
    | "step_index"
    | "time"
    | "reward"
    | "total"
    | "return"
    | "advantage";
}
/** A reference to `TypedSpec.lets[…]`. */
export interface TypedLetReference extends Base<"let"> {
  readonly let: TypedLet;
}
/** Broadcast by `GraphBuilder`: shapes align by axis name (the checker inserts `permute`), else from the right. */
export interface TypedUnary extends Base<"unary"> {
  readonly fn: UnaryFunction;
  readonly operand: TypedExpression;
}
export interface TypedBinary extends Base<"binary"> {
  readonly fn: BinaryFunction;
  readonly left: TypedExpression;
  readonly right: TypedExpression;
}
/** `if`, and `match` as a chain of them. */
export interface TypedSelect extends Base<"select"> {
  readonly condition: TypedExpression;
  readonly then: TypedExpression;
  readonly else: TypedExpression;
}
/** `[a, b, c]`: stacked along a new first axis; comprehensions before their reduction also come as this. */
export interface TypedVector extends Base<"vector"> {
  readonly items: readonly TypedExpression[];
}
/** Static or dynamic indexing, one item for each leading axis of `value`; a `point` removes its axis. Swizzles are `pick` on the last axis. */
export interface TypedIndex extends Base<"index"> {
  readonly value: TypedExpression;
  readonly items: readonly TypedIndexItem[];
}
export type TypedIndexItem =
  | { readonly kind: "point"; readonly index: number }
  /** Any int expression; out of range reads 0 (a checked range makes that impossible where it is declared). */
  | { readonly kind: "dynamic"; readonly index: TypedExpression }
  | { readonly kind: "range"; readonly start: number; readonly end: number }
  | { readonly kind: "pick"; readonly indices: readonly number[] };
/** Axes reordered and size-1 axes inserted (`-1`) so that named axes align. */
export interface TypedPermute extends Base<"permute"> {
  readonly value: TypedExpression;
  readonly axes: readonly number[];
}
/** A call of a built-in (see `src/compiler/builtins`). */
export interface TypedCall extends Base<"call"> {
  readonly builtin: string;
  readonly arguments: Readonly<Record<string, TypedExpression>>;
  /** Options that are words or static numbers: `sigmoid: gaussian`, `axis: foot` (already the axis' index), `n: 3`. */
  readonly options: Readonly<Record<string, string | number | boolean | readonly number[]>>;
}
/** A causal aggregator: `f(x) over past`, `f(x) over last n`; `length over past` has no value. */
export interface TypedCausal extends Base<"causal"> {
  readonly aggregator: string;
  readonly value?: TypedExpression;
  readonly options: TypedCall["options"];
  readonly window:
    { readonly kind: "past"; readonly after?: TypedExpression } | { readonly kind: "last"; readonly steps: number };
  readonly where?: TypedExpression;
  /** `empty: V` and `full: true` of the aggregator. */
  readonly empty?: TypedExpression;
  readonly full: boolean;
}
/** A stretch of an episode: where the condition holds is the last step of one (`between`), or it lasts as long as the value stays the same (`runs`). */
export interface TypedSegment {
  readonly name: string;
  readonly form: "between" | "runs";
  readonly condition: TypedExpression;
  readonly span: Span;
}
/** What a signal comes once for, at its end or at its start. */
export interface SignalPer {
  readonly rate: "segment" | "episode" | "group";
  readonly segment?: TypedSegment;
  readonly atStart: boolean;
}
/** What holds of a segment: `here` is true of each (`count(turn)`), `index` counts from 0, `is_last` says whether it is the episode's last. */
export interface TypedSegmentReference extends Base<"segment"> {
  readonly of: TypedSegment;
  readonly field: "here" | "index" | "is_last";
}
/** Where an aggregate takes its values. */
export type AggregateScope =
  { readonly kind: "episode" | "group" | "batch" } | { readonly kind: "segment"; readonly segment: TypedSegment };
/** `this.NAME`, `other.NAME` inside of an aggregate over pairs: the value of one of the two episodes that are compared. */
export interface TypedMember extends Base<"member"> {
  readonly side: "this" | "other";
  readonly value: TypedExpression;
}
/** `f(x) over SCOPE`: of all values of x in a segment, an episode, a group or the batch. One over an episode runs online where what it reads does. */
export interface TypedAggregate extends Base<"aggregate"> {
  readonly aggregator: string;
  readonly value?: TypedExpression;
  readonly options: TypedCall["options"];
  readonly scope: AggregateScope;
  /** Partitions the scope: an int in `[0, keys)`. */
  readonly by?: { readonly key: TypedExpression; readonly keys: number };
  readonly where?: TypedExpression;
  readonly empty?: TypedExpression;
  readonly exceptSelf: boolean;
  /** x compares `this` episode with each `other` one of the group: one value for each episode. */
  readonly pairwise?: true;
}
/**
 * What moves values along whole trajectories. `suffix_sum`: of this value and all later ones of the episode. `fall`: x(t) − x(t + 1), `rise` the negative; beyond the end x is 0 (`0`), its last value (`hold`), or
 * x at the end itself counts as 0 (`cut`). `place`: the value in the last step of the scope, 0 before; `spread`: equal parts in all its steps.
 */
export interface TypedTrajectory extends Base<"trajectory"> {
  readonly value: TypedExpression;
  readonly operation:
    | { readonly kind: "suffix_sum" }
    | { readonly kind: "telescope"; readonly direction: "fall" | "rise"; readonly after: "0" | "hold" | "cut" }
    | { readonly kind: "place" | "spread"; readonly scope: AggregateScope };
}
/**
 * Values of earlier updates, at most `size` of them and of the last `maxAge` updates (absent: of any), oldest first: `where` says which enter. Its identity is that of what training remembers, as that of
 * a call is.
 */
export interface TypedBuffer {
  readonly value: TypedExpression;
  readonly where?: TypedExpression;
  readonly size: number;
  readonly maxAge?: number;
}
/** What stands in a buffer before this update: an array of varying length, or how many items it has. */
export interface TypedBufferReference extends Base<"buffer"> {
  readonly of: TypedBuffer;
  readonly field: "items" | "length";
}
/** A slower addend of `total`, paid once: in the last step of its segment or episode, 0 before. */
export interface TypedPayment extends Base<"payment"> {
  readonly value: TypedExpression;
}
/** A term by its name, or one of its parts. */
export interface TypedTermReference extends Base<"term"> {
  readonly term: string;
  readonly part: "contribution" | "raw" | "weight" | "active";
}
/** What a machine exposes; `reward` is a float. `entered` is true in the step that moves into the state from another. */
export interface TypedMachineReference extends Base<"machine"> {
  readonly machine: string;
  readonly field:
    | { readonly kind: "state" | "reward" | "finished" | "steps_in_state" }
    | { readonly kind: "entered"; readonly state: number }
    /** `source: true` reads the counter before the move (inside the machine itself). */
    | { readonly kind: "counter"; readonly counter: string; readonly source: boolean };
}
/**
 * What an objective shows after its move: `state` an int, `progress` a float in [0, 1], the others Boolean. `fires-satisfied`: the step of
 * `on satisfied O` (the first at which it is satisfied, or a terminated one at which it is accepting and has not fired yet), `fires-violated`
 * dually. `verdict` is an enum of `verdicts`, in tests only. `robustness.…` are floats, possibly infinite.
 */
export interface TypedObjectiveReference extends Base<"objective"> {
  readonly objective: string;
  readonly field:
    | "state"
    | "accepting"
    | "satisfied"
    | "violated"
    | "progress"
    | "fires-satisfied"
    | "fires-violated"
    | "verdict"
    | RobustnessField;
}
/** Margins instead of verdicts: the value at this step, one horizon ago, and the bounds of that at the first letter. */
export type RobustnessField =
  "robustness" | "robustness.past" | "robustness.delayed" | "robustness.low" | "robustness.high";
/**
 * What a reward scheme makes of an objective on infinite traces in this step: the float that it pays; whether it terminates the episode (Boolean); how much what comes after the step
 * counts (float). The three agree on one draw for the same objective and scheme.
 */
export interface TypedSchemeReference extends Base<"scheme"> {
  readonly objective: string;
  readonly scheme: Scheme;
  readonly part: "value" | "stops" | "discount";
}
/** A shaping's value, by name; in tests only. */
export interface TypedShapingReference extends Base<"shaping"> {
  readonly shaping: string;
}
/** An ill-typed expression: reported already, silences what follows from it. Never reaches `lower`. */
export type TypedError = Base<"error">;

export type TypedExpression =
  | TypedConstant
  | TypedSignal
  | TypedParam
  | TypedEnvironment
  | TypedLetReference
  | TypedUnary
  | TypedBinary
  | TypedSelect
  | TypedVector
  | TypedIndex
  | TypedPermute
  | TypedCall
  | TypedCausal
  | TypedSegmentReference
  | TypedMember
  | TypedAggregate
  | TypedTrajectory
  | TypedBufferReference
  | TypedPayment
  | TypedTermReference
  | TypedMachineReference
  | TypedObjectiveReference
  | TypedSchemeReference
  | TypedShapingReference
  | TypedError;

export interface TypedLet {
  readonly name: string;
  readonly value: TypedExpression;
  readonly span: Span;
}

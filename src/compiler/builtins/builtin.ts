import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { GraphBuilder } from "../ir/builder.js";
import type { NodeId } from "../ir/node.js";
import type { Slot } from "../ir/program.js";
import type { Example } from "./example.js";
import type { Availability, Axis, Rate, TypedCall, TypedExpression, ValueType } from "../check/typed.js";

/**
 * One parameter of a built-in. `value` is any expression; `words` one of a closed list (`sigmoid: gaussian`); `number` a constant
 * known when compiling; `duration` a constant number of steps or a time literal, given to the built-in in steps; `axis` a declared
 * axis, an axis number, or `all`: given as a list of axis indices; `initial` a value or one of the words `reset`, `current`.
 */
export interface BuiltinParameter {
  readonly name: string;
  readonly kind: "value" | "word" | "number" | "duration" | "axis" | "flag" | "initial";
  readonly words?: readonly string[];
  readonly optional?: boolean;
  /** Takes all remaining positional arguments (`min(a, b, c)`), which arrive as `name`, `name1`, `name2`, … */
  readonly variadic?: boolean;
  /** A list that is written out, `[x, y]`, is taken apart into `name`, `name1`, …, each with its own type. */
  readonly spread?: boolean;
}

/** What a typing rule sees of a call: arguments are typed, counted and named already. */
export interface TypingCall {
  readonly arguments: TypedCall["arguments"];
  readonly options: TypedCall["options"];
  readonly span: TypedCall["span"];
  /** Seconds per step, where the spec declares `dt`. */
  readonly dt: number | undefined;
  /** Actions and what is computed from them have no value at a reset. */
  isAction(signal: string): boolean;
  report(diagnostic: Diagnostic): void;
}

/** What a new slot needs to be told; its id, its next value and its persistence follow. */
export type SlotDraft = Pick<Slot, "name" | "kind" | "dtype" | "shape" | "initial"> &
  Partial<Pick<Slot, "feature" | "scratch" | "shared">> & {
    /** It goes on through resets; `initial` then stands before the first only, and is 0. */
    readonly survivesResets?: true;
  };

/** What training remembers for one call. */
export interface MemoryDraft {
  /** The call, or other object of the typed spec, that it belongs to: in whatever phase it is lowered, it has one memory. */
  readonly owner: object;
  readonly name: string;
  readonly dtype: Slot["dtype"];
  readonly shape: readonly number[];
  /** Row-major, before the first update. */
  readonly initial: readonly number[];
}

/** The slice of the lowering that a built-in uses. */
export interface Lowering {
  readonly ir: GraphBuilder;
  /**
   * `reset`: the value that the expression has when an episode starts, before its first step; state operators give their value "at the start". `finish`: on whole trajectories, where no
   * operator has state of its own.
   */
  readonly phase: "step" | "reset" | "finish";
  readonly dt: number | undefined;
  /** Lowers in the current phase; shared: the same object gives the same node. */
  expression(value: TypedExpression): NodeId;
  /** Whether all of the values are there in this step, a scalar bool; `undefined` where they always are. See `src/compiler/lower/presence.ts`. */
  presenceOfAll(values: readonly TypedExpression[]): NodeId | undefined;
  /** Lowers the expression as it stands at a reset. Only from the `step` phase. */
  atReset(value: TypedExpression): NodeId;
  /**
   * A slot with its value before this step; float values that are not finite are kept out: the old value stays. Only from the
   * `step` phase. `next` is called later, when the graph of the step stands, so it may read what is still being lowered here.
   */
  state(draft: SlotDraft, next: (old: NodeId) => NodeId): NodeId;
  /** What training remembers, before this update; `next` gives it after, a value of the batch, from what whole trajectories have (`finish`) and steps know (`step`). */
  remember(
    draft: MemoryDraft,
    next: (old: NodeId, phases: { readonly finish: Lowering; readonly step: Lowering }) => NodeId,
  ): NodeId;
}

/** A built-in function: its signature, its typing rule, its lowering and its page in the docs, in one place. */
export interface Builtin {
  readonly name: string;
  /** One line for hover and docs, and the formula with its source. */
  readonly documentation: string;
  readonly parameters: readonly BuiltinParameter[];
  /** Owns state: its argument must be of step rate, and it may not stand where state is forbidden. */
  readonly stateful: boolean;
  /**
   * What it makes of arrays of varying length: `elementwise`, what it makes of any array; or the axes along which it takes the items that are there, in which case the argument
   * `present` says to `lower` which these are (absent where no such axis varies); `lengths`, sequences: for an argument NAME whose first axis varies there is an argument
   * `length of NAME`. Without it such arrays are refused.
   */
  readonly ragged?: "elementwise" | "lengths" | ((call: Pick<TypingCall, "arguments" | "options">) => readonly Axis[]);
  /** The type of the result; `undefined` when the call is ill-typed, which has then been reported. */
  type(call: TypingCall): ValueType | undefined;
  /** Defaults to the fastest rate and the latest availability of the arguments. */
  rate?(call: TypingCall): { readonly rate: Rate; readonly availability: Availability };
  lower(call: TypedCall, lowering: Lowering): NodeId;
  readonly examples: readonly Example[];
}

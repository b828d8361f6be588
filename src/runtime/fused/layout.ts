/** `float` is single precision in memory, `int` 32 bits with sign, `bool` one byte, 0 or 1. */
export type ScalarType = "float" | "int" | "bool";

/** What the columns of a fused kernel hold. All but inputs and `state` are outputs of a step, as `StepOutputs` has them. */
export type ColumnField =
  /** Inputs: signals and actions of a step by name; the first signals of episodes that begin with a same-step autoreset, or outside of a step. */
  | "signal"
  | "reset"
  /** Inputs: `isFirst`, `terminated`, `truncated`; and what the runtime says of a reset: `begins`, `alone`. */
  | "flag"
  /** Slots by name, read and written in place. */
  | "state"
  /** State: the episode has ended and waits for its reset. */
  | "ended"
  | "reward"
  | "total"
  | "discount"
  | "term"
  | "raw"
  | "shaping"
  | "machine"
  | "objective"
  | "robustness"
  /** By the name of the signal, action or param. */
  | "gradient"
  | "label"
  | "rewards"
  | "terminated"
  | "truncated"
  | "cause"
  | "causes"
  | "nonFinite"
  | "missing"
  | "failedAsserts";

/** What a learner needs of a step. */
export const rewardFields = [
  "reward",
  "discount",
  "terminated",
  "truncated",
  "cause",
] as const satisfies readonly ColumnField[];

/** One scalar per environment: an element of a field. */
export interface ColumnLayout {
  readonly field: ColumnField;
  /** Of the signal, slot, term, machine, …; empty for a field that there is once. */
  readonly name: string;
  /** Row-major place in the field's shape; in `causes`, `nonFinite`, `missing`, `failedAsserts` the place in the descriptor's list. */
  readonly element: number;
  readonly type: ScalarType;
  /** So many scalars, chosen by a number: of a slot, one for each place of its first axis; `element` is the place in the rest of the shape. */
  readonly rows?: number;
}

/** One scalar for all environments. */
export interface UniformLayout {
  readonly source: "param" | "clock" | "trained";
  /** In the descriptor. */
  readonly name: string;
  readonly element: number;
  readonly type: ScalarType;
}

/** Everything that the loops of a fused kernel read and write; places in these lists are what they call it. */
export interface FusedLayout {
  readonly columns: readonly ColumnLayout[];
  readonly uniforms: readonly UniformLayout[];
}

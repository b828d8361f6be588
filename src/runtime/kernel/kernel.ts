import type { Tensor } from "@tensorflow/tfjs-core";
import type { Clock } from "./clock.js";
import type { SpecDescriptor } from "./descriptor.js";

/** One tensor per signal, `[N, ...shape]`: float32, int32 (ints and enum indices) or bool. */
export type Columns = Readonly<Record<string, Tensor>>;

/** Everything the reward remembers, one row per environment. Tensors belong to whoever holds the state: dispose it when replaced. */
export interface RewardState {
  /** In the order of `descriptor.slots`, each `[N, ...shape]`. */
  readonly slots: readonly Tensor[];
  /** bool `[N]`: the episode has ended and waits for its reset; such rows pay 0 and move nothing. */
  readonly ended: Tensor;
}

export interface StepInputs {
  /** What the step led to. In a same-step autoreset row: the *final* observation of the episode that ends. */
  readonly signals: Columns;
  readonly actions?: Columns;
  /** bool `[N]`. Alone: a reset row, which brings the first signals of an episode in `signals`, consumes no letter and pays 0. With an end flag: a same-step autoreset row. */
  readonly isFirst?: Tensor;
  /** bool `[N]`: the environment's ends. */
  readonly terminated?: Tensor;
  readonly truncated?: Tensor;
  /** Needed when a row has both `isFirst` and an end: the first signals of the next episode. */
  readonly reset?: Columns;
  /** What the learner has done before this step; needed where `descriptor.clock` says that the spec's schedules count it. */
  readonly clock?: Clock;
  /** Values of params (scalars or tensors of the param's shape); what is left out has its declared value. */
  readonly params?: Readonly<Record<string, Tensor | number>>;
}

/** All `[N]` unless said otherwise. Rows that do not step (reset rows, rows after an end) have 0, false and -1 everywhere. */
export interface StepOutputs {
  readonly state: RewardState;
  readonly reward: Tensor;
  readonly total: Tensor;
  /** How much what comes after this step counts; absent where that is the spec's `discount` in all steps. */
  readonly discount?: Tensor;
  /** Contribution of each term, and of each `terminate when … reward`, by name. */
  readonly terms: Columns;
  readonly raw: Columns;
  readonly shapings: Columns;
  /** State of each machine after the move, int32; defined on every row. */
  readonly machines: Columns;
  /** State of each objective after the move, int32; defined on every row. The descriptor says what a state means. */
  readonly objectives: Columns;
  /** Robustness of each objective's trace if the episode ended with this step; only where the spec was compiled with `robustness`. */
  readonly robustness?: Columns;
  /** For `stepAllStates`. */
  readonly labels: Labels;
  /** bool: the environment's end or the spec's. Terminated beats truncated. */
  readonly terminated: Tensor;
  readonly truncated: Tensor;
  /** int32: the cause of the end, an index into `descriptor.causes`; -1 where nothing ended. */
  readonly cause: Tensor;
  /** bool `[N, causes]`: all that hold. */
  readonly causes: Tensor;
  /** bool `[N, terms]`: an active term was not finite (reported under every `nan` policy). */
  readonly nonFinite: Tensor;
  /** bool `[N, neverMissing]`: an external signal with `missing error` was missing, so that the row is no reward. Absent where the spec has none. */
  readonly missing?: Tensor;
  /** bool `[N, asserts]`: the assertion failed on this row. */
  readonly failedAsserts: Tensor;
}

/** What counterfactual experience needs to know of one real step. */
export interface Labels {
  /** Label class of the step for each machine and objective, int32 `[N]`, or `[N, U]` for those with `labelPerState`. */
  readonly classes: Columns;
  /** Values of its distinct reward expressions on the real transition, float32 `[N, K]`. */
  readonly rewards: Columns;
}

/** One machine or objective from every one of its states on the same label. */
export interface AllStates {
  /** int32 `[N, U]` and float32 `[N, U]`, by the name of the machine or objective. */
  readonly next: Columns;
  readonly reward: Columns;
}

/** What is the same for all environments. */
export type Settings = Pick<StepInputs, "params" | "clock">;

/** A compiled reward, batched over environments. Pure: the same state and inputs give the same outputs. */
export interface RewardKernel {
  readonly descriptor: SpecDescriptor;
  /** The state of `environments` episodes that begin. `reset` must hold `descriptor.needsReset`. `seed` fixes random starts. */
  init(environments: number, reset?: Columns, options?: { readonly seed?: number } & Settings): RewardState;
  /** Begins new episodes in the rows of `mask` (bool `[N]`), outside a step (Gymnasium's disabled autoreset). */
  reset(state: RewardState, mask: Tensor, reset?: Columns, settings?: Settings): RewardState;
  step(state: RewardState, inputs: StepInputs): StepOutputs;
  stepAllStates(labels: Labels): AllStates;
  /** float32 `[N, descriptor.features]`: machine states one-hot, latches, counters. */
  features(state: RewardState): Tensor;
}

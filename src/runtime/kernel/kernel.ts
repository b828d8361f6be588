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
  /** What training remembers, `FinishOutputs.trained` of the update before; absent before the first. */
  readonly trained?: Columns;
}

/** All `[N]` unless said otherwise. Rows that do not step (reset rows, rows after an end) have 0, false and -1 everywhere. */
export interface StepOutputs {
  readonly state: RewardState;
  /** total + rewards of ends + shapings; `[N, K]` where `descriptor.components` has K names, as is `total`. */
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
  /** ∂ reward by each float signal, action and param that the reward reads, `[N, ...shape]`, also for params; only where the spec was compiled with `gradients`. */
  readonly gradients?: Columns;
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
export type Settings = Pick<StepInputs, "params" | "clock" | "trained">;

/**
 * Whole trajectories of N episodes with at most T steps each. Rows behind an episode's length or behind its end, the environment's or the spec's own, are no steps, whatever stands there; bring the
 * whole episode in one batch.
 */
export interface Trajectories extends Settings {
  /** One tensor for each signal of the step, `[T, N, ...shape]`. */
  readonly signals: Columns;
  readonly actions?: Columns;
  /** The first signals, `[N, ...shape]`; must hold `descriptor.needsReset`. */
  readonly reset?: Columns;
  /** Steps of each episode, `[N]`, at most T. */
  readonly lengths: readonly number[];
  /** bool `[T, N]`: the environment's ends. An episode that has neither these nor one of the spec is unfinished. */
  readonly terminated?: Tensor;
  readonly truncated?: Tensor;
  /** Signals that come when an episode is over, `[N, ...shape]`. */
  readonly episodeSignals?: Columns;
  /** The group of each episode, `[N]`, whole numbers from 0; absent: all are one group. */
  readonly groups?: readonly number[];
  /** Signals that come when a group is over, `[P, ...shape]`; without them P is the greatest of `groups` + 1. */
  readonly groupSignals?: Columns;
  /** Fixes random starts. */
  readonly seed?: number;
}

/** What whole trajectories give. Rows `[T, N]` that are no steps have 0 and false. */
export interface FinishOutputs {
  /** bool `[T, N]`: the rows that are steps. */
  readonly mask: Tensor;
  /** float32 `[T, N]`, with what is known later than the step; `[T, N, K]` where `descriptor.components` has K names, as is `total`. */
  readonly reward: Tensor;
  readonly total: Tensor;
  /** Contribution of each term, early and late, and of each `terminate when … reward`, float32 `[T, N]`. */
  readonly terms: Columns;
  readonly raw: Columns;
  /** bool `[T, N]`: whether the term is active, by name. */
  readonly active: Columns;
  readonly shapings: Columns;
  /** bool `[T, N, terms]`: an active term was not finite; columns are `descriptor.terms`, then `descriptor.finish.terms`. */
  readonly nonFinite: Tensor;
  /** bool `[T, N, asserts]`. */
  readonly failedAsserts: Tensor;
  /** bool `[T, N, neverMissing]`; absent where the spec has none. */
  readonly missing?: Tensor;
  /** bool `[T, N]`: the environment's end or the spec's. */
  readonly terminated: Tensor;
  readonly truncated: Tensor;
  /** bool `[N]`: the episode has ended, and is not cut off. */
  readonly ended: Tensor;
  /** float32 `[N]`, or `[N, K]`: the sum of `total`. */
  readonly return: Tensor;
  /** What the learner uses instead of returns, float32 `[T, N]`: 0 in the steps of unfinished episodes. */
  readonly advantage?: Tensor;
  /** By name at their own rate: `[T, N, ...shape]`, `[N, ...shape]`, `[P, ...shape]`, or `[...shape]` for what is the same in the whole batch. */
  readonly reports: Columns;
  /** bool `[P]`: whether the trainer keeps the group; absent where the spec does not say. */
  readonly keep?: Tensor;
  /** bool `[N]`: whether the trainer leaves the episode out. */
  readonly masked?: Tensor;
  /** What training remembers after this update, by the names of `descriptor.trained`; absent where it leaves nothing behind. */
  readonly trained?: Columns;
}

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
  /** What whole trajectories give; absent where steps give everything (`descriptor.finish`). */
  finish?(trajectories: Trajectories): FinishOutputs;
}

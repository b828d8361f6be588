import type { Clock } from "../kernel/clock.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import type { FusedLayout, rewardFields } from "./layout.js";
import type { Column } from "./memory.js";

/** A signal or a slot: one column for each of its elements, row-major. A column has one scalar for each environment. */
export interface Field {
  readonly name: string;
  readonly shape: readonly number[];
  readonly columns: readonly Column[];
}
export type Fields = Readonly<Record<string, Field>>;

/** The loops of a fused kernel over the columns and uniforms that it was made with. */
export interface Loops {
  step(): void;
  reset(): void;
}

/** What an emitted module says: all that `fusedKernel` needs. */
export interface FusedModule {
  readonly descriptor: SpecDescriptor;
  readonly layout: FusedLayout;
  /** `columns` and `uniforms` in the order of the layout. */
  readonly loops: (environments: number, columns: readonly Column[], uniforms: Float64Array) => Loops;
}

/** What is the same for all environments. What is left out of the params has its declared value. */
export interface FusedSettings {
  readonly params?: Readonly<Record<string, number | ArrayLike<number>>>;
  readonly clock?: Clock;
}

/** Everything that a fused kernel remembers, as copies: slots in the order of the descriptor, a list of columns each. */
export interface FusedState {
  readonly slots: readonly (readonly Column[])[];
  readonly ended: Uint8Array;
}

/** What a step gave, by name and the same as `StepOutputs`; the next step writes over it. Bools are 0 and 1. */
export interface FusedOutputs {
  readonly reward: Float32Array;
  readonly total: Float32Array;
  readonly discount?: Float32Array;
  readonly terms: Readonly<Record<string, Float32Array>>;
  readonly raw: Readonly<Record<string, Float32Array>>;
  readonly shapings: Readonly<Record<string, Float32Array>>;
  readonly machines: Readonly<Record<string, Int32Array>>;
  /** States; `viewOf` and `verdictOf` say what they mean. */
  readonly objectives: Readonly<Record<string, Int32Array>>;
  readonly robustness?: Readonly<Record<string, Float32Array>>;
  /** ∂ reward by each signal, action and param, one column for each of its numbers, row-major; only where the spec was compiled with `gradients`. */
  readonly gradients?: Readonly<Record<string, readonly Float32Array[]>>;
  readonly labels: {
    /** One column, or with `labelPerState` one for each state. */
    readonly classes: Readonly<Record<string, readonly Int32Array[]>>;
    readonly rewards: Readonly<Record<string, readonly Float32Array[]>>;
  };
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** An index into `descriptor.causes`, −1 where nothing ended. */
  readonly cause: Int32Array;
  /** A column for each of `descriptor.causes`, `terms`, `neverMissing`, `asserts`. */
  readonly causes: readonly Uint8Array[];
  readonly nonFinite: readonly Uint8Array[];
  readonly missing?: readonly Uint8Array[];
  readonly failedAsserts: readonly Uint8Array[];
}

/** What a learner needs of a step. */
export type RewardOutputs = Pick<FusedOutputs, (typeof rewardFields)[number]>;

/**
 * A reward for a fixed number of environments, in memory of its own: write the inputs into its columns, call `step`, read the outputs. Nothing is copied, and a step
 * allocates nothing. State is updated in place.
 */
export interface FusedKernel<Outputs extends RewardOutputs = FusedOutputs> {
  readonly descriptor: SpecDescriptor;
  readonly environments: number;
  /** Signals and actions that some step or reset reads. The kernel makes nothing up: signals with a default, and the presence of external ones, are written by the caller, too. */
  readonly signals: Fields;
  /** The first signals of episodes that begin with a same-step autoreset or by `reset`; a reset row in a step brings them as `signals`. */
  readonly first: Fields;
  /** As in `StepInputs`; zeros unless written, and kept from step to step. */
  readonly isFirst: Uint8Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly outputs: Outputs;
  /** Slots by name, and which environments wait for their reset. */
  readonly slots: Fields;
  readonly ended: Uint8Array;
  /** Sets params and clock for the calls that follow. Throws `RewardError` for what the spec does not declare, and where it counts a clock that is not given. */
  set(settings: FusedSettings): void;
  /** Begins an episode everywhere, on `first`. `seed` fixes random starts. Call it before the first step. */
  init(seed?: number): void;
  /** Begins episodes on `first` in the environments of `mask` (0 and 1), outside of a step. */
  reset(mask: Uint8Array): void;
  step(): void;
  /** Copies of what the kernel remembers, and back. */
  save(): FusedState;
  restore(state: FusedState): void;
}

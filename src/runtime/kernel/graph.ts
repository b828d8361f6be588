import type { Tensor } from "@tensorflow/tfjs-core";
import type { TrajectoryOperations } from "./trajectories/operations.js";

/** A value of the dataflow graph: per row, the same on all rows (a param), or constant. */
export type Value = Tensor | number | boolean;

/** A value for every slot. */
export type SlotValues<State> = { readonly [Slot in keyof State]: Value };

/** What a reset brings: signals that some slot's first value reads, what persistent slots hold, params, the clock, and what training remembers. */
export interface ResetSnapshot<Reset, State, Params, Clock = object, Trained = object> {
  readonly signals: Reset;
  readonly state: State;
  readonly params: Params;
  /** Readings of the learner's clock, scalars, by the names that `descriptor.clock` gives them. */
  readonly clock: Clock;
  readonly trained: Trained;
}

/** Everything that a step reads, on one snapshot. */
export interface StepSnapshot<Signals, State, Params, Clock = object, Trained = object> {
  /** Signals and actions. */
  readonly signals: Signals;
  /** Slots before the step. */
  readonly state: State;
  readonly params: Params;
  readonly clock: Clock;
  readonly trained: Trained;
  /** The environment's ends, bool `[N]`. */
  readonly terminated: Tensor;
  readonly truncated: Tensor;
}

/** One term: see `TermOutput` of the IR. */
export interface TermValues {
  readonly contribution: Value;
  readonly raw: Value;
  readonly finite: Value;
  /** Where whole trajectories are finished. */
  readonly active?: Value;
}

/** One machine or objective: its state after the move, the class of the step's label, the values of its distinct rewards (`[N, K]`). */
export interface AutomatonValues {
  readonly state: Value;
  readonly label: Value;
  readonly rewards: Value;
}

/** One declared way to end. */
export interface EndingValues {
  readonly kind: "terminated" | "truncated";
  readonly cause: string;
  readonly holds: Value;
  /** What the ending pays when it holds; logged under the cause. */
  readonly reward?: Value;
}

/** What a step computes on rows that step. */
export interface StepValues<State> {
  readonly reward: Value;
  readonly total: Value;
  /** Where the spec sets the discount of some steps. */
  readonly discount?: Value;
  readonly terms: Readonly<Record<string, TermValues>>;
  readonly shapings: Readonly<Record<string, Value>>;
  readonly machines: Readonly<Record<string, AutomatonValues>>;
  readonly objectives: Readonly<Record<string, AutomatonValues>>;
  /** Their states; absent where there are none. */
  readonly pastObjectives?: Readonly<Record<string, Value>>;
  /** Of objectives, where the program was compiled with it. */
  readonly robustness?: Readonly<Record<string, Value>>;
  /** ∂ reward by signals and params, where the program was compiled with them. */
  readonly gradients?: Readonly<Record<string, Value>>;
  readonly endings: readonly EndingValues[];
  readonly terminated: Value;
  readonly truncated: Value;
  readonly asserts: readonly Value[];
  /** What whole trajectories read of the step, by the names of `FinishGraph.recorded`. */
  readonly recorded?: Readonly<Record<string, Value>>;
  /** Slots after the step. */
  readonly state: SlotValues<State>;
}

/**
 * The dataflow of a spec, batched over environments and pure: all that an emitted module has to say. `makeKernel` adds what every
 * kernel has in common (resets, ended rows, causes, features).
 */
export interface RewardGraph<Signals, Reset, State, Params, Clock = object, Trained = object> {
  /** The fields of `State` in the order of `descriptor.slots`. */
  readonly slots: readonly (keyof State & string)[];
  /** The first value of every slot in an episode. */
  initial(snapshot: ResetSnapshot<Reset, State, Params, Clock, Trained>): SlotValues<State>;
  step(snapshot: StepSnapshot<Signals, State, Params, Clock, Trained>): StepValues<State>;
  /** The fields of `Trained` in the order of `descriptor.trained`; absent where training leaves nothing behind. */
  readonly trained?: readonly (keyof Trained & string)[];
  /** Absent where steps give everything. Names and types of its snapshot are those of the same spec. */
  readonly finish?: FinishGraph<never>;
}

/** Everything that the end of whole trajectories reads. All values of a rate stand along the first axis: see `TrajectoryOperations`. */
export interface FinishSnapshot<Recorded, Episodes, Groups, Params, Clock = object, Trained = object> {
  readonly trajectories: TrajectoryOperations;
  /** What the steps had. */
  readonly recorded: Recorded;
  /** Signals that come when an episode is over, and when a group is. */
  readonly episodes: Episodes;
  readonly groups: Groups;
  readonly params: Params;
  readonly clock: Clock;
  readonly trained: Trained;
}

/** What is computed on whole trajectories, each value at its own rate. */
export interface FinishValues {
  readonly reward: Value;
  readonly total: Value;
  /** Terms that are known later than their steps. */
  readonly terms: Readonly<Record<string, Required<TermValues>>>;
  readonly advantage?: Value;
  readonly reports: Readonly<Record<string, Value>>;
  readonly keep?: Value;
  readonly mask?: Value;
  /** What training remembers after the update, in the order of `descriptor.trained`. */
  readonly trained?: readonly Value[];
}

/** The dataflow of whole trajectories. */
export interface FinishGraph<Snapshot> {
  /** What steps must leave of themselves. */
  readonly recorded: readonly {
    readonly name: string;
    readonly dtype: "float" | "int" | "bool";
    readonly shape: readonly number[];
  }[];
  compute(snapshot: Snapshot): FinishValues;
}

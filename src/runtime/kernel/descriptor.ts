type DType = "float" | "int" | "bool";

export interface SignalDescriptor {
  readonly name: string;
  readonly role: "signal" | "action";
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly members?: readonly string[];
  /** Axes of varying length, `shape` having their most: the signal that says how many items there are, an int in [0, most]. What stands after them is never read. */
  readonly lengths?: readonly { readonly axis: number; readonly signal: string }[];
  readonly default?: readonly number[];
  /** Comes once for each segment (on its last step), episode or group; absent: with each step. At the start it comes with each step, too. */
  readonly per?: { readonly rate: "segment" | "episode" | "group"; readonly atStart: boolean };
  /** External signals: what a missing value means, with what stands in (row-major). A column that is left out is missing on all rows. */
  readonly missing?:
    { readonly policy: "default" | "hold"; readonly value: readonly number[] } | { readonly policy: "skip" | "error" };
  /** External signals: the bool column, `[N]`, that says on which rows they are there. Left out: on all, if there is a column of the signal. */
  readonly presence?: string;
  /** Set for such a bool: the external signal that it speaks of. */
  readonly presenceOf?: string;
}

export interface SlotDescriptor {
  readonly name: string;
  readonly kind: "history" | "machine" | "counter" | "objective" | "shaping" | "clock" | "random" | "average";
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly persistent: boolean;
  /** One value for all environments; see `Slot` of the IR. */
  readonly shared?: { readonly first: number };
  readonly feature?: { readonly encoding: "value" } | { readonly encoding: "one-hot"; readonly classes: number };
}

/** A reading of the learner's clock that the spec's schedules make; see `ClockReading` of the IR. */
export interface ClockDescriptor {
  readonly name: string;
  readonly counts: "steps" | "updates" | "episodes";
  readonly reads: "elapsed" | "phase" | "reached";
  readonly begin: number;
  readonly end: number;
}

export interface MachineDescriptor {
  readonly name: string;
  readonly states: readonly string[];
  readonly ends: readonly ("none" | "final" | "done")[];
  readonly start: readonly number[];
  /** The label has a class for each state instead of one for all: see `MachineOutput` of the IR. */
  readonly labelPerState?: true;
  readonly classes: number;
  readonly classNames: readonly string[];
  /** See `MachineOutput` of the IR: tables of `stepAllStates`. */
  readonly next: readonly number[];
  readonly edgeReward: readonly number[];
  readonly stateReward: readonly number[];
  /** Φ of each state, where the spec says `shape M by value iteration`; see `MachineOutput` of the IR. */
  readonly potential?: readonly number[];
}

/** A temporal objective: the automaton that it runs as. See `ObjectiveOutput` of the IR. */
export interface ObjectiveDescriptor extends MachineDescriptor, VerdictsDescriptor {
  /** On infinite traces: no end of an episode decides it. */
  readonly infinite?: true;
}

/** A temporal objective that runs on bits instead of an automaton. See `PastObjectiveOutput` of the IR. */
export interface PastObjectiveDescriptor extends VerdictsDescriptor {
  readonly name: string;
  readonly states: readonly string[];
}

/** What an objective shows, by state. */
export interface VerdictsDescriptor {
  readonly accepting: readonly boolean[];
  readonly satisfied: readonly boolean[];
  readonly violated: readonly boolean[];
  readonly progress: readonly number[];
}

/** How often a value of whole trajectories changes; see `NodeRate` of the IR. */
export type Rate = "const" | "param" | "batch" | "group" | "episode" | "pair" | "step";

/** What is known when whole trajectories are there. See `FinishOutput` of the IR. */
export interface FinishDescriptor {
  /** Terms that are known later than their steps; in `FinishOutputs` they stand behind those of the steps. */
  readonly terms: SpecDescriptor["terms"];
  readonly reports: readonly {
    readonly name: string;
    readonly documentation?: string;
    readonly rate: Rate;
    readonly dtype: DType;
    readonly shape: readonly number[];
  }[];
  /** Rates of what is there. */
  readonly advantage?: Rate;
  readonly keep?: Rate;
  readonly mask?: Rate;
}

/** What a compiled spec says of itself: plain JSON, embedded in every emitted module. */
export interface SpecDescriptor {
  readonly name: string;
  readonly documentation?: string;
  readonly signals: readonly SignalDescriptor[];
  /** Signals that every reset must bring; a missing one is an error, never 0. An external one may be left out: its policy says what stands in. */
  readonly needsReset: readonly string[];
  /** External signals with `missing error`: columns of `StepOutputs.missing`. Absent where there are none. */
  readonly neverMissing?: readonly string[];
  readonly params: readonly {
    readonly name: string;
    readonly dtype: DType;
    readonly shape: readonly number[];
    readonly value: readonly number[];
    readonly range?: readonly [number, number];
  }[];
  /** Readings of the learner's clock; absent where the spec has no schedule, so that the clock may be left out of the inputs. */
  readonly clock?: readonly ClockDescriptor[];
  /** Names of `StepOutputs.terms`: terms first, then rewards of endings. */
  readonly terms: readonly {
    readonly name: string;
    readonly primary: boolean;
    /** Signals, actions and params that it reads in a step: what is named when it is not finite. */
    readonly reads: readonly string[];
  }[];
  readonly endingRewards: readonly string[];
  readonly shapings: readonly string[];
  /** Names of the components of a total that is a vector, in the order of the last axis of `reward` and `total`; absent where they are one number. */
  readonly components?: readonly string[];
  /** The components' order is one of importance: what is within `tolerance` of the best by an earlier one is judged by the next. */
  readonly lexicographic?: { readonly tolerance: number };
  /** The objective is the average of `total` and the rewards of ends, which a learner must not discount; the shaping `baseline` takes off the average so far, which moves by `step`. */
  readonly average?: { readonly step: number; readonly initial: number };
  /** How many agents are paid apart, along the last axis of `reward` and `total`; absent where all are paid alike. */
  readonly agents?: number;
  readonly machines: readonly MachineDescriptor[];
  readonly objectives: readonly ObjectiveDescriptor[];
  /** Absent where there are none. */
  readonly pastObjectives?: readonly PastObjectiveDescriptor[];
  readonly slots: readonly SlotDescriptor[];
  /** Causes of an end in order of precedence; the last is `environment`. */
  readonly causes: readonly string[];
  readonly asserts: readonly { readonly text: string; readonly reads: readonly string[] }[];
  readonly discount?: number;
  /** Set where some steps have a discount of their own: `StepOutputs.discount` is there. */
  readonly stepDiscount?: true;
  /** Reward schemes of objectives on infinite traces, as `zeta_reach(Patrol)`. */
  readonly schemes?: readonly string[];
  readonly dt?: number;
  readonly nan: "error" | "zero" | "terminate";
  /** What steps do not give, since it is known when whole trajectories are there: late terms, `advantage`, reports, filters; absent where they give everything. */
  readonly later?: readonly string[];
  /** What `RewardKernel.finish` gives; absent where steps give everything. */
  readonly finish?: FinishDescriptor;
  /** What training remembers from update to update. */
  readonly trained?: readonly {
    readonly name: string;
    readonly dtype: DType;
    readonly shape: readonly number[];
    /** Before the first update, row-major. */
    readonly initial: readonly number[];
  }[];
  /** Columns of `features`. */
  readonly features: number;
}

import type { Span } from "../source/span.js";
import type { DType, Node, NodeId, SlotId } from "./node.js";

/** A piece of reward state, one value per environment, written once at the end of each step. */
export interface Slot {
  readonly id: SlotId;
  /** For people and checkpoints: `Delivery.state`, `prev(torque)`, … unique in the program. */
  readonly name: string;
  readonly kind: "history" | "machine" | "counter" | "objective" | "shaping" | "clock" | "random" | "average";
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** The first value of an episode: a `reset` or `any` node. */
  readonly initial: NodeId;
  /** The value after the step: a `step` or `any` node. Float slots never take a non-finite value: the lowering guards them. */
  readonly next: NodeId;
  /** Survives resets: `initial` may read the slot itself. The runtime seeds it (`src/runtime/kernel/random.ts`). */
  readonly persistent: boolean;
  /** One value for all environments, a float scalar: `first` before training; after a step all hold the mean of `next` over the rows that stepped. */
  readonly shared?: { readonly first: number };
  /** Of an array: a part along its first axis has no effect in an episode before it has been written in it, so that a target may leave the slot alone at a reset. */
  readonly scratch?: true;
  /** How the slot is offered to policy and critic: as numbers, or one-hot with so many classes; absent: not offered. */
  readonly feature?: { readonly encoding: "value" } | { readonly encoding: "one-hot"; readonly classes: number };
}

/** A piece of state that lives across training, one value for all environments; `finish` writes it once per update. */
export interface TrainedSlot {
  readonly id: SlotId;
  /** For people and checkpoints; unique among trained slots. */
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Row-major, before the first update. */
  readonly initial: readonly number[];
  /** The value after the update: a node of the phase `finish` of rate `batch`, or one that is the same everywhere. Float slots never take a non-finite value. */
  readonly next: NodeId;
}

/** What stands in for an external signal in a step that does not bring it; the value row-major. See `docs/external-signals.md`. */
export type MissingPolicy =
  { readonly policy: "default" | "hold"; readonly value: readonly number[] } | { readonly policy: "skip" | "error" };

export interface SignalInput {
  readonly name: string;
  readonly role: "signal" | "action";
  readonly documentation?: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Names of an enum's values; the signal carries their index. */
  readonly members?: readonly string[];
  readonly range?: readonly [number, number];
  /** Axes of varying length, and the signal that says how many items there are; the places after them are never read. */
  readonly lengths?: readonly { readonly axis: number; readonly signal: string }[];
  /** Row-major `= default`, used by tests and by records that leave the signal out. */
  readonly default?: readonly number[];
  /** Comes once for each segment, episode or group; absent: with each step. At the start it is given with each step, too. */
  readonly per?: { readonly rate: "segment" | "episode" | "group"; readonly atStart: boolean };
  /** Set for an external signal. */
  readonly missing?: MissingPolicy;
  /** Set for an external signal: the bool input, one for each environment, that says whether it is there. */
  readonly presence?: string;
  /** Set for such a bool: the external signal that it speaks of. What leaves it out says it by having that signal or not. */
  readonly presenceOf?: string;
  /** Some slot's first value reads it: every reset must bring it, but for what may be missing there. */
  readonly needsReset: boolean;
}

export interface ParamInput {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly value: readonly number[];
  readonly range?: readonly [number, number];
  readonly documentation?: string;
}

/** Every term, shaping and ending that adds to the reward is logged by name. All nodes are scalar step (or slower) nodes. */
export interface TermOutput {
  /** With the groups it stands in: `style.effort`. */
  readonly name: string;
  readonly primary: boolean;
  readonly documentation?: string;
  /** weight · (active ? clip(body) : 0), under the NaN policy. */
  readonly contribution: NodeId;
  /** The body before clip and guard. */
  readonly raw: NodeId;
  readonly weight: NodeId;
  readonly active: NodeId;
  /** False when an active term's contribution is not finite: reported under every policy. */
  readonly finite: NodeId;
}

export interface ShapingOutput {
  /** `potential`, `potential 2`, or the machine's name. */
  readonly name: string;
  readonly value: NodeId;
}

/** One component of a total that is a vector: what it is paid. Scalars. */
export interface ComponentOutput {
  readonly name: string;
  /** total + rewards of endings + shapings that go into it. */
  readonly reward: NodeId;
  readonly total: NodeId;
}

/** One way in which the spec ends an episode, in file order: `terminate when`, `truncate when`, a final state, `nan:TERM`. */
export interface EndingOutput {
  readonly kind: "terminated" | "truncated";
  readonly cause: string;
  readonly condition: NodeId;
  /** What `terminate when … reward E` adds when it holds (0 else); logged like a term under this name. */
  readonly reward?: { readonly name: string; readonly value: NodeId };
}

/** What machines and objectives have in common: the table for counterfactual experience. `next[u * classes + c]` is the state after label class c in state u. */
export interface AutomatonOutput {
  readonly name: string;
  readonly documentation?: string;
  readonly states: readonly string[];
  readonly ends: readonly ("none" | "final" | "done")[];
  /** Probability of each state at the start. */
  readonly start: readonly number[];
  /** The state after this step's move (int scalar). */
  readonly state: NodeId;
  /**
   * Class of this step's label, in `[0, classes)`: an int scalar, or with `labelPerState` an int `[states]`, the class as each state sees it
   * (guards of different states can tell more labels apart than a table has room for).
   */
  readonly label: NodeId;
  readonly labelPerState?: true;
  readonly classes: number;
  /** A readable condition for each class, for people; with `labelPerState` for `[u * classes + c]`. */
  readonly classNames: readonly string[];
  readonly next: readonly number[];
  /** Distinct edge- and state-reward expressions on the real transition, float `[K]`; entry 0 is always the constant 0. */
  readonly rewardValues: NodeId;
  /** `edgeReward[u * classes + c]` and `stateReward[u]` index `rewardValues`; reward(u, c) = values[edgeReward] + values[stateReward[next]]. */
  readonly edgeReward: readonly number[];
  readonly stateReward: readonly number[];
  /**
   * With `shape M by value iteration`: Φ(u) of each state under the params' declared values, sign and weight included; 0 in final and done
   * states. Counterfactual experience is shaped with γ·Φ(u′) − Φ(u), Φ(u′) = 0 on termination.
   */
  readonly potential?: readonly number[];
}

export interface MachineOutput extends AutomatonOutput {
  readonly reward: NodeId;
}

/**
 * A temporal objective as the automaton that it runs as; its states are `q0`, `q1`, … and end nothing by themselves: `ends[u]` is `final` where the spec's own
 * `terminate when` certainly holds in the state, `done` where the objective is decided, so that what it shows stays. Its table pays those addends of `total` that depend on the
 * objective, on the real transition, as far as they are sums, products, guards and selects of numbers: `on satisfied`, `on violated` and what else reads it. All lists are by state.
 */
export interface ObjectiveOutput extends AutomatonOutput, VerdictsOutput {
  /** On infinite traces: no end of an episode decides it. */
  readonly infinite?: true;
}

/** What an objective shows, by state. */
interface VerdictsOutput {
  /** Satisfied if the trace ended here. */
  readonly accepting: readonly boolean[];
  /** Whatever comes, and whatever comes not: stays so. */
  readonly satisfied: readonly boolean[];
  readonly violated: readonly boolean[];
  /** 1 − d/d_max in [0, 1], d the fewest steps to acceptance. */
  readonly progress: readonly number[];
}

/**
 * A temporal objective that runs on one bit for each past subformula, because its automaton would be too large. Its state is only what verdicts show of the bits (`start`, `violated`, `satisfied`,
 * `accepting`, or how many steps acceptance is away), so that there is no table of moves, and no counterfactual experience.
 */
export interface PastObjectiveOutput extends VerdictsOutput {
  readonly name: string;
  readonly documentation?: string;
  readonly states: readonly string[];
  /** The state after this step's move (int scalar). */
  readonly state: NodeId;
  readonly bits: number;
}

/** Present only in programs lowered with `robustness`. */
export interface RobustnessOutput {
  /** The objective's. */
  readonly name: string;
  /** Robustness of the trace of the episode if it ended with this step, infinities included: float scalar. */
  readonly value: NodeId;
}

/** Present only in programs compiled with `gradients`. */
export interface GradientOutput {
  readonly by: "signal" | "param";
  readonly name: string;
  /** ∂ reward / ∂ the signal's (param's) value in this step, of its shape: float. */
  readonly value: NodeId;
}

export interface AssertOutput {
  readonly condition: NodeId;
  readonly text: string;
  readonly span: Span;
}

/** One `expect` of a test, present only in programs lowered for testing. */
export interface ExpectationOutput {
  readonly test: number;
  readonly span: Span;
  readonly text: string;
  /** A comparison of numbers, judged within `tolerance`; or a condition that must hold. */
  readonly form:
    | {
        readonly kind: "compare";
        readonly operator: "==" | "!=" | "<" | "<=" | ">" | ">=";
        readonly left: NodeId;
        readonly right: NodeId;
        readonly tolerance: number;
      }
    | { readonly kind: "condition"; readonly node: NodeId }
    /** `cause == "fall"`. */
    | { readonly kind: "cause"; readonly equals: boolean; readonly value: string };
}

/**
 * What is known when whole trajectories are there (language.md §1, §2). All nodes belong to the phase `finish`, or are the same everywhere; values of each step are scalars unless it is said otherwise.
 */
export interface FinishOutput {
  /** What each step is paid, with what is known later; in the shape of the program's `reward`, as is `total`. */
  readonly reward: NodeId;
  readonly total: NodeId;
  /** As of steps, with what is known later. */
  readonly components?: readonly ComponentOutput[];
  /** Terms that are known later than their steps, with a value for each step. The others are among `Program.terms`. */
  readonly terms: readonly TermOutput[];
  /** What the learner uses instead of returns: float, at any rate. */
  readonly advantage?: NodeId;
  /** Values of any rate, type and shape. */
  readonly reports: readonly ReportOutput[];
  /** Bool of rate `group` (or slower): whether the trainer keeps the group. */
  readonly keep?: NodeId;
  /** Bool of rate `episode` (or slower): whether the trainer leaves the episode out. */
  readonly mask?: NodeId;
  /** Signals that come with the last step of their segment, and are no external ones; at each step, whether they must be there. For what reads recordings. */
  readonly due?: readonly { readonly signal: string; readonly at: NodeId }[];
}

export interface ReportOutput {
  readonly name: string;
  readonly documentation?: string;
  readonly value: NodeId;
}

/** A compiled spec: one acyclic dataflow graph for a step and for a reset. Everything a target needs, nothing of the syntax. */
export interface Program {
  readonly name: string;
  readonly documentation?: string;
  readonly nodes: readonly Node[];
  readonly slots: readonly Slot[];
  /** Absent where training leaves nothing behind. */
  readonly trained?: readonly TrainedSlot[];
  readonly signals: readonly SignalInput[];
  readonly params: readonly ParamInput[];
  readonly discount?: NodeId;
  /** Float scalar: how much what comes after this step counts, where a scheme of §6 sets it in some steps; `discount` elsewhere. */
  readonly stepDiscount?: NodeId;
  /** Reward schemes of objectives on infinite traces, as `zeta_reach(Patrol)`: what they pay is no matter of the automaton's moves alone. */
  readonly schemes?: readonly string[];
  /** Seconds per step. */
  readonly dt?: number;
  readonly nan: "error" | "zero" | "terminate";
  /** total + rewards of endings + shapings. A float scalar; `[K]` where the total has K components, `[n]` where n agents are paid apart. */
  readonly reward: NodeId;
  /** As `reward`. */
  readonly total: NodeId;
  /** What the total is made of where it is a vector, in its order; absent where it is one number. */
  readonly components?: readonly ComponentOutput[];
  /** The components' order is one of importance: what is within `tolerance` of the best by an earlier one is judged by the next. */
  readonly lexicographic?: { readonly tolerance: number };
  /** The objective is the average of `total` and the rewards of ends; one of the shapings takes off the average so far. */
  readonly average?: { readonly step: number; readonly initial: number };
  /** How many agents are paid apart; absent where all are paid alike. */
  readonly agents?: number;
  /** Those that are known in their step. */
  readonly terms: readonly TermOutput[];
  readonly shapings: readonly ShapingOutput[];
  readonly endings: readonly EndingOutput[];
  /** Absent where all is known in its step; `reward` and `total` are the online part of what is there. */
  readonly finish?: FinishOutput;
  /** The environment's or the spec's, this step. */
  readonly terminated: NodeId;
  /** The environment's or the spec's, and not terminated. */
  readonly truncated: NodeId;
  readonly machines: readonly MachineOutput[];
  readonly objectives: readonly ObjectiveOutput[];
  readonly pastObjectives: readonly PastObjectiveOutput[];
  /** Of the objectives that have one. */
  readonly robustness?: readonly RobustnessOutput[];
  /** By the signals and params that the reward reads and that are floats. */
  readonly gradients?: readonly GradientOutput[];
  readonly asserts: readonly AssertOutput[];
  readonly expectations: readonly ExpectationOutput[];
}

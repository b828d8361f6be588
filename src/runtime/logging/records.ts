import type { RewardProblem } from "../kernel/errors.js";
import type { Verdict } from "../kernel/verdict.js";

/** One ended episode. Returns are undiscounted sums. */
export interface EpisodeRecord {
  readonly v: 1;
  readonly type: "episode";
  /** Environment steps of all rows when it ended. */
  readonly steps: number;
  readonly environment: number;
  readonly length: number;
  /** What the spec specifies: total and rewards of endings, without shapings. */
  readonly return: number;
  /** What the learner was given: with shapings. */
  readonly shaped: number;
  /** Sums by name, rewards of endings included. */
  readonly terms: Readonly<Record<string, number>>;
  readonly shapings: Readonly<Record<string, number>>;
  /** Each machine's last state. */
  readonly machines: Readonly<Record<string, string>>;
  /** What is known of each objective at the end; absent where the spec has none. */
  readonly verdicts?: Readonly<Record<string, Verdict>>;
  readonly end: "terminated" | "truncated";
  readonly cause: string;
}

/** Between two updates. Means are over the episodes that ended, and absent where none did. */
export interface WindowSummary {
  readonly episodesEnded: number;
  readonly return?: number;
  readonly shaped?: number;
  readonly length?: number;
  readonly terms?: Readonly<Record<string, number>>;
  readonly shapings?: Readonly<Record<string, number>>;
  /** Episodes by cause of their end. */
  readonly ends: Readonly<Record<string, number>>;
  /** Share of steps that each machine spent in each state. */
  readonly machines: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The same of each objective's automaton, and of the episodes that ended the share of each verdict; absent where the spec has none. */
  readonly objectives?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly verdicts?: Readonly<Record<string, Readonly<Record<Verdict, number>>>>;
  /** Terms that were not finite. */
  readonly nonFinite?: number;
}

/** One update of a learner. */
export interface TrainRecord extends WindowSummary {
  readonly v: 1;
  readonly type: "train";
  readonly update: number;
  /** Environment steps of all rows so far, of `totalSteps`. */
  readonly steps: number;
  readonly totalSteps: number;
  /** Episodes ended so far. */
  readonly episodes: number;
  /** Means over the last (at most 100) episodes. */
  readonly recentReturn?: number;
  readonly recentShaped?: number;
  /** Group-relative learners: what the designer really wants, the mean sum of the `primary` terms. */
  readonly primary?: number;
  /** Group-relative learners: the update's groups, the share of them whose advantages are all 0, the share that is kept, and the share of episodes that are masked. */
  readonly groups?: { readonly count: number; readonly flat: number; readonly kept: number; readonly masked: number };
  /** Means of the spec's reports. */
  readonly reports?: Readonly<Record<string, number>>;
  /** Since the process began. */
  readonly seconds: number;
  readonly stepsPerSecond: number;
  /** What the learner says of itself: losses, KL, entropy, learning rate. */
  readonly learner: Readonly<Record<string, number>>;
}

/** One group of an update: episodes that answer one prompt. */
export interface GroupRecord {
  readonly v: 1;
  readonly type: "group";
  readonly update: number;
  readonly prompt: number;
  readonly episodes: number;
  /** Mean and population deviation of the specified returns. */
  readonly return: number;
  readonly deviation: number;
  /** All advantages are 0: nothing is learnt from it. */
  readonly flat: boolean;
  readonly kept: boolean;
}

/** The resolved configuration of a run, first in every record. */
export interface ConfigRecord {
  readonly v: 1;
  readonly type: "config";
  readonly [key: string]: unknown;
}

/** A term that was not finite, where the spec says that training goes on. */
export interface NonFiniteRecord {
  readonly v: 1;
  readonly type: "non-finite";
  readonly steps: number;
  readonly problem: RewardProblem;
}

export interface CheckpointRecord {
  readonly v: 1;
  readonly type: "checkpoint";
  readonly steps: number;
  readonly path: string;
}

/** Episodes played with a fixed policy. */
export interface EvaluationRecord {
  readonly v: 1;
  readonly type: "evaluation";
  readonly policy: "greedy" | "sampled";
  readonly episodes: number;
  /** Mean and sample deviation of the specified return. */
  readonly return: number;
  readonly deviation: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly length: number;
  readonly terms: Readonly<Record<string, number>>;
  readonly ends: Readonly<Record<string, number>>;
}

/** The last record of a run. */
export interface EndRecord {
  readonly v: 1;
  readonly type: "end";
  readonly reason: "steps" | "target" | "stopped" | "failed";
  readonly steps: number;
  readonly episodes: number;
  readonly seconds: number;
  /** SHA-256 of the weights. */
  readonly weights?: string;
  readonly error?: string;
}

/** Everything that a run writes, one JSON object a line: the record of truth, from which every other view follows. */
export type RunRecord =
  | ConfigRecord
  | TrainRecord
  | GroupRecord
  | EpisodeRecord
  | NonFiniteRecord
  | CheckpointRecord
  | EvaluationRecord
  | EndRecord;

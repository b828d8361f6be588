import type { Program } from "../../compiler/ir/program.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import type { EpisodeOptions, Paid, Row, Values } from "../../runtime/reference/index.js";

/** What a row of one episode gives on any target, by name (see `Outputs` of the reference). */
export interface RowResult {
  /** False for rows after an end. */
  readonly stepped: boolean;
  readonly reward: Paid;
  readonly total: Paid;
  /** Where the spec sets the discount of some steps. */
  readonly discount?: number;
  readonly terms: Readonly<Record<string, number>>;
  readonly raw: Readonly<Record<string, number>>;
  readonly shapings: Readonly<Record<string, number>>;
  readonly machines: Readonly<Record<string, string>>;
  /** The state of each objective's automaton. */
  readonly objectives: Readonly<Record<string, number>>;
  /** Of objectives, where the program was compiled with `robustness`. */
  readonly robustness?: Readonly<Record<string, number>>;
  readonly terminated: boolean;
  readonly truncated: boolean;
  readonly cause?: string;
  /** Indices into `program.asserts`. */
  readonly failedAsserts: readonly number[];
}

/** One episode after the other, on one target. A missing signal and, under `nan error`, a term that is not finite are a `RewardError`. */
export interface TargetEpisode {
  step(row: Row): Promise<RowResult>;
  dispose(): void;
}

/** How an episode begins, beside its signals. */
export type EpisodeSettings = Pick<EpisodeOptions, "seed" | "environment" | "clock">;

/** Something that runs programs: the reference interpreter, or kernels on one tfjs backend. */
export interface Target {
  /** `reference`, `tfjs on cpu`, … */
  readonly name: string;
  begin(program: Program, reset: Values, options?: EpisodeSettings): TargetEpisode;
  /** What finishes whole trajectories; absent for the reference. */
  kernel?(program: Program): RewardKernel;
}

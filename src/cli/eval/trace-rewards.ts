import type { RowResult } from "../../testing/target/target.js";
import type { JsonValue, Numeric } from "./json-value.js";
import type { TraceEpisode, TraceEvent } from "./trace-episode.js";

/** What a row gives, with what is known later. */
export interface EvaluatedRow extends RowResult {
  readonly advantage?: number;
  /** Reports that have a value for each step. */
  readonly reports?: Reports;
}

/** By name. */
export type Reports = Readonly<Record<string, JsonValue>>;

/** What is known of an episode when it is over, beside the sums of its rows. */
export interface EpisodeExtras {
  readonly group?: TraceEpisode["id"];
  readonly advantage?: Numeric;
  readonly reports?: Reports;
  readonly masked?: boolean;
}

/** Gives the rewards of a trace, event by event in the trace's order. */
export interface TraceRewards {
  begin(event: Extract<TraceEvent, { kind: "begin" }>): void;
  /** Throws a `RewardError` or a `TraceError` where the row cannot be evaluated. */
  step(event: Extract<TraceEvent, { kind: "step" }>): Promise<EvaluatedRow>;
  episode(episode: TraceEpisode): EpisodeExtras;
  /** Records of groups and of the batch. */
  rest(): readonly object[];
  dispose(): void;
}

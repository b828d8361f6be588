/**
 * What a window takes from steps past the end of the trace: nothing; −∞ at each (as stlcg++ without padding does); the last step again. It is the operand's
 * values that are continued so. A window without upper end is past the end only where it starts there.
 */
export type PastEnd = "what_is_there" | "pessimistic" | "repeat_last";

/** A window ahead of each position of a trace, and what comes after the trace. */
export interface Ahead {
  readonly low: number;
  /** May be infinite. */
  readonly high: number;
  readonly pastEnd: PastEnd;
}

/** The first position whose window reaches past the end of a trace of `count` steps; at least `count` for none. */
export function firstBeyond({ low, high, pastEnd }: Ahead, count: number): number {
  if (pastEnd === "what_is_there") return count;
  return Math.max(0, count - (high === Infinity ? low : high));
}

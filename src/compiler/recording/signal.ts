import type { DType } from "../ir/node.js";
import type { MissingPolicy, SignalInput } from "../ir/program.js";

/** What a recording must know of a signal or an action to read its values. */
export interface RecordedSignal {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Set for an external signal, which may be missing. */
  readonly missing?: MissingPolicy;
  /** Names of an enum's values. */
  readonly members?: readonly string[];
  /** Axes of varying length, `shape` having their most, and the signal that says how long each is. */
  readonly lengths?: readonly { readonly axis: number; readonly signal: string }[];
  /** Names of the places along each axis, where it has such. */
  readonly places?: readonly (readonly string[] | undefined)[];
  /** What it comes once for; absent: with each step. */
  readonly per?: SignalInput["per"];
}

import type { DType } from "../ir/node.js";

/** What a recording must know of a signal or an action to read its values. */
export interface RecordedSignal {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Names of an enum's values. */
  readonly members?: readonly string[];
  /** Names of the places along each axis, where it has such. */
  readonly places?: readonly (readonly string[] | undefined)[];
}

import { sizeOf } from "./broadcast.js";

/** What a signal is worth, row-major, in a test or a record that does not set it: its default, else 0, false or the first member of its enum. */
export function usualValue(signal: {
  readonly shape: readonly number[];
  readonly default?: readonly number[] | undefined;
}): readonly number[] {
  return signal.default ?? Array.from({ length: sizeOf(signal.shape) }, () => 0);
}

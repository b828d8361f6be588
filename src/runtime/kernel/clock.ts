import type { ClockDescriptor } from "./descriptor.js";
import { RewardError } from "./errors.js";

/** What the learner has done before a step: environment steps of all rows, its updates, ended episodes. Only what the spec's schedules count must be there. */
export interface Clock {
  readonly steps?: number;
  readonly updates?: number;
  readonly episodes?: number;
}

/**
 * A reading of the clock (see `ClockReading` of the IR): a part of a window, or 0 and 1 for `reached`. A clock that is missing is an error, never 0: a schedule
 * that stands still would look like a constant.
 */
export function readClock(
  { counts, reads, begin, end }: Omit<ClockDescriptor, "name">,
  clock: Clock | undefined,
): number {
  const time = clock?.[counts];
  if (time === undefined) throw new RewardError({ kind: "missing-clock", counts });
  if (!(time >= 0 && time < Infinity))
    throw new RewardError({
      kind: "bad-input",
      name: `clock.${counts}`,
      expected: "a number from 0",
      found: `${time}`,
    });
  switch (reads) {
    case "elapsed":
      return Math.min(Math.max((time - begin) / (end - begin), 0), 1);
    case "phase":
      return (Math.max(time - begin, 0) % (end - begin)) / (end - begin);
    case "reached":
      return time >= end ? 1 : 0;
  }
}

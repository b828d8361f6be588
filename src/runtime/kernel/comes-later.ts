import type { SignalDescriptor } from "./descriptor.js";

/** Whether a signal comes when its episode or group is over, so that no step has it. */
export function comesLater({ per }: Pick<SignalDescriptor, "per">): boolean {
  return per !== undefined && !per.atStart && per.rate !== "segment";
}

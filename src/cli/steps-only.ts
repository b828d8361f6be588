import { UsageError } from "./command.js";
import type { SpecDescriptor } from "../runtime/kernel/descriptor.js";

/** Refuses a spec of which `what`, which goes by steps, would use a part only; `instead` says what takes all of it. */
export function refuseLater(
  { later = [] }: Pick<SpecDescriptor, "later">,
  file: string,
  what: string,
  instead: string,
): void {
  if (later.length === 0) return;
  throw new UsageError(
    `${file}: ${what} goes by steps, and whole trajectories are needed for ${later.map((name) => `\`${name}\``).join(", ")}: ${instead}`,
  );
}

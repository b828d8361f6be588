import { UsageError } from "./command.js";
import type { SpecDescriptor } from "../runtime/kernel/descriptor.js";

/** Refuses a spec of which `what` would use a part only: it goes by steps. */
export function refuseLater({ later = [] }: Pick<SpecDescriptor, "later">, file: string, what: string): void {
  if (later.length === 0) return;
  throw new UsageError(
    `${file}: ${what} goes by steps, and whole trajectories are needed for ${later.map((name) => `\`${name}\``).join(", ")}: \`rewardc train\` with the algorithm \`grpo\` learns from these`,
  );
}

import { UsageError } from "./command.js";
import type { SpecDescriptor } from "../runtime/kernel/descriptor.js";

/** Refuses a spec of which `what` would compute a part only: kernels have steps, and no `finish` in this version. */
export function refuseLater({ later = [] }: Pick<SpecDescriptor, "later">, file: string, what: string): void {
  if (later.length === 0) return;
  throw new UsageError(
    `${file}: ${what} computes steps, and whole trajectories are needed for ${later.map((name) => `\`${name}\``).join(", ")}: in this version only \`rewardc test\` computes these`,
  );
}

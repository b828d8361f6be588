import type { SpecDescriptor } from "../kernel/descriptor.js";

/** Learners here take one number for a step: a reward of several components is a `RangeError`. */
export function requireNumber({ name, components }: Pick<SpecDescriptor, "name" | "components">): void {
  if (components === undefined) return;
  throw new RangeError(
    `\`${name}\` pays ${components.join(", ")} apart, and a learner takes one number: compile it with \`scalarise\`, a weight for each`,
  );
}

import type { SpecDescriptor } from "../kernel/descriptor.js";

/** Learners here take one number for a step: a reward of several components, or of several agents, is a `RangeError`. */
export function requireNumber({
  name,
  components,
  agents,
}: Pick<SpecDescriptor, "name" | "components" | "agents">): void {
  if (agents !== undefined)
    throw new RangeError(
      `\`${name}\` pays its ${agents} agents apart, and a learner here is one agent that takes one number`,
    );
  if (components === undefined) return;
  throw new RangeError(
    `\`${name}\` pays ${components.join(", ")} apart, and a learner takes one number: compile it with \`scalarise\`, a weight for each`,
  );
}

/** Learners of episodes, which value each by itself, cannot go by an average reward: a `RangeError` that names one that can. */
export function requireEpisodic({ name, average }: Pick<SpecDescriptor, "name" | "average">): void {
  if (average === undefined) return;
  throw new RangeError(
    `the objective of \`${name}\` is its average reward, and this learner discounts and values episodes by themselves: train it with \`q-learning\``,
  );
}

import { requireSignals, type Environment } from "../../environments/index.js";
import { SteppedReward } from "./stepped-reward.js";
import { canTabulate, TabulatedReward } from "./tabulated-reward.js";
import type { TabularTask, TaskReward } from "./task-reward.js";

/** The reward of a task in all rows of an environment: tabulated where it can be, which changes nothing but the speed. */
export function makeTaskReward(task: TabularTask, environment: Environment, seed: number): TaskReward {
  const { descriptor } = task.kernel;
  requireSignals(descriptor, environment.metadata);
  if (descriptor.machines.length > 1) {
    const names = descriptor.machines.map((each) => `\`${each.name}\``).join(", ");
    throw new RangeError(
      `a tabular learner takes rewards with at most one machine each; \`${descriptor.name}\` has ${names}: give each task a spec of its own`,
    );
  }
  return canTabulate(descriptor, environment)
    ? new TabulatedReward(task, environment)
    : new SteppedReward(task, environment, seed);
}

import { requireSignals, type Environment } from "../../environments/index.js";
import { requireNumber } from "../../training/require-number.js";
import { SteppedReward } from "./stepped-reward.js";
import { TabulatedReward } from "./tabulated-reward.js";
import type { TabularTask, TaskReward } from "./task-reward.js";

/**
 * How rewards are had: `stepped` makes one kernel step for all rows in every step; `tabulated` asks the kernel once for each state and input
 * and remembers the answer, which is much faster, and an error where there are not finitely many of them.
 */
export type RewardLookup = "stepped" | "tabulated";

/** The reward of a task in all rows of an environment. Both ways give the same numbers. */
export function makeTaskReward(
  task: TabularTask,
  environment: Environment,
  seed: number,
  lookup: RewardLookup,
): TaskReward {
  requireNumber(task.kernel.descriptor);
  requireSignals(task.kernel.descriptor, environment.metadata);
  return lookup === "stepped" ? new SteppedReward(task, environment, seed) : new TabulatedReward(task, environment);
}

import type { Environment } from "../../environments/index.js";
import type { Clock } from "../../kernel/clock.js";
import type { TabularLearner } from "./learner.js";
import { makeTaskReward } from "./make-task-reward.js";
import type { TabularTask } from "./task-reward.js";

/** An episode without exploration. */
export interface GreedyEpisode {
  /** Where each step led to, beginning with the start. */
  readonly situations: readonly number[];
  readonly actions: readonly number[];
  /** Sum of the spec's `total`. */
  readonly return: number;
  readonly terminated: boolean;
}

/**
 * Runs one episode in `environment` (of size 1, at the start of an episode) with the best known actions of one run, the first of equals.
 * `index` is the task's place among the tasks of the training; `clock` what the learner has done, needed where schedules count it.
 */
export function greedyEpisode(
  learner: TabularLearner,
  run: number,
  environment: Environment,
  task: TabularTask,
  index = 0,
  clock: Clock = {},
): GreedyEpisode {
  if (environment.size !== 1 || environment.situation === undefined)
    throw new RangeError("a greedy episode needs an environment of size 1 with finitely many observations");
  const reward = makeTaskReward(task, environment, 0, "stepped");
  const situations = [environment.situation[0] ?? 0];
  const actions: number[] = [];
  let sum = 0;
  for (;;) {
    const values = learner.valuesOf(run, situations.at(-1) ?? 0, index, reward.automatonStates()[0] ?? 0);
    const action = values.indexOf(Math.max(...values));
    const chosen = Int32Array.of(action);
    environment.step(chosen);
    const step = reward.step(chosen, Int32Array.of(actions.length), false, clock);
    actions.push(action);
    situations.push(environment.situation[0] ?? 0);
    sum += step.total[0] ?? 0;
    const terminated = step.terminated[0] === 1;
    if (terminated || step.truncated[0] === 1) {
      reward.dispose();
      return { situations, actions, return: sum, terminated };
    }
  }
}

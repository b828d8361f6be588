import type { Program } from "../../ir/program.js";

/** What a loop over environments, each by itself, cannot pay: a total of several components, an average that all environments share, agents that are paid apart. */
export type Obstacle = "components" | "average" | "agents";

/** The first of them that a program has; what only whole trajectories give, and size, are other matters. */
export function obstacleOf({ components, average, agents }: Program): Obstacle | undefined {
  if (components !== undefined) return "components";
  if (average !== undefined) return "average";
  return agents === undefined ? undefined : "agents";
}

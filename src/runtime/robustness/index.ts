export type { RobustnessFormula, RobustnessWindow } from "./formula.js";
export type { PastEnd } from "./operators/past-end.js";
export {
  robustness,
  robustnessGradients,
  type EpisodeRobustness,
  type NotANumber,
  type RobustnessGradients,
  type RobustnessOptions,
  type RobustnessValues,
} from "./robustness.js";
export type { Smooth } from "./smooth.js";
export type { Episode, MarginTrajectories } from "./trajectories.js";

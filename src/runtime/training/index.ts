export { evaluate, type EvaluationOptions } from "./evaluate.js";
export { AssertionFailure } from "./failures.js";
export { EpisodeTracker, type TrackerState } from "./episode-tracker.js";
export {
  RewardedEnvironment,
  type JudgedStep,
  type RewardedEnvironmentOptions,
  type RewardedState,
  type RewardedStep,
} from "./rewarded-environment.js";

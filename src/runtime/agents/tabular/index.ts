export { greedyEpisode, type GreedyEpisode } from "./greedy-episode.js";
export type { LearnerState, Rows } from "./learner.js";
export { defaultSettings, type TabularSettings } from "./settings.js";
export type { TabularTask } from "./task-reward.js";
export { TabularTraining, type Episode, type TabularTrainingOptions, type TabularTrainingState } from "./training.js";
export type { RewardLookup } from "./make-task-reward.js";

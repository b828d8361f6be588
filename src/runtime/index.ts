/*
 * `rewardc/runtime`: what emitted modules import, and what runs them.
 */
export type * from "./kernel/descriptor.js";
export type * from "./kernel/graph.js";
export type * from "./kernel/kernel.js";
export { RewardError, type RewardProblem } from "./kernel/errors.js";
export { verdictOf, viewOf, type ObjectiveView, type Verdict } from "./kernel/verdict.js";
export { differentiableReward } from "./kernel/differentiable-reward.js";
export { rewardKernelOf } from "./fused/reward-kernel.js";
export { fragmentKernel } from "./glsl/fragment-kernel.js";
export type { FragmentModule } from "./glsl/program.js";
export { shaderKernel } from "./wgsl/shader-kernel.js";
export type { ShaderModule } from "./wgsl/program.js";
export { makeKernel } from "./kernel/make-kernel.js";
export * as ops from "./kernel/ops/index.js";
export { registerGradients } from "./backend/gradients/index.js";
export { backendNames, type BackendName, type BackendReport } from "./backend/backend.js";
export { BackendError } from "./backend/backend-error.js";
export { checkBackends, useBackend, type AvailableBackend, type UseBackendOptions } from "./backend/use-backend.js";
export {
  cleanRlDefaults,
  PpoAgent,
  trainPpo,
  type PpoCheckpoint,
  type PpoOutcome,
  type PpoSettings,
  type PpoTraining,
} from "./agents/ppo/index.js";
export { Divergence } from "./agents/policy/divergence.js";
export {
  GrpoAgent,
  grpoDefaults,
  trainGrpo,
  type GrpoCheckpoint,
  type GrpoOutcome,
  type GrpoSettings,
  type GrpoTraining,
} from "./agents/grpo/index.js";
export {
  AssertionFailure,
  EpisodeTracker,
  evaluate,
  RewardedEnvironment,
  type EvaluationOptions,
  type JudgedStep,
  type RewardedEnvironmentOptions,
  type RewardedStep,
} from "./training/index.js";
export type { EpisodeRecord, EvaluationRecord, GroupRecord, RunRecord, TrainRecord } from "./logging/records.js";
export {
  environments,
  requireSignals,
  SignalMismatch,
  type Environment,
  type EnvironmentDefinition,
  type EnvironmentOptions,
  type PromptedEnvironment,
  type WritingTask,
  WritingEnvironment,
} from "./environments/index.js";
export {
  robustness,
  robustnessGradients,
  type Episode,
  type EpisodeRobustness,
  type MarginTrajectories,
  type NotANumber,
  type PastEnd,
  type RobustnessFormula,
  type RobustnessGradients,
  type RobustnessOptions,
  type RobustnessValues,
  type RobustnessWindow,
  type Smooth,
} from "./robustness/index.js";

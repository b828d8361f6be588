export { actionColumns, signalColumns } from "./columns.js";
export { isPrompted } from "./environment.js";
export { WritingEnvironment, type WritingTask } from "./writing/writing-environment.js";
export type {
  ActionSpace,
  Column,
  Environment,
  EnvironmentDefinition,
  EnvironmentMetadata,
  EnvironmentOptions,
  EnvironmentState,
  PromptedEnvironment,
  SuppliedSignal,
} from "./environment.js";
export { environments } from "./registry.js";
export { requireSignals, SignalMismatch } from "./signal-check.js";

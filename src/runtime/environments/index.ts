export { actionColumns, signalColumns } from "./columns.js";
export type {
  ActionSpace,
  Column,
  Environment,
  EnvironmentDefinition,
  EnvironmentMetadata,
  EnvironmentOptions,
  EnvironmentState,
  SuppliedSignal,
} from "./environment.js";
export { environments } from "./registry.js";
export { requireSignals, SignalMismatch } from "./signal-check.js";

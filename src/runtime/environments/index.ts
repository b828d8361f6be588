export { actionColumns, signalColumns } from "./columns.js";
export { craftWorldOn } from "./craft-world.js";
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

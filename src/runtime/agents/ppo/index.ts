export { PpoAgent, type PpoAgentOptions, type PpoAgentState } from "./agent.js";
export { cleanRlDefaults, type PpoSettings } from "./settings.js";
export { trainPpo, type PpoCheckpoint, type PpoOutcome, type PpoTraining } from "./train.js";

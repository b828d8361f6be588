export { GrpoAgent, type GrpoAgentOptions, type GrpoAgentState } from "./agent.js";
export { grpoDefaults, type GrpoSettings } from "./settings.js";
export { trainGrpo, type GrpoCheckpoint, type GrpoOutcome, type GrpoTraining } from "./train.js";

export { finiteObjective, lowerObjectiveReference, lowerObjectives, lowerPastObjectives } from "./objectives.js";
export { lowerScheme } from "./scheme.js";

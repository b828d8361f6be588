export { lowerObjectiveReference, lowerObjectives } from "./objectives.js";
export { lowerScheme } from "./scheme.js";

import type { TabularSettings } from "../../src/runtime/agents/tabular/index.js";

/** The published constants of office and craft world. */
const published = { learningRate: 0.5, exploration: 0.1, initialValue: 2 };

/**
 * The four learners as they were published. Plain Q-learning took the time limit for an end, the others did not; counterfactual experience
 * left out the states that the label before had left behind.
 */
export const publishedLearners = {
  ql: { ...published, shaped: false, counterfactual: "none", timeLimit: "terminal" },
  "ql-rs": { ...published, shaped: true, counterfactual: "none", timeLimit: "bootstrap" },
  crm: { ...published, shaped: false, counterfactual: "reachable", timeLimit: "bootstrap" },
  "crm-rs": { ...published, shaped: true, counterfactual: "reachable", timeLimit: "bootstrap" },
} as const satisfies Readonly<Record<string, TabularSettings>>;

/** The same without the two oddities, with Q from zero and whatever potential the spec has. */
export const properLearners = {
  crm: { ...published, initialValue: 0, shaped: false, counterfactual: "all", timeLimit: "bootstrap" },
  "crm-rs": { ...published, initialValue: 0, shaped: true, counterfactual: "all", timeLimit: "bootstrap" },
} as const satisfies Readonly<Record<string, TabularSettings>>;

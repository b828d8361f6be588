/** Names of language.md §2 that are always there; a declaration cannot take them. */
const environmentNames = ["terminated", "truncated", "ended", "first_step", "step_index", "time", "return"] as const;
const constantNames = ["inf", "pi"] as const;
/** Declared by a declaration of their own, and readable. */
const settingNames = ["dt", "discount", "total"] as const;

export const predeclaredNames: ReadonlySet<string> = new Set([
  ...environmentNames,
  ...constantNames,
  ...settingNames,
  "advantage",
  "nan",
  "agents",
]);

/** Values of a step that stand in tests only. */
export const testNames: ReadonlySet<string> = new Set(["reward", "cause"]);

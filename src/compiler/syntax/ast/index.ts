export type * from "./declaration.js";
export type * from "./expression.js";
export type * from "./formula.js";
export type * from "./test.js";

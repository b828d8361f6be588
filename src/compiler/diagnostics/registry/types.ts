import { entries } from "./entry.js";

/** RWD3xxx. */
export const types = entries({});

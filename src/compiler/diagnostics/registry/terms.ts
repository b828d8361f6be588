import { entries } from "./entry.js";

/** RWD6xxx. */
export const terms = entries({});

import { entries } from "./entry.js";

/** RWD2xxx. */
export const names = entries({});

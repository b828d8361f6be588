import { entries } from "./entry.js";

/** RWD4xxx. */
export const machines = entries({});

import { entries } from "./entry.js";

/** RWD8xxx. */
export const configuration = entries({});

import { entries } from "./entry.js";

/** RWD7xxx. */
export const lint = entries({});

import { entries } from "./entry.js";

/** RWD5xxx. */
export const temporal = entries({});

import { entries } from "./entry.js";

/** RWD1xxx: tokens, grammar, literals. */
export const syntax = entries({
  "unexpected-token": { code: "RWD1001", severity: "error", message: "found {found}, expected {expected}" },
});

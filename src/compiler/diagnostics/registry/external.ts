import { entries } from "./entry.js";

/** RWD38xx: external signals, which may be missing. */
export const external = entries({
  "unsaid-policy": {
    code: "RWD3801",
    severity: "error",
    message: "external signal `{name}` does not say what a missing value means",
  },
  "policy-of-ordinary-signal": {
    code: "RWD3802",
    severity: "error",
    message: "`{name}` is not external, so it is never missing",
  },
  "default-of-external-signal": {
    code: "RWD3803",
    severity: "error",
    message: "external signal `{name}` has no default",
  },
  "masked-value": {
    code: "RWD3804",
    severity: "error",
    message: "{what} needs a value in every step, and `{signal}` is masked where it is missing",
  },
});

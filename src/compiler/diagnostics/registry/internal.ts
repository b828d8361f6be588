import { entries } from "./entry.js";

/** RWD9xxx: faults of the compiler itself and parts of the language that this version does not have. */
export const internal = entries({
  "internal-error": { code: "RWD9001", severity: "error", message: "the compiler failed: {reason}" },
  "not-in-this-version": {
    code: "RWD9002",
    severity: "error",
    message: "{construct} is not available in this version of rewardc",
  },
});

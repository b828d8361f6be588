import { entries } from "./entry.js";

/** RWD5xxx. */
export const temporal = entries({
  "objective-too-large": {
    code: "RWD5001",
    severity: "error",
    message: "the automaton of `{objective}` takes {reason}",
  },
  "empty-bounds": { code: "RWD5002", severity: "error", message: "no step lies in the bounds [{low}, {high}]" },
  "verdict-outside-test": {
    code: "RWD5003",
    severity: "error",
    message: "the verdict of `{objective}` is known when the episode is over, in tests and records only",
  },
  "too-many-times": {
    code: "RWD5004",
    severity: "error",
    message: "`at most {times} times` counts further than {limit}",
  },
});

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
  "past-robustness-ahead": {
    code: "RWD5005",
    severity: "error",
    message: "`{objective}.robustness.past` needs a formula of the past, and this one looks ahead",
  },
  "delayed-robustness-endless": {
    code: "RWD5006",
    severity: "error",
    message: "`{objective}.robustness.delayed` needs a formula with a horizon, and this one looks ahead without end",
  },
  "robustness-offline": {
    code: "RWD5007",
    severity: "error",
    message: "`{objective}.{reading}` cannot be computed step by step: {reason}",
  },
  "smooth-step": {
    code: "RWD5008",
    severity: "error",
    message: "`{objective}.{reading}` is exact, but `{objective}` asks for `smooth`",
  },
  "no-smooth-value": {
    code: "RWD5009",
    severity: "error",
    message: "`{objective}.{reading}` has no smooth value: {reason}",
  },
});

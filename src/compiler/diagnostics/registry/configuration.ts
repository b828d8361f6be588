import { entries } from "./entry.js";

/** RWD8xxx: command line, files, targets; 81xx: tests in the spec; 82xx: recorded traces; 83xx: formulas and traces of `rewardc automaton`; 84xx: what a target cannot compile. */
export const configuration = entries({
  "expectation-failed": { code: "RWD8101", severity: "error", message: "test `{test}` expects `{text}`" },
  "test-stopped": { code: "RWD8102", severity: "error", message: "test `{test}` stops: {reason}" },
  "target-differs": { code: "RWD8103", severity: "error", message: "test `{test}` gives something else on {target}" },
  "assert-failed": { code: "RWD8104", severity: "error", message: "the assertion `{text}` does not hold" },
  "trace-not-json": { code: "RWD8201", severity: "error", message: "the line is not a JSON object: {reason}" },
  "trace-field": { code: "RWD8202", severity: "error", message: "found {found}, expected {expected}" },
  "trace-value": { code: "RWD8203", severity: "error", message: "`{name}`: found {found}, expected {expected}" },
  "trace-unknown-name": {
    code: "RWD8204",
    severity: "warning",
    message: "the spec has no {kind} `{name}`: the trace's values are not read",
  },
  "trace-missing-signal": {
    code: "RWD8205",
    severity: "error",
    message: "episode `{episode}`: signal `{signal}` is missing {where}",
  },
  "trace-not-csv": { code: "RWD8207", severity: "error", message: "the recording is not CSV: {reason}" },
  "trace-missing-clock": {
    code: "RWD8208",
    severity: "error",
    message: "episode `{episode}`: a schedule counts {counts}, and the line does not say how many the learner has made",
  },
  "trace-misplaced": {
    code: "RWD8209",
    severity: "warning",
    message: "`{name}` comes {comes}: what the trace has {place} is not read",
  },
  "trace-contradiction": {
    code: "RWD8210",
    severity: "error",
    message: "{owner}: {what} is {found} here and was {before} before",
  },
  "trace-unfinished": {
    code: "RWD8211",
    severity: "warning",
    message: "episode `{episode}`: no step ended it, so that {signals} at its end is not read",
  },
  "formula-syntax": { code: "RWD8301", severity: "error", message: "{dialect}: found {found}, expected {expected}" },
  "formula-unsupported": {
    code: "RWD8302",
    severity: "error",
    message: "{dialect}: rewardc does not read {construct}",
  },
  "formula-too-large": {
    code: "RWD8303",
    severity: "error",
    message: "the automaton of the formula needs {budget}: {states} states were there when it ended",
  },
  "trace-syntax": { code: "RWD8304", severity: "error", message: "found {found}, expected {expected}" },
  "non-finite-reward": { code: "RWD8206", severity: "error", message: "episode `{episode}`: {reason}" },
  "target-by-steps": {
    code: "RWD8401",
    severity: "error",
    message: "target `{target}` goes by steps, and whole trajectories are needed for {names}",
  },
  "target-components": {
    code: "RWD8402",
    severity: "error",
    message: "target `{target}` pays one number, and `total` has the components {names}",
  },
  "target-average": {
    code: "RWD8403",
    severity: "error",
    message:
      "target `{target}` computes each environment by itself, and the average reward is one number for all of them",
  },
  "target-agents": {
    code: "RWD8404",
    severity: "error",
    message: "target `{target}` pays one number, and `total` is one for each of {agents} agents",
  },
  "target-too-large": {
    code: "RWD8405",
    severity: "error",
    message:
      "target `{target}` computes arrays number by number, and a step of this spec takes about {operations} operations on numbers, more than {most}",
  },
});

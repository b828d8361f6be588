import { entries } from "./entry.js";

/** RWD4xxx. Below 4050 what a machine means, from there on how it is declared. */
export const machines = entries({
  "overlapping-guards": {
    code: "RWD4001",
    severity: "error",
    message: "two guards of state `{state}` hold together and lead to different outcomes",
  },
  "start-probabilities": {
    code: "RWD4002",
    severity: "error",
    message: "the start probabilities of `{machine}` sum to {sum}, expected 1",
  },
  "negative-probability": {
    code: "RWD4003",
    severity: "error",
    message: "state `{state}` starts with probability {found}, expected a number between 0 and 1",
  },
  "edges-of-an-end": {
    code: "RWD4004",
    severity: "error",
    message: "{end} state `{state}` has edges, but nothing ever leaves it",
  },
  "guards-too-entangled": {
    code: "RWD4005",
    severity: "error",
    message: "the guards of `{machine}` are too entangled to be judged",
  },
  "repeated-otherwise": {
    code: "RWD4006",
    severity: "error",
    message: "state `{state}` has more than one `otherwise`",
  },
  "counter-start": {
    code: "RWD4007",
    severity: "error",
    message: "counter `{counter}` starts at {found}, expected a whole number in [{low}, {high}]",
  },
  "counter-bounds": {
    code: "RWD4008",
    severity: "error",
    message: "counter `{counter}` has the bounds [{low}, {high}], expected whole numbers, the lower first",
  },
  "source-has-no-value": {
    code: "RWD4009",
    severity: "error",
    message: "`{machine}` reads the source of each step, but {value} has no value at a reset",
  },
  "value-diverges": {
    code: "RWD4010",
    severity: "error",
    message: "`{machine}` has no value without discount: a cycle of its states pays for ever",
  },
  "reward-without-bound": {
    code: "RWD4011",
    severity: "error",
    message: "value iteration over `{machine}` needs an upper bound of this reward",
  },
  "machine-file-syntax": { code: "RWD4020", severity: "error", message: "found {found}, expected {expected}" },
  "machine-file-label": {
    code: "RWD4021",
    severity: "error",
    message: "`{label}` of the machine file stands for nothing in this spec",
  },
  "machine-file-reward": {
    code: "RWD4022",
    severity: "error",
    message: "found the reward `{found}` in the machine file, expected a number or `ConstantRewardFunction(NUMBER)`",
  },
  "machine-file-unsupported": {
    code: "RWD4023",
    severity: "error",
    message: "the file has {construct}, which a machine cannot have",
  },
  "machine-file-nondeterministic": {
    code: "RWD4024",
    severity: "error",
    message: "two edges of state {state} hold together and lead to different outcomes",
  },
  "missing-start": { code: "RWD4501", severity: "error", message: "machine `{machine}` has no start state" },
  "several-starts": { code: "RWD4502", severity: "error", message: "machine `{machine}` has more than one start" },
});

import { entries } from "./entry.js";

/** RWD6xxx: terms, totals, endings, shaping, and tests in the spec. */
export const terms = entries({
  "duplicate-declaration": { code: "RWD6001", severity: "error", message: "{what} is declared twice" },
  "dataflow-cycle": {
    code: "RWD6002",
    severity: "error",
    message: "{name} depends on its own value in the same step: {path}",
  },
  "invalid-discount": { code: "RWD6003", severity: "error", message: "a discount lies in [0, 1], found {found}" },
  "invalid-dt": { code: "RWD6004", severity: "error", message: "`dt` is a positive time, found {found}" },
  "missing-discount": { code: "RWD6005", severity: "error", message: "shaping needs the spec's `discount`" },
  "potential-reads": { code: "RWD6006", severity: "error", message: "a potential cannot read {what}" },
  "misplaced-terms": {
    code: "RWD6007",
    severity: "error",
    message: "`terms` stands only as the sole argument of an aggregator",
  },
  "invalid-clip": {
    code: "RWD6009",
    severity: "error",
    message: "the low end of a clip is above its high end: [{low}, {high}]",
  },
  "unknown-option": { code: "RWD6011", severity: "error", message: "`{what}` has no option `{name}`" },
  "schedule-clock": { code: "RWD6012", severity: "error", message: "`over` of a schedule must say {expected}" },
  "schedule-points": {
    code: "RWD6013",
    severity: "error",
    message: "the points of a schedule must {rule}, found {found}",
  },
  "misplaced-components": {
    code: "RWD6020",
    severity: "error",
    message: "`{function}` stands only as the whole of `total`",
  },
  "unnamed-component": { code: "RWD6021", severity: "error", message: "a component of `total` needs a name" },
  "single-component": {
    code: "RWD6022",
    severity: "error",
    message: "`{function}` takes at least two components, found {found}",
  },
  "unknown-component": { code: "RWD6023", severity: "error", message: "`total` has no component `{name}`" },
  "missing-component": {
    code: "RWD6024",
    severity: "error",
    message: "{what} must say which component of `total` it adds to",
  },
  "invalid-tolerance": {
    code: "RWD6025",
    severity: "error",
    message: "the tolerance of `lexicographic` is a constant number not below 0, found {found}",
  },
  "invalid-average": {
    code: "RWD6026",
    severity: "error",
    message: "`{option}` of `average_reward` is {expected}, found {found}",
  },
  "average-discount": {
    code: "RWD6027",
    severity: "error",
    message: "an average reward is not discounted, and {what}",
  },
  "average-late": {
    code: "RWD6028",
    severity: "error",
    message: "an average reward moves with each step, and {what} when whole trajectories are there",
  },
  "average-shaped": {
    code: "RWD6029",
    severity: "warning",
    message: "shaping changes what an average reward is at the ends of episodes",
  },
  "per-agent-here": {
    code: "RWD6030",
    severity: "error",
    message: "`{name}` differs from agent to agent, and one value is needed here for the environment",
  },
  "no-agents": { code: "RWD6031", severity: "error", message: "{what} needs agents, and the spec declares none" },
  "agents-and-components": {
    code: "RWD6032",
    severity: "error",
    message: "`{function}` cannot make components of what differs from agent to agent",
  },
  "test-value": { code: "RWD6101", severity: "error", message: "`{name}` cannot be set in a test: {reason}" },
  "test-order": { code: "RWD6102", severity: "error", message: "{what} cannot stand here: {reason}" },
  "test-repeat": {
    code: "RWD6103",
    severity: "error",
    message: "a test has at most {limit} steps, and repeats a whole number of times, found {found}",
  },
  "test-tolerance": {
    code: "RWD6104",
    severity: "error",
    message: "a tolerance is a constant number not below 0, and belongs to a comparison",
  },
  "empty-test": { code: "RWD6105", severity: "warning", message: "test {name} expects nothing" },
});

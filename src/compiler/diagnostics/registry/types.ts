import { entries } from "./entry.js";

/** RWD3xxx. */
export const types = entries({
  "type-mismatch": { code: "RWD3001", severity: "error", message: "{what} must be {expected}, found {found}" },
  "not-boolean": { code: "RWD3002", severity: "error", message: "{what} must be `bool`, found {found}" },
  incomparable: { code: "RWD3003", severity: "error", message: "cannot compare {left} with {right}" },
  "shape-mismatch": { code: "RWD3004", severity: "error", message: "shapes do not fit: {shapes}" },
  "unit-mismatch": { code: "RWD3005", severity: "error", message: "units do not fit: `{left}` and `{right}`" },
  "not-constant": {
    code: "RWD3006",
    severity: "error",
    message: "{what} must be a constant, found a value of rate {rate}",
  },
  "rate-mismatch": {
    code: "RWD3007",
    severity: "error",
    message: "{what} has rate `{found}`, and must not change faster than `{expected}`",
  },
  "index-out-of-range": {
    code: "RWD3008",
    severity: "error",
    message: "index {index} is outside of an axis of size {size}",
  },
  "not-indexable": { code: "RWD3009", severity: "error", message: "{found} has no axis for index {index}" },
  "invalid-swizzle": { code: "RWD3010", severity: "error", message: "`.{field}` does not exist on {found}" },
  "invalid-range": { code: "RWD3011", severity: "error", message: "the range [{low}, {high}] {problem}" },
  "invalid-size": {
    code: "RWD3012",
    severity: "error",
    message: "the size of an axis must be a whole number from 1 to {limit}, found {found}",
  },
  "value-out-of-range": {
    code: "RWD3013",
    severity: "error",
    message: "{value} is outside of the range [{low}, {high}] of `{name}`",
  },
  "not-scalar": { code: "RWD3014", severity: "error", message: "{what} must be a single value, found {found}" },
  "missing-argument": { code: "RWD3015", severity: "error", message: "`{function}` misses its argument `{parameter}`" },
  "extra-argument": { code: "RWD3016", severity: "error", message: "`{function}` takes {count}" },
  "unknown-argument": { code: "RWD3017", severity: "error", message: "`{function}` has no parameter `{name}`" },
  "duplicate-argument": { code: "RWD3018", severity: "error", message: "`{parameter}` of `{function}` is given twice" },
  "unknown-word": {
    code: "RWD3019",
    severity: "error",
    message: "`{parameter}` of `{function}` must be one of {words}",
  },
  "match-not-exhaustive": { code: "RWD3020", severity: "error", message: "`match` does not cover {missing}" },
  "unreachable-case": { code: "RWD3021", severity: "warning", message: "this case is never reached" },
  "different-enums": { code: "RWD3022", severity: "error", message: "{left} and {right} are different enums" },
  "duration-comparison": {
    code: "RWD3023",
    severity: "error",
    message: "a number of steps compares with whole steps or a time, found {found}",
  },
  "time-not-whole": {
    code: "RWD3024",
    severity: "error",
    message: "{time} s is not a whole number of steps of {dt} s",
  },
  "missing-dt": { code: "RWD3025", severity: "error", message: "{what} needs the spec's `dt`" },
  "quaternion-order": {
    code: "RWD3026",
    severity: "error",
    message: "{left} and {right} order their components differently",
  },
  "too-large": {
    code: "RWD3027",
    severity: "error",
    message: "functions, templates and comprehensions write out more than {limit} expressions",
  },
  "empty-vector": { code: "RWD3028", severity: "error", message: "a vector has at least one element" },
  "invalid-steps": {
    code: "RWD3029",
    severity: "error",
    message: "{what} must be a whole number of steps from {least}, found {found}",
  },
  "counting-unit": {
    code: "RWD3030",
    severity: "error",
    message: "`{unit}` counts what a schedule counts and is no unit here",
  },
  "argument-type": {
    code: "RWD3701",
    severity: "error",
    message: "`{builtin}` expects {expected} for `{parameter}`, found {found}",
  },
  "argument-shapes": {
    code: "RWD3702",
    severity: "error",
    message: "the arguments of `{builtin}` have shapes that do not fit: {shapes}",
  },
  "argument-unit": {
    code: "RWD3703",
    severity: "error",
    message: "`{builtin}` expects {expected} for `{parameter}`, found `{found}`",
  },
  "argument-value": {
    code: "RWD3704",
    severity: "error",
    message: "`{parameter}` of `{builtin}` must be {expected}, found `{found}`",
  },
  "argument-axis": { code: "RWD3705", severity: "error", message: "`{builtin}` has no axis {axis} in {found}" },
  "missing-initial-value": {
    code: "RWD3706",
    severity: "error",
    message: "`{builtin}` needs `init:`, since {value} has no value at a reset",
  },
  "missing-reset-value": {
    code: "RWD3707",
    severity: "error",
    message: "`{builtin}` needs the value at the reset, which {value} does not have",
  },
  "missing-empty-value": {
    code: "RWD3708",
    severity: "error",
    message: "`{aggregator}` over {scope} may have nothing to take, and `empty:` is missing",
  },
  "known-later": { code: "RWD3101", severity: "error", message: "{what} needs a value that is known at each step" },
  "mixed-rates": {
    code: "RWD3102",
    severity: "error",
    message: "`total` mixes what is paid in each step with what an episode is worth, and does not add it",
  },
  "unfit-scope": { code: "RWD3103", severity: "error", message: "`{aggregator}` cannot be over `{scope}`: {reason}" },
  "nothing-to-pool": {
    code: "RWD3104",
    severity: "error",
    message:
      "`{aggregator}` over `{scope}` takes many values, but {value} has rate `{found}`: one for the whole {scope}",
  },
  "not-in-total": {
    code: "RWD3105",
    severity: "error",
    message: "`total` cannot have a value of rate `{found}`: it is paid to steps, segments and episodes",
  },
});

import { entries } from "./entry.js";

/** RWD3xxx. */
export const types = entries({
  "argument-type": { code: "RWD3701", severity: "error", message: "`{builtin}` expects {expected} for `{parameter}`, found {found}" },
  "argument-shapes": { code: "RWD3702", severity: "error", message: "the arguments of `{builtin}` have shapes that do not fit: {shapes}" },
  "argument-unit": { code: "RWD3703", severity: "error", message: "`{builtin}` expects {expected} for `{parameter}`, found `{found}`" },
  "argument-value": { code: "RWD3704", severity: "error", message: "`{parameter}` of `{builtin}` must be {expected}, found `{found}`" },
  "argument-axis": { code: "RWD3705", severity: "error", message: "`{builtin}` has no axis {axis} in {found}" },
  "missing-initial-value": { code: "RWD3706", severity: "error", message: "`{builtin}` needs `init:`, since {value} has no value at a reset" },
  "missing-reset-value": { code: "RWD3707", severity: "error", message: "`{builtin}` needs the value at the reset, which {value} does not have" },
  "missing-empty-value": { code: "RWD3708", severity: "error", message: "`{aggregator}` over {scope} may have nothing to take, and `empty:` is missing" },
});

import { entries } from "./entry.js";

/** RWD53xx: objectives on infinite traces and their reward schemes. */
export const infinite = entries({
  "mixed-traces": {
    code: "RWD5301",
    severity: "error",
    message: "this part of an objective on infinite traces does not say of which prefixes it speaks",
  },
  "nested-prefixes": {
    code: "RWD5302",
    severity: "error",
    message: "`{inner}` speaks of an infinite trace and cannot stand inside of {outer}",
  },
  "first-step-only": {
    code: "RWD5303",
    severity: "warning",
    message: "`{quantifier}` judges this part at the first step of the trace only",
  },
  "infinite-field": {
    code: "RWD5304",
    severity: "error",
    message: "`{objective}` is an objective on infinite traces and has no `{field}`",
  },
  "scheme-objective": {
    code: "RWD5305",
    severity: "error",
    message: "`{scheme}` takes an objective on infinite traces, found {found}",
  },
  "scheme-needs-buchi": {
    code: "RWD5306",
    severity: "error",
    message: "`{scheme}` needs steps that accept, and `{objective}` has no deterministic Büchi automaton",
  },
  "misplaced-scheme": {
    code: "RWD5307",
    severity: "error",
    message: "`{scheme}` stands only as the whole body of a term",
  },
  "scheme-parameter": {
    code: "RWD5308",
    severity: "error",
    message: "`{parameter}` of `{scheme}` is a constant number between 0 and 1, found {found}",
  },
  "scheme-discount": { code: "RWD5309", severity: "error", message: "`{scheme}` needs the spec's `discount`" },
  "second-discount": {
    code: "RWD5310",
    severity: "error",
    message: "`{scheme}` sets the discount of steps, and so does `{other}`",
  },
  "unsound-scheme": {
    code: "RWD5311",
    severity: "warning",
    message: "a constant reward for each accepting visit can prefer a policy that violates `{objective}`",
  },
});

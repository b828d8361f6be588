import { entries } from "./entry.js";

/** RWD1xxx: tokens, grammar, literals. */
export const syntax = entries({
  "unexpected-token": { code: "RWD1001", severity: "error", message: "found {found}, expected {expected}" },
  "missing-header": {
    code: "RWD1002",
    severity: "error",
    message: "found {found}, expected `reward NAME` or `library NAME` as the first line",
  },
  "misplaced-header": {
    code: "RWD1003",
    severity: "error",
    message: "found `{keyword}` here, expected it once, as the first line",
  },
  "reserved-word": { code: "RWD1004", severity: "error", message: "found the reserved word `{word}`, expected a name" },
  "unclosed-bracket": { code: "RWD1005", severity: "error", message: "found {found}, expected `{close}`" },
  "unmatched-bracket": { code: "RWD1006", severity: "error", message: "found `{found}`, expected {expected}" },
  "nesting-too-deep": {
    code: "RWD1007",
    severity: "error",
    message: "found level {level} of nesting, expected at most {limit}",
  },
  "unterminated-string": {
    code: "RWD1008",
    severity: "error",
    message: 'found the end of the line, expected the closing `"` of a string',
  },
  "unterminated-comment": {
    code: "RWD1009",
    severity: "error",
    message: "found the end of the file, expected the closing `*/` of a comment",
  },
  "invalid-character": { code: "RWD1010", severity: "error", message: "found {found}, which no token begins with" },
  "unknown-escape": {
    code: "RWD1011",
    severity: "error",
    message: 'found the escape `{escape}`, expected `\\"` or `\\\\`',
  },
  "unknown-unit": { code: "RWD1012", severity: "error", message: "found `{unit}`, which is no unit" },
  "chained-operator": {
    code: "RWD1013",
    severity: "error",
    message: "found a second `{operator}`, and `{first}` does not chain",
  },
  "missing-else": {
    code: "RWD1014",
    severity: "error",
    message: "found an `if` without `else`, expected a value for both cases",
  },
  "needs-parentheses": {
    code: "RWD1015",
    severity: "error",
    message: "found `{operand}` behind `{operator}`, expected parentheses around it",
  },
  "assignment-for-equality": { code: "RWD1016", severity: "error", message: "found `=`, expected `==`" },
  "clause-order": {
    code: "RWD1017",
    severity: "error",
    message: "found `{clause}` behind `{other}`, expected it before",
  },
  "repeated-clause": { code: "RWD1018", severity: "error", message: "found a second `{clause}`, expected at most one" },
  "misplaced-clause": {
    code: "RWD1019",
    severity: "error",
    message: "found `{clause}` {where}, where it cannot stand",
  },
  "misplaced-formula": {
    code: "RWD1020",
    severity: "error",
    message: "found {formula} as {where}, expected {expected}",
  },
  "chain-outside-pattern": {
    code: "RWD1021",
    severity: "error",
    message: "found a chain with `{word}`, expected it between parentheses beside `precedes` or `responds to`",
  },
  "scope-without-pattern": {
    code: "RWD1022",
    severity: "error",
    message: "found the scope `{scope}` behind {found}, expected a pattern before it",
  },
  "ambiguous-formula": {
    code: "RWD1023",
    severity: "warning",
    message: "`{outer}` with `{inner}` inside is read as {reading}; other tools read it differently",
  },
  "letter-is-operator": {
    code: "RWD1024",
    severity: "warning",
    message: "`{letter}` is read as `{operator}` in a formula, though a name `{letter}` is declared",
  },
  "not-callable": {
    code: "RWD1025",
    severity: "error",
    message: "found arguments behind {found}, expected a name before them",
  },
  "not-an-aggregation": {
    code: "RWD1026",
    severity: "error",
    message: "found `{clause}` behind {found}, expected {expected}",
  },
  "argument-not-alone": {
    code: "RWD1027",
    severity: "error",
    message: "found {argument} beside other arguments, expected it alone",
  },
  "misplaced-argument": { code: "RWD1028", severity: "error", message: "found `{argument}` outside of `{callee}(…)`" },
  "arrow-outside-formula": {
    code: "RWD1029",
    severity: "error",
    message: "found `{arrow}`, expected `{word}` outside of a formula",
  },
  "range-expected": {
    code: "RWD1030",
    severity: "error",
    message: "found {found} behind `in`, expected a range `[low, high]`",
  },
  "not-boolean-item": {
    code: "RWD1031",
    severity: "error",
    message: "found {found} as an operand of `{operator}`, expected a condition",
  },
  "whole-number-expected": {
    code: "RWD1032",
    severity: "error",
    message: "found `{found}` as {what}, expected a whole number",
  },
  "number-too-large": {
    code: "RWD1033",
    severity: "error",
    message: "found `{number}`, which is larger than every number",
  },
  "file-too-large": {
    code: "RWD1034",
    severity: "error",
    message: "found a file of {size} {unit}, expected at most {limit}",
  },
  "too-many-findings": {
    code: "RWD1035",
    severity: "info",
    message: "{count} more findings in this file are left out",
  },
});

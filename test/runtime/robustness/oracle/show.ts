import type { RobustnessFormula, RobustnessWindow } from "../../../../src/runtime/index.js";
import { unreachable } from "../../../../src/runtime/unreachable.js";

/** A formula as a line of text, fully parenthesised, in the letters of the literature; to be read by people. */
export function show(formula: RobustnessFormula): string {
  switch (formula.kind) {
    case "constant":
      return String(formula.value);
    case "margin":
      return `x${formula.channel}`;
    case "not":
      return `!${show(formula.operand)}`;
    case "and":
    case "or":
      return `(${formula.operands.map(show).join(formula.kind === "and" ? " & " : " | ")})`;
    case "xor":
      return `(${show(formula.left)} xor ${show(formula.right)})`;
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
      return `${letters[formula.kind]} ${show(formula.operand)}`;
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return `${letters[formula.kind]}${bounds(formula.window)} ${show(formula.operand)}`;
    case "until":
    case "release":
    case "since":
    case "trigger": {
      const operator = `${letters[formula.kind]}${formula.inclusive === true ? "!" : ""}${bounds(formula.window)}`;
      return `(${show(formula.left)} ${operator} ${show(formula.right)})`;
    }
    default:
      return unreachable(formula);
  }
}

const letters = {
  next: "X",
  "weak-next": "N",
  previously: "Y",
  "weak-previously": "Z",
  eventually: "F",
  always: "G",
  once: "O",
  historically: "H",
  until: "U",
  release: "R",
  since: "S",
  trigger: "T",
} as const;

function bounds(window: RobustnessWindow | undefined): string {
  return window === undefined ? "" : `[${window.low}, ${window.high ?? ""}]`;
}

import { unreachable } from "../../unreachable.js";
import { always, and, never, not, or, type TemporalFormula, type Window, xor } from "./formula.js";

/**
 * The formula as it reads at the first letter, where a trace is judged: there is no past yet, so an operator of the past that stands under no operator of the
 * future is known. `previously f` is false, `once f` is f, `f since g` is g. Needs no stack.
 */
export function atFirstLetter(root: TemporalFormula): TemporalFormula {
  const read = new Map<TemporalFormula, TemporalFormula>();
  const stack = [root];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (read.has(top)) {
      stack.pop();
      continue;
    }
    const missing = hereOf(top).filter((part) => !read.has(part));
    if (missing.length > 0) {
      stack.push(...missing);
      continue;
    }
    stack.pop();
    read.set(
      top,
      combined(top, (part) => read.get(part) ?? part),
    );
  }
  return read.get(root) ?? root;
}

/** What the formula reads at its own position. */
function hereOf(formula: TemporalFormula): readonly TemporalFormula[] {
  switch (formula.kind) {
    case "not":
      return [formula.operand];
    case "and":
    case "or":
      return formula.operands;
    case "xor":
      return [formula.left, formula.right];
    case "once":
    case "historically":
      return seesHere(formula.window) ? [formula.operand] : [];
    case "since":
    case "trigger":
      return seesHere(formula.window) ? [formula.right] : [];
    case "constant":
    case "atom":
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
    case "eventually":
    case "always":
    case "until":
    case "release":
    case "matches":
      return [];
    default:
      return unreachable(formula);
  }
}

function combined(formula: TemporalFormula, of: (part: TemporalFormula) => TemporalFormula): TemporalFormula {
  switch (formula.kind) {
    case "not":
      return not(of(formula.operand));
    case "and":
      return and(...formula.operands.map(of));
    case "or":
      return or(...formula.operands.map(of));
    case "xor":
      return xor(of(formula.left), of(formula.right));
    case "previously":
      return never;
    case "weak-previously":
      return always;
    case "once":
      return seesHere(formula.window) ? of(formula.operand) : never;
    case "historically":
      return seesHere(formula.window) ? of(formula.operand) : always;
    case "since":
      return seesHere(formula.window) ? of(formula.right) : never;
    case "trigger":
      return seesHere(formula.window) ? of(formula.right) : always;
    case "constant":
    case "atom":
    case "next":
    case "weak-next":
    case "eventually":
    case "always":
    case "until":
    case "release":
    case "matches":
      return formula;
    default:
      return unreachable(formula);
  }
}

/** Whether distance 0, the only one that the first letter has, lies in the window. */
function seesHere(window: Window | undefined): boolean {
  return window === undefined || (window.low === 0 && window.high >= 0);
}

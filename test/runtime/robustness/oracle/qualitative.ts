import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import type { RobustnessFormula } from "../../../../src/runtime/index.js";
import { unreachable } from "../../../../src/runtime/unreachable.js";

/** The formula as objectives read it; channel c is atom c. */
export function qualitative(formula: RobustnessFormula): TemporalFormula {
  switch (formula.kind) {
    case "constant":
      return formula;
    case "margin":
      return { kind: "atom", atom: formula.channel };
    case "and":
    case "or":
      return { kind: formula.kind, operands: formula.operands.map(qualitative) };
    case "xor":
      return { kind: "xor", left: qualitative(formula.left), right: qualitative(formula.right) };
    case "not":
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
      return { kind: formula.kind, operand: qualitative(formula.operand) };
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return { kind: formula.kind, operand: qualitative(formula.operand), ...windowOf(formula) };
    case "until":
    case "release":
    case "since":
    case "trigger": {
      const [left, right] = [qualitative(formula.left), qualitative(formula.right)];
      const both = formula.kind === "until" || formula.kind === "since" ? "and" : "or";
      const end: TemporalFormula = formula.inclusive === true ? { kind: both, operands: [left, right] } : right;
      return { kind: formula.kind, left, right: end, ...windowOf(formula) };
    }
    default:
      return unreachable(formula);
  }
}

function windowOf({ window }: { readonly window?: { readonly low: number; readonly high?: number } }) {
  return window === undefined ? {} : { window: { low: window.low, high: window.high ?? Infinity } };
}

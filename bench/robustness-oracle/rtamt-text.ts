import type { RobustnessFormula, RobustnessWindow } from "../../src/runtime/index.js";
import { unreachable } from "../../src/runtime/unreachable.js";

/**
 * A formula in RTAMT's syntax, over the signals x0, x1, … and `top`, which is +∞. What RTAMT lacks or reads otherwise is written by what it is defined as:
 * release and trigger by not, until and since; an inclusive end by `and`; windows that begin late and have no end by a delay. Its xor is |a − b|, which is
 * positive where both sides hold, so xor is written with and, or, not.
 */
export function rtamtText(formula: RobustnessFormula): string {
  switch (formula.kind) {
    case "constant":
      return formula.value ? "(top >= 0)" : "(not (top >= 0))";
    case "margin":
      return `(x${formula.channel} >= 0)`;
    case "not":
      return not(rtamtText(formula.operand));
    case "and":
    case "or":
      return `(${formula.operands.map(rtamtText).join(` ${formula.kind} `)})`;
    case "xor": {
      const [left, right] = [rtamtText(formula.left), rtamtText(formula.right)];
      return `((${left} and ${not(right)}) or (${not(left)} and ${right}))`;
    }
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
      return `(${words[formula.kind]}(${rtamtText(formula.operand)}))`;
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return over(formula.kind, rtamtText(formula.operand), formula.window);
    case "until":
    case "since":
      return pair(formula.kind, rtamtText(formula.left), rtamtText(formula.right), formula);
    case "release":
    case "trigger": {
      const [left, right] = [not(rtamtText(formula.left)), not(rtamtText(formula.right))];
      return not(pair(formula.kind === "release" ? "until" : "since", left, right, formula));
    }
    default:
      return unreachable(formula);
  }
}

const words = { next: "s_next", "weak-next": "next", previously: "s_prev", "weak-previously": "prev" } as const;

function not(text: string): string {
  return `(not ${text})`;
}

function over(word: string, text: string, window: RobustnessWindow = { low: 0 }): string {
  const { low, high } = window;
  if (high !== undefined) return `(${word}[${low},${high}] ${text})`;
  return low === 0 ? `(${word} ${text})` : over(word, `(${word} ${text})`, { low, high: low });
}

function pair(
  word: "until" | "since",
  left: string,
  right: string,
  { window = { low: 0 }, inclusive = false }: { readonly window?: RobustnessWindow; readonly inclusive?: boolean },
): string {
  const end = inclusive ? `(${left} and ${right})` : right;
  const { low, high } = window;
  if (high !== undefined) return `(${left} ${word}[${low},${high}] ${end})`;
  const whole = `(${left} ${word} ${end})`;
  if (low === 0) return whole;
  const [all, some] = word === "until" ? ["always", "eventually"] : ["historically", "once"];
  return `(${over(all, left, { low: 0, high: low - 1 })} and ${over(some, whole, { low, high: low })})`;
}

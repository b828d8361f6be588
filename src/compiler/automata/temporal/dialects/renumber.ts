import { unreachable } from "../../../unreachable.js";
import type { RegularExpression, TemporalFormula } from "../formula.js";

type Part = TemporalFormula | RegularExpression;

/** The formula over other numbers of the same atoms. Shared parts stay shared. */
export function renumber(root: TemporalFormula, number: (atom: number) => number): TemporalFormula {
  const formulas = new Map<Part, TemporalFormula>();
  const expressions = new Map<Part, RegularExpression>();
  const isDone = (part: Part): boolean => formulas.has(part) || expressions.has(part);
  const stack: Part[] = [root];
  const done = (part: TemporalFormula): TemporalFormula => formulas.get(part) ?? part;
  const word = (part: RegularExpression): RegularExpression => expressions.get(part) ?? part;
  for (let part = stack.at(-1); part !== undefined; part = stack.at(-1)) {
    const waiting = partsOf(part).filter((child) => !isDone(child));
    if (waiting.length > 0) {
      stack.push(...waiting);
      continue;
    }
    stack.pop();
    switch (part.kind) {
      case "constant":
        formulas.set(part, part);
        break;
      case "atom":
        formulas.set(part, { kind: "atom", atom: number(part.atom) });
        break;
      case "not":
      case "next":
      case "weak-next":
      case "previously":
      case "weak-previously":
      case "eventually":
      case "always":
      case "once":
      case "historically":
        formulas.set(part, { ...part, operand: done(part.operand) });
        break;
      case "and":
      case "or":
        formulas.set(part, { ...part, operands: part.operands.map(done) });
        break;
      case "xor":
      case "until":
      case "release":
      case "since":
      case "trigger":
        formulas.set(part, { ...part, left: done(part.left), right: done(part.right) });
        break;
      case "matches":
        formulas.set(part, { ...part, expression: word(part.expression) });
        break;
      case "letter":
        expressions.set(part, { ...part, condition: done(part.condition) });
        break;
      case "concatenation":
      case "union":
        expressions.set(part, { ...part, items: part.items.map(word) });
        break;
      case "repetition":
        expressions.set(part, { ...part, item: word(part.item) });
        break;
      default:
        return unreachable(part);
    }
  }
  return done(root);
}

function partsOf(part: Part): readonly Part[] {
  if ("operand" in part) return [part.operand];
  if ("operands" in part) return part.operands;
  if ("left" in part) return [part.left, part.right];
  if ("expression" in part) return [part.expression];
  if ("condition" in part) return [part.condition];
  if ("items" in part) return part.items;
  return "item" in part ? [part.item] : [];
}

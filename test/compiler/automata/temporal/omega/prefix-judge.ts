import type { TemporalFormula } from "../../../../../src/compiler/automata/temporal/formula.js";
import type { Letter } from "./lasso.js";

/** Whether a formula without regular sequences holds at the first of the letters: the definitions of LTLf with past, word by word. */
export function judge(formula: TemporalFormula, letters: readonly Letter[]): boolean {
  const count = letters.length;
  const positions = Array.from({ length: count }, (_, index) => index);
  const known = new Map<TemporalFormula, Map<number, boolean>>();
  const at = (part: TemporalFormula, i: number): boolean => {
    const table = known.get(part) ?? new Map<number, boolean>();
    known.set(part, table);
    const value = table.get(i) ?? compute(part, i);
    table.set(i, value);
    return value;
  };
  const compute = (part: TemporalFormula, i: number): boolean => {
    switch (part.kind) {
      case "constant":
        return part.value;
      case "atom":
        return letters[i]?.[part.atom] === true;
      case "not":
        return !at(part.operand, i);
      case "and":
        return part.operands.every((operand) => at(operand, i));
      case "or":
        return part.operands.some((operand) => at(operand, i));
      case "xor":
        return at(part.left, i) !== at(part.right, i);
      case "next":
        return i + 1 < count && at(part.operand, i + 1);
      case "weak-next":
        return i + 1 >= count || at(part.operand, i + 1);
      case "previously":
        return i > 0 && at(part.operand, i - 1);
      case "weak-previously":
        return i === 0 || at(part.operand, i - 1);
      case "eventually":
        return future(part, i).some((j) => at(part.operand, j));
      case "always":
        return future(part, i).every((j) => at(part.operand, j));
      case "once":
        return past(part, i).some((j) => at(part.operand, j));
      case "historically":
        return past(part, i).every((j) => at(part.operand, j));
      case "until":
        return future(part, i).some((j) => at(part.right, j) && between(i, j).every((k) => at(part.left, k)));
      case "release":
        return future(part, i).every((j) => at(part.right, j) || between(i, j).some((k) => at(part.left, k)));
      case "since":
        return past(part, i).some((j) => at(part.right, j) && between(j + 1, i + 1).every((k) => at(part.left, k)));
      case "trigger":
        return past(part, i).every((j) => at(part.right, j) || between(j + 1, i + 1).some((k) => at(part.left, k)));
      case "matches":
        throw new Error("no regular sequences here");
    }
  };
  type Windowed = { readonly window?: { readonly low: number; readonly high: number } };
  const inside = ({ window }: Windowed, distance: number): boolean =>
    distance >= (window?.low ?? 0) && distance <= (window?.high ?? Infinity);
  const future = (part: Windowed, i: number): readonly number[] => positions.filter((j) => inside(part, j - i));
  const past = (part: Windowed, i: number): readonly number[] => positions.filter((j) => inside(part, i - j));
  const between = (from: number, to: number): readonly number[] => positions.slice(from, to);
  return at(formula, 0);
}

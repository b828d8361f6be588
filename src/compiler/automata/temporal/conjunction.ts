import { type BooleanFunction, constantLevel, type Functions, no, yes } from "./functions.js";

/**
 * The conjunction of functions, those first that read early letters only: what they forbid keeps the others' letters apart no more. (An instance of
 * early quantification's sister problem, conjunction scheduling; without it "at most one of these" met "each of these implies" too late.)
 */
export function conjunction(functions: Functions, end: number, operands: readonly BooleanFunction[]): BooleanFunction {
  if (operands.length < 3) return operands.reduce((all, operand) => functions.and(all, operand), yes);
  const ranked = operands.map((operand) => ({ operand, ...extent(functions, end, operand) }));
  ranked.sort((a, b) => a.deepest - b.deepest || a.size - b.size);
  let all = yes;
  for (const { operand } of ranked) {
    all = functions.and(all, operand);
    if (all === no) break;
  }
  return all;
}

/** The last letter that a function reads, −1 if none, and the number of its nodes. */
function extent(
  functions: Functions,
  end: number,
  root: BooleanFunction,
): { readonly deepest: number; readonly size: number } {
  const seen = new Set<BooleanFunction>([root & ~1]);
  let deepest = -1;
  for (const edge of seen) {
    const level = functions.level(edge);
    if (level === constantLevel) continue;
    if (level < end && level > deepest) deepest = level;
    seen.add(functions.low(edge) & ~1);
    seen.add(functions.high(edge) & ~1);
  }
  return { deepest, size: seen.size };
}

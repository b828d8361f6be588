import type { RegularExpression, TemporalFormula, Window } from "../../../../src/compiler/automata/temporal/formula.js";

/** By position, which atoms hold. */
export type Trace = readonly (readonly boolean[])[];

/** Whether the formula holds at a position, straight from its definition: every quantifier is a loop over positions. */
export function holdsAt(formula: TemporalFormula, trace: Trace, at: number): boolean {
  const n = trace.length;
  const here = (part: TemporalFormula): boolean => holdsAt(part, trace, at);
  const span = (from: number, to: number): number[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  const ahead = ({ low, high }: Window = { low: 0, high: Infinity }): number[] =>
    span(at + low, n).filter((j) => j - at <= high);
  const behind = ({ low, high }: Window = { low: 0, high: Infinity }): number[] =>
    span(0, at + 1).filter((j) => at - j >= low && at - j <= high);
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "atom":
      return trace[at]?.[formula.atom] === true;
    case "not":
      return !here(formula.operand);
    case "and":
      return formula.operands.every(here);
    case "or":
      return formula.operands.some(here);
    case "xor":
      return here(formula.left) !== here(formula.right);
    case "next":
      return at + 1 < n && holdsAt(formula.operand, trace, at + 1);
    case "weak-next":
      return at + 1 >= n || holdsAt(formula.operand, trace, at + 1);
    case "previously":
      return at > 0 && holdsAt(formula.operand, trace, at - 1);
    case "weak-previously":
      return at === 0 || holdsAt(formula.operand, trace, at - 1);
    case "eventually":
      return ahead(formula.window).some((j) => holdsAt(formula.operand, trace, j));
    case "always":
      return ahead(formula.window).every((j) => holdsAt(formula.operand, trace, j));
    case "once":
      return behind(formula.window).some((j) => holdsAt(formula.operand, trace, j));
    case "historically":
      return behind(formula.window).every((j) => holdsAt(formula.operand, trace, j));
    case "until":
      return ahead(formula.window).some(
        (j) => holdsAt(formula.right, trace, j) && span(at, j).every((k) => holdsAt(formula.left, trace, k)),
      );
    case "release":
      return ahead(formula.window).every(
        (j) => holdsAt(formula.right, trace, j) || span(at, j).some((k) => holdsAt(formula.left, trace, k)),
      );
    case "since":
      return behind(formula.window).some(
        (j) => holdsAt(formula.right, trace, j) && span(j + 1, at + 1).every((k) => holdsAt(formula.left, trace, k)),
      );
    case "trigger":
      return behind(formula.window).every(
        (j) => holdsAt(formula.right, trace, j) || span(j + 1, at + 1).some((k) => holdsAt(formula.left, trace, k)),
      );
    case "matches": {
      const ends = ending(formula.expression, trace, at);
      return formula.exactly ? ends.has(n) : ends.size > 0;
    }
  }
}

/** Where a word of the expression that begins at a position may end (the position after its last letter). */
function ending(expression: RegularExpression, trace: Trace, from: number): ReadonlySet<number> {
  switch (expression.kind) {
    case "letter":
      return new Set(from < trace.length && holdsAt(expression.condition, trace, from) ? [from + 1] : []);
    case "union":
      return new Set(expression.items.flatMap((item) => [...ending(item, trace, from)]));
    case "concatenation":
      return expression.items.reduce<ReadonlySet<number>>((ends, item) => after(item, trace, ends), new Set([from]));
    case "repetition": {
      let ends: ReadonlySet<number> = new Set([from]);
      const all = new Set<number>();
      // More repetitions than letters add nothing: a repetition without a letter can be left out, or stands for those that must be.
      const maximum = Math.min(expression.maximum ?? Infinity, expression.minimum + trace.length + 1);
      for (let times = 0; times <= maximum; times++) {
        if (times >= expression.minimum) for (const end of ends) all.add(end);
        ends = after(expression.item, trace, ends);
      }
      return all;
    }
  }
}

function after(expression: RegularExpression, trace: Trace, from: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...from].flatMap((position) => [...ending(expression, trace, position)]));
}

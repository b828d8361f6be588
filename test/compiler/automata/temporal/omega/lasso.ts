import fc from "fast-check";
import type { Dfa } from "../../../../../src/compiler/automata/temporal/dfa.js";
import type { OmegaAutomaton } from "../../../../../src/compiler/automata/temporal/omega/automaton.js";
import type { InfiniteFormula } from "../../../../../src/compiler/automata/temporal/omega/formula.js";
import type { Letter } from "../../../../../src/compiler/automata/temporal/trace/letter.js";
import { run, step } from "../../../../../src/compiler/automata/temporal/trace/run.js";

/** The infinite trace `stem` · `loop`^ω. */
export interface Lasso {
  readonly stem: readonly Letter[];
  readonly loop: readonly Letter[];
}

export function lassos(atoms: number, longest = 4): fc.Arbitrary<Lasso> {
  const letter = fc.array(fc.boolean(), { minLength: atoms, maxLength: atoms });
  return fc.record({
    stem: fc.array(letter, { maxLength: longest }),
    loop: fc.array(letter, { minLength: 1, maxLength: longest }),
  });
}

/** The first letters of a lasso. */
export function unrolled({ stem, loop }: Lasso, length: number): readonly Letter[] {
  return Array.from({ length }, (_, index) =>
    index < stem.length ? (stem[index] ?? []) : (loop[(index - stem.length) % loop.length] ?? []),
  );
}

/** The verdict of a parity automaton: the greatest priority on the cycle that the lasso ends in is odd. */
export function acceptsLasso(automaton: OmegaAutomaton, { stem, loop }: Lasso): boolean {
  const { initial, priorities } = automaton;
  let state = stem.reduce((before, letter) => step(automaton, before, letter), initial);
  const seen = new Map<number, number>();
  const greatest: number[] = [];
  while (!seen.has(state)) {
    seen.set(state, greatest.length);
    let top = -1;
    for (const letter of loop) {
      state = step(automaton, state, letter);
      top = Math.max(top, priorities[state] ?? NaN);
    }
    greatest.push(top);
  }
  return Math.max(...greatest.slice(seen.get(state))) % 2 === 1;
}

/**
 * The definition: `holds(operand, n)` says whether the prefix of n letters satisfies the operand. Which prefixes do is periodic from some length on; `length` letters must
 * hold that many and one period.
 */
export function satisfies<Operand>(
  formula: InfiniteFormula<Operand>,
  holds: (operand: Operand, prefix: number) => boolean,
  from: number,
  length: number,
): boolean {
  const judge = (part: InfiniteFormula<Operand>): boolean => {
    switch (part.kind) {
      case "constant":
        return part.value;
      case "not":
        return !judge(part.operand);
      case "and":
        return part.operands.every(judge);
      case "or":
        return part.operands.some(judge);
      case "xor":
        return judge(part.left) !== judge(part.right);
      default: {
        const verdicts = Array.from({ length }, (_, index) => holds(part.operand, index + 1));
        const late = verdicts.slice(from);
        if (part.kind === "infinitely-often") return late.some(Boolean);
        if (part.kind === "eventually-forever") return late.every(Boolean);
        return part.kind === "for-every-prefix" ? verdicts.every(Boolean) : verdicts.some(Boolean);
      }
    }
  };
  return judge(formula);
}

/** Boolean combinations of at most `size` quantifiers over some operands. */
export function infiniteFormulas<Operand>(
  operand: fc.Arbitrary<Operand>,
  depth = 3,
): fc.Arbitrary<InfiniteFormula<Operand>> {
  const quantified = fc.record({
    kind: fc.constantFrom("infinitely-often", "eventually-forever", "for-every-prefix", "for-some-prefix"),
    operand,
  });
  return fc.letrec<{ formula: InfiniteFormula<Operand> }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: depth, withCrossShrink: true },
      quantified,
      fc.record({ kind: fc.constantFrom("and", "or"), operands: fc.array(tie("formula"), { maxLength: 3 }) }),
      fc.record({ kind: fc.constant("xor"), left: tie("formula"), right: tie("formula") }),
      fc.record({ kind: fc.constant("not"), operand: tie("formula") }),
      fc.record({ kind: fc.constant("constant"), value: fc.boolean() }),
    ),
  })).formula;
}

/** Whether a DFA accepts each prefix of some letters. */
export function acceptedPrefixes(dfa: Dfa, letters: readonly Letter[]): readonly boolean[] {
  const [, ...after] = run(dfa, letters);
  return after.map((state) => dfa.accepting[state] === true);
}

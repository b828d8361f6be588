import { atom, type TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { all, and, any, F, G, iff, implies, indices, N, not, or, R, times, U, W, X, xor } from "../notation.js";

const atoms = (count: number): readonly TemporalFormula[] => indices(count).map(atom);
const sizes = (first: number, last: number): readonly number[] =>
  indices(last - first + 1).map((index) => first + index);

/** Tabakov and Vardi, "Optimized temporal monitors for SystemC" (RV 2010). */
function nestedUntilInResponse(n: number): TemporalFormula {
  const chain = sizes(0, n - 1).reduceRight<TemporalFormula>(
    (rest, index) => U(atom(index), index === n - 1 ? atom(n) : and(atom(index + 1), rest)),
    atom(n),
  );
  return G(implies(atom(0), chain));
}

/** Müller and Sickert, "LTL to deterministic Emerson-Lei automata" (GandALF 2017): h is a disjunction of delayed guarantees. */
function delayedDisjunction(n: number): TemporalFormula {
  return or(
    ...sizes(0, n).map((delay) => F(G(or(delay % 2 === 0 ? atom(0) : not(atom(0)), times(delay, X, atom(1)))))),
  );
}

/** A strict chain of promises: (FG p0 ∨ GF p1) ∧ (FG p2 ∨ GF p0) ∧ … (Müller and Sickert 2017). */
function promises(n: number): TemporalFormula {
  return all(n, (index) => or(F(G(atom(2 * index))), G(F(atom(index === 0 ? 1 : 2 * index - 2)))));
}

/**
 * The binary counter of Rozier and Vardi, "LTL satisfiability checking" (SPIN 2007): numbers of n bits, lowest bit first and marked, count up. Its
 * nexts are weak here, so that a trace may end; with strong ones no finite trace is long enough.
 */
function counter(n: number): TemporalFormula {
  const [marker, bit] = [atom(0), atom(1)];
  const later = (operand: TemporalFormula): TemporalFormula => times(n, N, operand);
  const keeps = (operand: TemporalFormula): TemporalFormula =>
    and(implies(operand, later(operand)), implies(not(operand), later(not(operand))));
  const same = W(and(not(marker), keeps(bit)), marker);
  const carried = W(and(not(marker), bit, later(not(bit))), or(marker, and(not(bit), later(bit), N(same))));
  return and(
    marker,
    all(n - 1, (index) => times(index + 1, N, not(marker))),
    G(keeps(marker)),
    all(n, (index) => times(index, N, not(bit))),
    G(implies(and(marker, not(bit)), and(later(bit), N(same)))),
    G(implies(and(marker, bit), and(later(not(bit)), N(carried)))),
  );
}

/**
 * Parametrised formulas with the sources named in Spot's `genltl`: nested until and release, Geldenhuys and Hansen (SPIN 2006: Q, R, S and the
 * fairness families), Gastin and Oddoux (CAV 2001), Cichoń, Czubak and Jasiński (DepCoS 2009: C1, C2 and their like), and those above.
 */
export const parametrised: readonly TemporalFormula[] = [
  ...sizes(3, 5).map((n) => atoms(n).reduce((left, right) => U(left, right))),
  ...sizes(3, 5).map((n) => atoms(n).reduce((left, right) => R(left, right))),
  ...sizes(3, 5).map((n) => atoms(n).reduceRight((right, left) => U(left, right))),
  ...sizes(3, 5).map((n) => atoms(n).reduceRight((right, left) => R(left, right))),
  ...sizes(1, 3).map(nestedUntilInResponse),
  ...sizes(2, 4).map((n) => all(n, (index) => or(F(atom(index)), G(atom(index + 1))))),
  ...sizes(2, 4).map((n) => all(n, (index) => or(G(F(atom(index))), F(G(atom(index + 1)))))),
  ...sizes(3, 5).map((n) => all(n, (index) => F(G(atom(index))))),
  ...sizes(3, 5).map((n) => all(n, (index) => G(F(atom(index))))),
  ...sizes(3, 5).map((n) => any(n, (index) => F(G(atom(index))))),
  ...sizes(3, 5).map((n) => any(n, (index) => G(F(atom(index))))),
  ...sizes(2, 4).map((n) =>
    implies(
      all(n, (index) => G(F(atom(index + 1)))),
      G(F(atom(0))),
    ),
  ),
  ...sizes(2, 4).map((n) =>
    iff(
      all(n, (index) => G(F(atom(index)))),
      G(F(atom(n))),
    ),
  ),
  ...sizes(2, 4).map((n) =>
    not(
      implies(
        all(n, (index) => G(F(atom(index)))),
        G(implies(atom(n), F(atom(n + 1)))),
      ),
    ),
  ),
  ...sizes(1, 4).map((n) => all(n, (index) => F(times(index, F, and(atom(index), X(atom(index))))))),
  ...sizes(1, 4).map((n) => G(F(xor(atom(0), not(times(n, X, atom(0))))))),
  ...sizes(1, 3).map(delayedDisjunction),
  ...sizes(1, 3).map(promises),
  ...sizes(1, 3).map(counter),
];

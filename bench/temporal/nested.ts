import { atom, type TemporalFormula } from "../../src/compiler/automata/temporal/formula.js";
import { type Family, family } from "./family.js";
import { all, and, F, G, implies, indices, R, times, U, within, X } from "./notation.js";

const atoms = (count: number): readonly TemporalFormula[] => indices(count).map(atom);

/** p1 U (p2 U (…)): the automaton stays small, while obligations and second-order encodings of the formula blow up. */
export const rightUntil: Family = family(
  "right until",
  "p1 U (p2 U (… U pn)), LydiaSyft's Uright and genltl's u-right",
  (n) => [n, atoms(n).reduceRight((right, left) => U(left, right))],
  (n) => n + 1,
);

export const leftUntil: Family = family(
  "left until",
  "((p1 U p2) U …) U pn, genltl's u-left",
  (n) => [n, atoms(n).reduce((left, right) => U(left, right))],
  (n) => 2 ** (n - 1) + 1,
);

export const rightRelease: Family = family(
  "right release",
  "p1 R (p2 R (… R pn)), genltl's r-right",
  (n) => [n, atoms(n).reduceRight((right, left) => R(left, right))],
  (n) => n + 2,
);

export const leftRelease: Family = family(
  "left release",
  "((p1 R p2) R …) R pn, genltl's r-left",
  (n) => [n, atoms(n).reduce((left, right) => R(left, right))],
  (n) => 2 ** (n - 1) + 2,
);

export const globallyAndEventually: Family = family(
  "always and eventually",
  "G p1 ∧ F p2 ∧ … ∧ F pn, LydiaSyft's GFand",
  (n) => [n, and(G(atom(0)), ...indices(n - 1).map((index) => F(atom(index + 1))))],
  (n) => 2 ** (n - 1) + 1,
);

export const responses: Family = family(
  "responses",
  "the conjunction of n responses G(p → F q), each over atoms of its own",
  (n) => [2 * n, all(n, (index) => G(implies(atom(2 * index), F(atom(2 * index + 1)))))],
  (n) => 2 ** n + 1,
);

export const sequence: Family = family(
  "sequence",
  "F(p1 ∧ X F(p2 ∧ X F(…)))",
  (n) => [n, F(atoms(n).reduceRight((rest, step) => and(step, X(F(rest)))))],
  (n) => n + 1,
);

export const boundedResponse: Family = family(
  "bounded response",
  "G(a → b within n steps)",
  (n) => [2, G(implies(atom(0), within(n, atom(1))))],
  (n) => n + 3,
);

export const delay: Family = family(
  "delay",
  "F(a ∧ X^n b): the automaton remembers the last n letters",
  (n) => [2, F(and(atom(0), times(n, X, atom(1))))],
  (n) => 2 ** n + 1,
);

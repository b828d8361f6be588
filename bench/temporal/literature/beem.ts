import type { TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { a, and, b, c, d, F, G, implies, not, or, R, U, W } from "../notation.js";

/** After a, b once more (or twice), each stretch of b ending before the next. */
const again = (end: TemporalFormula): TemporalFormula => U(not(b), U(b, end));

/**
 * Shapes of the properties of Pelánek's BEEM ("Benchmarks for explicit model checkers", SPIN 2007), such as progress under fairness, overtaking
 * at most once or twice, and order of events; read over finite traces.
 */
export const beem: readonly TemporalFormula[] = [
  G(implies(a, F(b))),
  implies(and(G(F(b)), G(F(c))), G(F(a))),
  G(implies(a, and(b, U(c, d)))),
  F(or(a, b)),
  G(F(or(a, b))),
  or(W(a, b), not(U(c, d))),
  G(implies(a, again(and(not(b), R(c, not(b)))))),
  G(implies(a, R(b, not(c)))),
  G(or(a, F(a))),
  G(implies(a, F(or(b, c)))),
  and(R(or(a, b), not(c)), G(implies(d, R(or(a, b), not(c))))),
  implies(F(b), F(a)),
  G(implies(a, implies(F(b), U(not(c), b)))),
  G(implies(a, W(implies(c, b), b))),
  G(implies(and(a, b), R(not(b), or(a, not(b))))),
  G(implies(a, F(and(b, c)))),
  G(implies(a, again(and(b, c)))),
  G(implies(a, again(again(and(b, c))))),
  implies(G(F(b)), G(F(a))),
  and(G(F(or(a, b))), G(F(or(b, c)))),
];

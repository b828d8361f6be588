import type { TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { a, and, b, c, d, F, G, iff, implies, not, or, R, U, X } from "../notation.js";

const nextUntil = U(X(a), X(b));
const nextUntilNow = U(X(a), b);
const dualOfNextUntil = X(R(not(a), not(b)));
const dualOfNextUntilNow = X(R(not(a), or(not(a), not(b))));
const response = G(implies(a, F(b)));

/** The formulas of Somenzi and Bloem, "Efficient Büchi Automata from LTL Formulae" (CAV 2000), read over finite traces. */
export const somenziBloem: readonly TemporalFormula[] = [
  U(a, b),
  U(a, U(b, c)),
  not(U(a, U(b, c))),
  implies(G(F(a)), G(F(b))),
  U(F(a), G(b)),
  U(G(a), b),
  not(iff(F(a), F(b))),
  not(implies(G(F(a)), G(F(b)))),
  not(iff(G(F(a)), G(F(b)))),
  R(a, or(a, b)),
  or(nextUntil, dualOfNextUntil),
  or(nextUntilNow, dualOfNextUntilNow),
  and(or(nextUntilNow, dualOfNextUntilNow), response),
  and(or(nextUntil, dualOfNextUntil), response),
  response,
  F(and(a, X(U(not(b), not(c))))),
  not(or(F(G(a)), F(G(b)))),
  G(and(F(a), F(b))),
  and(F(a), F(not(a))),
  R(X(and(b, R(U(c, d), a))), X(U(R(U(c, d), a), R(c, a)))),
  or(and(G(or(a, G(F(c)))), G(or(b, G(F(not(c)))))), G(a), G(b)),
  or(and(G(or(a, F(G(c)))), G(or(b, F(G(not(c)))))), G(a), G(b)),
  not(or(and(G(or(a, G(F(c)))), G(or(b, G(F(not(c)))))), G(a), G(b))),
  not(or(and(G(or(a, F(G(c)))), G(or(b, F(G(not(c)))))), G(a), G(b))),
  and(G(or(a, X(G(b)))), G(or(c, X(G(not(b)))))),
  G(or(a, and(X(b), X(not(b))))),
  or(a, U(b, a)),
];

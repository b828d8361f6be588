import type { TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { a, and, b, c, d, e, F, f, G, g, implies, or, U, X } from "../notation.js";

/** The formulas of Etessami and Holzmann, "Optimizing Büchi Automata" (CONCUR 2000), read over finite traces. */
export const etessamiHolzmann: readonly TemporalFormula[] = [
  U(a, and(b, G(c))),
  U(a, and(b, X(U(c, d)))),
  U(a, and(b, X(and(c, F(and(d, X(F(and(e, X(F(and(f, X(F(g)))))))))))))),
  F(and(a, X(G(b)))),
  F(and(a, X(and(b, X(F(c)))))),
  F(and(a, X(U(b, c)))),
  or(F(G(a)), G(F(b))),
  G(implies(a, U(b, c))),
  G(and(a, X(F(and(b, X(F(and(c, X(F(d)))))))))),
  and(G(F(a)), G(F(b)), G(F(c)), G(F(d)), G(F(e))),
  or(U(a, U(b, c)), U(b, U(c, a)), U(c, U(a, b))),
  G(implies(a, U(b, or(G(c), G(d))))),
];

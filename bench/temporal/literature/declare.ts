import type { TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { a, and, b, F, G, iff, implies, last, not, or, U, W, X, xor } from "../notation.js";

const response = G(implies(a, F(b)));
const precedence = W(not(b), a);
const alternateResponse = G(implies(a, X(U(not(a), b))));
const alternatePrecedence = and(precedence, G(implies(b, or(last, X(W(not(b), a))))));
const chainResponse = G(implies(a, X(b)));
const chainPrecedence = and(not(b), G(implies(X(b), a)));

/** Holds at n steps at least. */
function existence(n: number): TemporalFormula {
  return n === 1 ? F(a) : F(and(a, X(existence(n - 1))));
}

/**
 * The templates of Declare (Pesic, Schonenberg and van der Aalst, EDOC 2007) as finite-trace formulas (De Giacomo, De Masellis and Montali, AAAI 2014):
 * constraints on the events of a business process.
 */
export const declare: readonly TemporalFormula[] = [
  existence(1),
  existence(2),
  existence(3),
  not(existence(1)),
  not(existence(2)),
  not(existence(3)),
  and(existence(1), not(existence(2))),
  and(existence(2), not(existence(3))),
  a,
  F(and(a, last)),
  or(F(a), F(b)),
  xor(F(a), F(b)),
  implies(F(a), F(b)),
  iff(F(a), F(b)),
  response,
  precedence,
  and(response, precedence),
  alternateResponse,
  alternatePrecedence,
  and(alternateResponse, alternatePrecedence),
  chainResponse,
  chainPrecedence,
  and(chainResponse, chainPrecedence),
  not(and(F(a), F(b))),
  G(implies(a, not(F(b)))),
  G(implies(a, not(X(b)))),
];

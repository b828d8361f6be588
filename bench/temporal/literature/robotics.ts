import type { TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { a, and, b, c, F, G, iff, implies, not, or, R, U, W, X, within } from "../notation.js";

const visit = and(F(a), F(b), F(c));
const sequencedVisit = F(and(a, F(and(b, F(c)))));
const ordered = and(U(not(b), a), U(not(c), b));
/** No place twice before the next one is reached. */
const strict = and(U(not(a), and(a, X(U(not(a), b)))), U(not(b), and(b, X(U(not(b), c)))));
/** After a place, not again before the other ones. */
const fair = (place: TemporalFormula, next: TemporalFormula): TemporalFormula =>
  G(implies(place, or(not(X(F(place))), X(W(not(place), next)))));
/** Holds at n steps at least. */
const times = (n: number): TemporalFormula => (n === 1 ? F(a) : F(and(a, X(times(n - 1)))));

/**
 * Mission patterns for robots (Menghi, Tsigkanos, Pelliccione, Ghezzi and Berger, "Specification patterns for robotic missions", IEEE TSE 2019) over
 * three places, in their finite-trace reading: visits, patrols, avoidance, reactions.
 */
export const robotics: readonly TemporalFormula[] = [
  visit,
  sequencedVisit,
  and(sequencedVisit, ordered),
  and(sequencedVisit, ordered, strict),
  and(visit, fair(a, b), fair(b, c), fair(c, a)),
  and(G(F(a)), G(F(b)), G(F(c))),
  G(sequencedVisit),
  and(G(sequencedVisit), ordered, G(implies(a, X(U(not(a), b))))),
  and(G(F(a)), fair(a, b), fair(b, c)),
  U(not(a), b),
  G(not(a)),
  G(implies(b, G(not(a)))),
  not(times(3)),
  times(3),
  and(times(2), not(times(3))),
  G(implies(a, b)),
  G(implies(a, F(b))),
  G(implies(a, X(b))),
  G(iff(a, b)),
  G(iff(a, X(b))),
  U(a, b),
  R(b, a),
  G(implies(a, within(3, b))),
];

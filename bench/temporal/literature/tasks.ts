import { binary, windowed } from "../../../src/compiler/automata/temporal/formula.js";
import type { TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { a, and, b, c, d, e, F, f, G, g, H, implies, last, not, O, or, S, U, within, X, Y } from "../notation.js";

/** Reach each place after the one before, and not `avoided` on the way. */
function reachInOrder(places: readonly TemporalFormula[], avoided: TemporalFormula): TemporalFormula {
  const [place, ...rest] = places;
  if (place === undefined) return not(avoided);
  const then = rest.length === 0 ? place : and(place, X(reachInOrder(rest, avoided)));
  return U(not(avoided), then);
}

const visitAll = [b, c, d, e].reduceRight((rest, place) => and(place, X(F(rest))));

/**
 * Tasks of reinforcement learning: the four of the office world (Toro Icarte et al., ICML 2018), shapes of the letter world's samplers (Vaezipoor et al.,
 * "LTL2Action", ICML 2021) and of sequences with avoidance (Jackermeier and Abate, "DeepLTL", ICLR 2025), SPECTRL's achieve and ensure (Jothimurugan,
 * Alur and Bastani, NeurIPS 2019), restraining rules with a past (De Giacomo et al., ICAPS 2019), and deadlines.
 */
export const tasks: readonly TemporalFormula[] = [
  reachInOrder([a, b], g),
  reachInOrder([c, b], g),
  and(F(and(a, X(F(b)))), F(and(c, X(F(b)))), G(not(g))),
  and(F(visitAll), G(not(g))),
  U(not(a), and(b, U(not(c), d))),
  and(U(not(a), and(b, U(not(c), d))), U(not(e), and(f, U(not(g), a)))),
  F(and(a, F(and(b, F(and(c, F(d))))))),
  F(and(or(a, b), F(and(c, F(or(d, e)))))),
  and(F(and(a, F(b))), F(and(c, F(d))), F(and(e, F(f)))),
  reachInOrder([a, b, c, d], e),
  reachInOrder([a, b, c, d, e, f], g),
  and(F(a), G(implies(a, G(not(b)))), U(not(c), a)),
  F(and(a, F(G(b)))),
  F(and(a, G(b))),
  or(and(F(a), G(not(g))), and(F(and(b, X(F(c)))), G(not(f)))),
  G(implies(b, O(a))),
  G(implies(b, Y(S(not(b), a)))),
  G(implies(c, and(O(a), O(b), H(not(d))))),
  F(and(last, S(a, b))),
  G(implies(a, Y(H(not(a))))),
  G(implies(and(a, O(b)), within(4, c))),
  and(within(10, a), windowed("always", not(b), { low: 0, high: 10 })),
  binary("until", not(b), a, { low: 3, high: 6 }),
  G(implies(a, windowed("once", b, { low: 1, high: 3 }))),
  and(F(and(a, within(5, and(b, within(5, c))))), G(not(d))),
  G(implies(and(a, X(a)), X(X(not(a))))),
];

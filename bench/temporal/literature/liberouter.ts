import { atom, type TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { a, all, and, any, b, c, d, e, F, f, G, g, h, i, iff, implies, not, or, U, W, X, xor } from "../notation.js";

const rises = (signal: TemporalFormula): TemporalFormula => and(not(signal), X(signal));
const falls = (signal: TemporalFormula): TemporalFormula => and(signal, X(not(signal)));
const keeps = (signal: TemporalFormula): TemporalFormula => iff(signal, X(signal));
const changes = (signal: TemporalFormula): TemporalFormula => xor(signal, X(signal));
const stable = all(4, (bit) => keeps(atom(bit)));

/** In the `count`-th stretch of a (a or not a, alternately) that follows, `end`. */
function stretches(signal: TemporalFormula, count: number, end: TemporalFormula): TemporalFormula {
  let formula = end;
  for (let index = 0; index < count; index++) formula = U(index % 2 === 0 ? signal : not(signal), formula);
  return formula;
}

/** `count` times: the signal is left to fall with b unset, and b is set in the step after. */
function handshakes(signal: TemporalFormula, held: TemporalFormula, count: number): TemporalFormula {
  const more = count > 1 ? [handshakes(signal, held, count - 1)] : [];
  return U(held, and(held, not(b), X(and(held, b, ...more))));
}

/**
 * Shapes of the hardware properties that Holeček, Kratochvíla, Řehák, Šafránek and Šimeček verified in the Liberouter project (CESNET technical
 * report 03, 2004): signals of FIFOs, arbiters and bus interfaces; read over finite traces.
 */
export const liberouter: readonly TemporalFormula[] = [
  G(and(F(a), F(not(a)))),
  and(G(F(a)), G(F(not(a)))),
  G(F(or(changes(a), changes(b)))),
  G(F(any(4, (bit) => changes(atom(bit))))),
  G(not(a)),
  G(and(implies(a, F(not(a))), implies(not(a), F(a)))),
  G(implies(a, F(and(a, b)))),
  G(implies(and(not(a), b, c, d), F(e))),
  G(implies(a, F(not(b)))),
  G(implies(a, F(b))),
  G(implies(and(a, b), F(c))),
  G(implies(and(a, b, c), F(d))),
  G(all(4, (pair) => implies(atom(2 * pair), F(atom(2 * pair + 1))))),
  G(and(not(a), not(b))),
  G(not(and(a, b))),
  G(implies(a, b)),
  G(or(a, xor(b, c))),
  G(or(a, b, and(not(c), not(d), not(e)))),
  G(implies(and(a, b, not(c)), not(and(d, e)))),
  G(implies(and(not(a), b, not(c), not(d), not(e)), F(not(or(f, g, h, i))))),
  G(implies(and(a, b, not(c), not(d), not(e)), F(and(f, not(or(g, h, i)))))),
  G(implies(and(b, c, d, e, f), a)),
  G(implies(and(a, b, not(c), not(d)), implies(e, not(f)))),
  G(or(a, xor(b, c), not(or(d, e, f, g)))),
  G(implies(and(a, b, not(c), not(d), not(e), f), not(g))),
  G(implies(and(a, b, not(c), not(d), not(e), not(f), g), not(h))),
  G(implies(and(a, b, falls(c)), X(X(implies(b, d))))),
  G(implies(and(a, b, not(c), X(c)), X(or(X(not(b)), stretches(c, 3, implies(b, d)))))),
  or(X(implies(a, stretches(b, 3, implies(a, c)))), F(or(not(a), b, not(d), X(not(b))))),
  G(implies(a, stretches(b, 2, implies(c, d)))),
  G(implies(a, stretches(b, 2, or(c, d)))),
  G(implies(and(not(a), b), X(c))),
  G(implies(a, X(or(a, b)))),
  G(or(stable, and(X(not(e)), X(U(stable, e))))),
  G(implies(and(a, not(b), c), or(X(not(b)), X(not(a)), X(d)))),
  G(implies(a, X(U(not(a), b)))),
  G(implies(rises(a), X(W(a, b)))),
  G(implies(rises(a), X(handshakes(a, a, 1)))),
  G(implies(rises(a), X(handshakes(a, a, 2)))),
  G(implies(falls(a), X(handshakes(a, not(a), 2)))),
  G(implies(falls(a), X(handshakes(a, not(a), 3)))),
  G(implies(rises(a), X(U(implies(X(a), a), rises(b))))),
  G(atMost(a, 11)),
  G(or(rises(a), X(b), not(b))),
  G(or(rises(a), keeps(b))),
  U(not(a), G(and(not(and(b, c)), not(and(d, e)), not(and(c, d)), not(and(c, e)), not(and(b, d))))),
  U(not(a), b),
  W(a, b),
  and(a, X(G(not(a)))),
  X(G(implies(and(a, F(b)), U(X(not(b)), c)))),
  X(G(implies(and(a, not(b), F(b)), U(not(b), c)))),
  X(G(implies(and(a, b), W(b, c)))),
  and(X(a), G(implies(rises(a), X(X(a))))),
];

/** The signal does not hold for more than `steps` steps in a row. */
function atMost(signal: TemporalFormula, steps: number): TemporalFormula {
  let formula = not(signal);
  for (let index = 0; index < steps; index++) formula = or(not(signal), X(formula));
  return formula;
}

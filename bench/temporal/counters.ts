import { atom, type TemporalFormula } from "../../src/compiler/automata/temporal/formula.js";
import { type Family, family } from "./family.js";
import { all, and, F, G, iff, implies, N, not, X, xor } from "./notation.js";

/*
 * The binary counters of two-player games, as LydiaSyft's benchmark set describes them (TLSF, where a plain X is weak and X[!] is strong: N
 * and X here): the environment chooses the start and when to count, and the counter must come back to 0, or two counters must meet. Next
 * values are stated from both sides: what is true next (X) had its reason, and what has a reason is true next if there is a next step (N).
 */

/** A bit of a counter that adds its carry: true next only if it and the carry differ, and conversely. */
function adds(bit: TemporalFormula, carry: TemporalFormula): TemporalFormula {
  return and(implies(X(bit), xor(bit, X(carry))), implies(xor(bit, N(carry)), N(bit)));
}

/** A carry comes next exactly from the carry of the bit below, if that bit is set. */
function carries(below: TemporalFormula, carryBelow: TemporalFormula, carry: TemporalFormula): TemporalFormula {
  return and(implies(X(carry), and(below, X(carryBelow))), implies(and(below, N(carryBelow)), N(carry)));
}

/** The first letter's choice is the counter's first value, one letter later. */
function starts(chosen: TemporalFormula, bit: TemporalFormula): TemporalFormula {
  return and(implies(X(bit), chosen), implies(chosen, N(bit)));
}

export const singleCounter: Family = family(
  "single counter",
  "a k-bit counter under the environment's clock comes to 0 (LydiaSyft, Two-player-Game/Single-Counter; TLSF, plain X weak)",
  (k) => {
    const chosen = (bit: number): TemporalFormula => atom(bit);
    const increment = atom(k);
    const counter = (bit: number): TemporalFormula => atom(k + 1 + bit);
    const carry = (bit: number): TemporalFormula => atom(2 * k + 1 + bit);
    const counting = and(
      implies(X(carry(0)), increment),
      implies(increment, N(carry(0))),
      all(k - 1, (bit) => carries(counter(bit), carry(bit), carry(bit + 1))),
      all(k, (bit) => adds(counter(bit), carry(bit))),
    );
    return [
      3 * k + 1,
      and(
        all(k, (bit) => starts(chosen(bit), counter(bit))),
        implies(
          G(implies(not(increment), X(increment))),
          and(X(G(counting)), X(F(all(k, (bit) => not(counter(bit)))))),
        ),
      ),
    ];
  },
  (k) => 3 * 2 ** (k + 1) + 3,
);

export const doubleCounter: Family = family(
  "double counter",
  "the system's k-bit counter meets the environment's (LydiaSyft, Two-player-Game/Double-Counter; TLSF, plain X weak)",
  (k) => {
    const chosen = (bit: number): TemporalFormula => atom(bit);
    const increment = atom(k);
    const theirs = (bit: number): TemporalFormula => atom(k + 1 + 4 * bit);
    const ours = (bit: number): TemporalFormula => atom(k + 2 + 4 * bit);
    const theirCarry = (bit: number): TemporalFormula => atom(k + 3 + 4 * bit);
    const ourCarry = (bit: number): TemporalFormula => atom(k + 4 + 4 * bit);
    const ourIncrement = atom(5 * k + 1);
    const counting = and(
      implies(X(theirCarry(0)), increment),
      implies(increment, N(theirCarry(0))),
      iff(ourCarry(0), ourIncrement),
      all(k - 1, (bit) => carries(theirs(bit), theirCarry(bit), theirCarry(bit + 1))),
      all(k - 1, (bit) => carries(ours(bit), ourCarry(bit), ourCarry(bit + 1))),
      all(k, (bit) => and(adds(theirs(bit), theirCarry(bit)), adds(ours(bit), ourCarry(bit)))),
    );
    return [
      5 * k + 2,
      and(
        all(k, (bit) => starts(chosen(bit), theirs(bit))),
        all(k, (bit) => not(ours(bit))),
        not(ourIncrement),
        implies(
          G(implies(increment, not(X(increment)))),
          and(X(G(counting)), X(F(all(k, (bit) => iff(theirs(bit), ours(bit)))))),
        ),
      ),
    ];
  },
  (k) => 4 ** (k + 1) + 5,
);

import { atom, type TemporalFormula } from "../../../src/compiler/automata/temporal/formula.js";
import { and, F, G, implies, not, or, U, W, X } from "../notation.js";

/** A pattern in the five scopes, in this order: globally, before r, after q, between q and r, after q until r. */
type Pattern = readonly [
  globally: TemporalFormula,
  before: TemporalFormula,
  after: TemporalFormula,
  between: TemporalFormula,
  afterUntil: TemporalFormula,
];

const [q, r, p, s, t, z] = [0, 1, 2, 3, 4, 5].map(atom) as unknown as readonly [
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
];
const noP = not(p);
const open = and(q, not(r));
const closed = and(q, not(r), F(r));

const absence: Pattern = [
  G(noP),
  implies(F(r), U(noP, r)),
  G(implies(q, G(noP))),
  G(implies(closed, U(noP, r))),
  G(implies(open, W(noP, r))),
];

const existence: Pattern = [
  F(p),
  W(not(r), and(p, not(r))),
  or(G(not(q)), F(and(q, F(p)))),
  G(implies(open, W(not(r), and(p, not(r))))),
  G(implies(open, U(not(r), and(p, not(r))))),
];

/** At most two stretches of p. */
const twice = W(noP, W(p, W(noP, W(p, G(noP)))));

function twiceUntil(end: TemporalFormula): TemporalFormula {
  const [absent, present] = [and(noP, not(r)), and(p, not(r))];
  return U(absent, or(r, U(present, or(r, U(absent, or(r, U(present, or(r, end))))))));
}

const boundedExistence: Pattern = [
  twice,
  implies(F(r), twiceUntil(U(noP, r))),
  implies(F(q), U(not(q), and(q, twice))),
  G(implies(and(q, F(r)), twiceUntil(U(noP, r)))),
  G(implies(q, twiceUntil(or(W(noP, r), G(p))))),
];

const universality: Pattern = [
  G(p),
  implies(F(r), U(p, r)),
  G(implies(q, G(p))),
  G(implies(closed, U(p, r))),
  G(implies(open, W(p, r))),
];

const precedence: Pattern = [
  W(noP, s),
  implies(F(r), U(noP, or(s, r))),
  or(G(not(q)), F(and(q, W(noP, s)))),
  G(implies(closed, U(noP, or(s, r)))),
  G(implies(open, W(noP, or(s, r)))),
];

const answered = implies(p, U(not(r), and(s, not(r))));

const response: Pattern = [
  G(implies(p, F(s))),
  implies(F(r), U(answered, r)),
  G(implies(q, G(implies(p, F(s))))),
  G(implies(closed, U(answered, r))),
  G(implies(open, W(answered, r))),
];

/** s and then t, before any p. */
const bothFirst = and(s, noP, X(U(noP, t)));

const precedenceChainOfTwoCauses: Pattern = [
  implies(F(p), U(noP, bothFirst)),
  implies(F(r), U(noP, or(r, bothFirst))),
  or(G(not(q)), U(not(q), and(q, implies(F(p), U(noP, bothFirst))))),
  G(implies(and(q, F(r)), U(noP, or(r, bothFirst)))),
  G(implies(q, implies(F(p), U(noP, or(r, bothFirst))))),
];

const both = and(s, X(F(t)));
const bothInside = and(s, not(r), X(U(not(r), and(t, not(r)))));

const precedenceChainOfTwoEffects: Pattern = [
  implies(F(both), U(not(s), p)),
  implies(F(r), U(not(bothInside), or(r, p))),
  or(G(not(q)), U(not(q), and(q, implies(F(both), U(not(s), p))))),
  G(implies(and(q, F(r)), U(not(bothInside), or(r, p)))),
  G(implies(q, or(U(not(bothInside), or(r, p)), G(not(both))))),
];

const stimuliInside = implies(and(s, X(U(not(r), t))), X(U(not(r), and(t, F(p)))));

const responseChainOfTwoStimuli: Pattern = [
  G(implies(both, X(F(and(t, F(p)))))),
  implies(F(r), U(stimuliInside, r)),
  G(implies(q, G(implies(both, X(U(not(t), and(t, F(p)))))))),
  G(implies(and(q, F(r)), U(stimuliInside, r))),
  G(implies(q, U(stimuliInside, or(r, G(stimuliInside))))),
];

const responsesInside = implies(p, U(not(r), and(s, not(r), X(U(not(r), t)))));

const responseChainOfTwoResponses: Pattern = [
  G(implies(p, F(both))),
  implies(F(r), U(responsesInside, r)),
  G(implies(q, G(implies(p, both)))),
  G(implies(and(q, F(r)), U(responsesInside, r))),
  G(implies(q, U(responsesInside, or(r, G(implies(p, both)))))),
];

const bothWithoutZ = and(s, not(z), X(U(not(z), t)));
const constrainedInside = implies(p, U(not(r), and(s, not(r), not(z), X(U(and(not(r), not(z)), t)))));

const constrainedChain: Pattern = [
  G(implies(p, F(bothWithoutZ))),
  implies(F(r), U(constrainedInside, r)),
  G(implies(q, G(implies(p, bothWithoutZ)))),
  G(implies(and(q, F(r)), U(constrainedInside, r))),
  G(implies(q, U(constrainedInside, or(r, G(implies(p, bothWithoutZ)))))),
];

/**
 * The 55 property specification patterns (Dwyer, Avrunin and Corbett, FMSP 1998, and the pattern catalogue of the same authors): eleven
 * patterns in five scopes. Some scopes of the chains are stated there for immediate answers; they are kept as stated.
 */
export const dwyer: readonly TemporalFormula[] = [
  absence,
  existence,
  boundedExistence,
  universality,
  precedence,
  response,
  precedenceChainOfTwoCauses,
  precedenceChainOfTwoEffects,
  responseChainOfTwoStimuli,
  responseChainOfTwoResponses,
  constrainedChain,
].flat();

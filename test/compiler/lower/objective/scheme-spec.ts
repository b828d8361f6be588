import { atom, not } from "../../../../src/compiler/automata/temporal/formula.js";
import { overPrefixes, type InfiniteFormula } from "../../../../src/compiler/automata/temporal/omega/formula.js";
import { schemeSteps, type Scheme } from "../../../../src/compiler/automata/temporal/omega/scheme.js";
import { translateInfinite } from "../../../../src/compiler/automata/temporal/omega/translate.js";
import type { OmegaAutomaton } from "../../../../src/compiler/automata/temporal/omega/automaton.js";
import type { TypedSchemeReference, TypedSpec } from "../../../../src/compiler/check/typed.js";
import { constant, declare, scalar, signal, span, spec, term } from "../typed-spec.js";

export const [a, b] = [atom(0), atom(1)];
/** `infinitely often a`. */
export const recurrence = overPrefixes("infinitely-often", a);
/** `eventually forever not b and infinitely often a`. */
export const persistence: InfiniteFormula = {
  kind: "and",
  operands: [overPrefixes("eventually-forever", not(b)), recurrence],
};

export function automatonOf(formula: InfiniteFormula): OmegaAutomaton {
  const made = translateInfinite(formula, 2);
  if (made.kind !== "automaton") throw new Error(made.budget);
  return made.automaton;
}

/** A spec over the signals `a` and `b` that pays by a scheme, as the checker makes it. */
export function schemeSpec(formula: InfiniteFormula, scheme: Scheme, discount?: number): TypedSpec {
  const automaton = automatonOf(formula);
  const steps = schemeSteps(scheme, automaton.priorities);
  const reference = (part: TypedSchemeReference["part"]): TypedSchemeReference => ({
    kind: "scheme",
    objective: "Patrol",
    scheme,
    part,
    type: scalar(part === "stops" ? "bool" : "float"),
    rate: "step",
    availability: "step",
    span,
  });
  return spec({
    signals: [declare("a", scalar("bool")), declare("b", scalar("bool"))],
    infiniteObjectives: [
      {
        name: "Patrol",
        readsSource: false,
        atoms: [signal("a", scalar("bool")), signal("b", scalar("bool"))],
        formula,
        automaton,
        text: "",
        span,
      },
    ],
    terms: [term("patrol", reference("value"))],
    total: {
      kind: "term",
      type: scalar("float"),
      rate: "step",
      availability: "step",
      span,
      term: "patrol",
      part: "contribution",
    },
    endings: steps.some(({ stop }) => stop > 0)
      ? [
          {
            form: "condition",
            kind: "terminated",
            cause: `${scheme.kind}(Patrol)`,
            condition: reference("stops"),
            span,
          },
        ]
      : [],
    ...(steps.some((step) => step.discount !== undefined) ? { stepDiscount: reference("discount") } : {}),
    ...(discount === undefined ? {} : { discount: constant(discount) }),
  });
}

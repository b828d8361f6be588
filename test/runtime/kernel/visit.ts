import { and, atom, not, unary, windowed } from "../../../src/compiler/automata/temporal/formula.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { optimise } from "../../../src/compiler/passes/index.js";
import {
  named,
  objective,
  on,
  programOf,
  shown,
  specOf,
  sum,
  terminateWhen,
} from "../../compiler/lower/objective/objective-spec.js";
import { constant, term } from "../../compiler/lower/typed-spec.js";

/**
 * `eventually (a and next eventually b) and always not c`, paid when it is satisfied, shaped by its progress, over when it is violated; beside it
 * an objective that reads the source.
 */
export function visit(): Program {
  const inOrder = windowed("eventually", and(atom(0), unary("next", windowed("eventually", atom(1)))));
  const safely = and(inOrder, windowed("always", not(atom(2))));
  const made = specOf(safely, {
    name: "VisitInOrder",
    documentation: "First a, then b, never c.",
    objectives: [
      objective(safely, { name: "Visit", documentation: "First a, then b, never c." }),
      objective(windowed("eventually", atom(0)), { name: "Seen", readsSource: true }),
    ],
    terms: [
      term("goal", on(shown("fires-satisfied", "Visit"), constant(1)), { primary: true }),
      term("seen", on(shown("fires-satisfied", "Seen"), shown("progress", "Visit")), { weight: constant(0.25) }),
      term("harm", on(shown("fires-violated", "Visit"), constant(-1))),
    ],
    total: sum(sum(named("goal"), named("seen")), named("harm")),
    endings: [terminateWhen(shown("violated", "Visit"))],
    shapes: [
      {
        name: "Visit",
        form: "potential",
        potential: shown("progress", "Visit"),
        weight: constant(2),
        span: constant(1).span,
      },
    ],
    discount: constant(0.9),
  });
  return optimise(programOf(made));
}

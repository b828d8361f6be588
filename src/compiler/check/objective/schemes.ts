import { schemeSteps } from "../../automata/temporal/omega/scheme.js";
import { report } from "../../diagnostics/report.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { showExpression } from "../machines/show-expression.js";
import type { TypedEnding, TypedInfiniteObjective, TypedSchemeReference, TypedSpec, TypedTerm } from "../typed.js";

export interface SchemeEffects {
  /** Random stops, each with the scheme as its cause. They come after the ends that the file declares. */
  readonly endings: readonly TypedEnding[];
  readonly stepDiscount?: TypedSpec["stepDiscount"];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the schemes of a spec do beside paying. */
export function schemeEffects(
  terms: readonly TypedTerm[],
  objectives: readonly TypedInfiniteObjective[],
): SchemeEffects {
  const endings = new Map<string, TypedEnding>();
  const diagnostics: Diagnostic[] = [];
  let stepDiscount: TypedSchemeReference | undefined;
  for (const { body } of terms) {
    if (body.kind !== "scheme") continue;
    const automaton = objectives.find(({ name }) => name === body.objective)?.automaton;
    const steps = schemeSteps(body.scheme, automaton?.priorities ?? []);
    const cause = showExpression(body);
    if (steps.some(({ stop }) => stop > 0)) {
      const condition: TypedSchemeReference = { ...body, part: "stops", type: { element: "bool", shape: [] } };
      endings.set(JSON.stringify([cause, body.scheme]), {
        form: "condition",
        kind: "terminated",
        cause,
        condition,
        span: body.span,
      });
    }
    if (!steps.some(({ discount }) => discount !== undefined)) continue;
    if (stepDiscount === undefined) stepDiscount = { ...body, part: "discount", type: { element: "float", shape: [] } };
    else if (
      JSON.stringify([stepDiscount.objective, stepDiscount.scheme]) !== JSON.stringify([body.objective, body.scheme])
    )
      diagnostics.push(
        report(
          "second-discount",
          body.span,
          { scheme: cause, other: showExpression(stepDiscount) },
          {
            related: [{ span: stepDiscount.span, label: "sets it first" }],
          },
        ),
      );
  }
  return { endings: [...endings.values()], ...(stepDiscount === undefined ? {} : { stepDiscount }), diagnostics };
}

import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { suggest } from "../../diagnostics/suggest.js";
import type { Span } from "../../source/span.js";
import { Timings } from "../dataflow/timings.js";
import { paidAt } from "../paid-once.js";
import type { Timing, TypedSpec } from "../typed.js";
import { chainOf, type RateReason } from "./chain.js";
import { subjectsOf, type SubjectKind } from "./subjects.js";

export type { RateReason } from "./chain.js";

/** How often a named value changes and when it is known, and what makes it so: each chain goes from what the value is made of to where that comes from. */
export interface RateExplanation {
  readonly name: string;
  readonly kind: SubjectKind;
  /** Where it is declared. */
  readonly span: Span;
  readonly timing: Timing;
  /** Of a term: in each step, in the last step of its episode, or by `finish`. */
  readonly paid?: "step" | "episode" | "late";
  readonly rate: readonly RateReason[];
  /** Empty where the step knows the value. */
  readonly availability: readonly RateReason[];
  /** Why it takes whole trajectories; empty where it does not. */
  readonly finish: readonly RateReason[];
}

/** Names that are listed where none is near. */
const listed = 12;

/** Why the value called `name` has its rate; the spec may hold errors. A diagnostic where nothing is called so. */
export function explainRate(
  name: string,
  spec: TypedSpec,
): { readonly explanation: RateExplanation } | { readonly diagnostic: Diagnostic } {
  const subjects = subjectsOf(spec);
  const subject = subjects.find((candidate) => candidate.name === name);
  if (subject === undefined)
    return {
      diagnostic: unknown(
        name,
        subjects.map((known) => known.name),
        spec,
      ),
    };
  const { kind, span, value } = subject;
  const timings = Timings.of(spec);
  const timing = timings.of(value);
  const term = kind === "term" ? spec.terms.find((candidate) => candidate.name === name) : undefined;
  return {
    explanation: {
      name,
      kind,
      span,
      timing,
      ...(term === undefined ? {} : { paid: paidAt(term, timings) }),
      rate: chainOf(value, "rate", timings, spec),
      availability: timing.availability === "step" ? [] : chainOf(value, "availability", timings, spec),
      finish: timing.finish === true ? chainOf(value, "finish", timings, spec) : [],
    },
  };
}

function unknown(name: string, known: readonly string[], spec: TypedSpec): Diagnostic {
  const near = suggest(name, known);
  const all = [...known.slice(0, listed).map((word) => `\`${word}\``), ...(known.length > listed ? ["…"] : [])];
  return report(
    "unknown-name",
    spec.span,
    { name },
    {
      label: "no signal, param, let, term or report of this spec is called so",
      help: near === undefined ? `ask for one of ${all.join(", ")}` : `did you mean \`${near}\`?`,
    },
  );
}

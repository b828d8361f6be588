import type { RateExplanation, RateReason } from "../../compiler/check/explain-rate/index.js";
import { rangeOf, type Sources } from "../../compiler/diagnostics/json.js";
import type { Span } from "../../compiler/source/span.js";

/** The explanation as one JSON record. */
export function explanationRecord(explanation: RateExplanation, sources: Sources): object {
  const { name, kind, span, timing, paid, rate, availability, finish } = explanation;
  const place = (where: Span): object => ({ file: where.file, range: rangeOf(where, sources) });
  const chain = (reasons: readonly RateReason[]): readonly object[] =>
    reasons.map(({ text, reason, span: where }) => ({ text, reason, ...place(where) }));
  return {
    v: 1,
    type: "rate",
    name,
    kind,
    ...place(span),
    rate: timing.rate,
    ...(timing.rate !== "segment" || timing.segment === undefined ? {} : { segment: timing.segment }),
    availability: timing.availability,
    finish: timing.finish === true,
    ...(paid === undefined ? {} : { paid }),
    because: { rate: chain(rate), availability: chain(availability), finish: chain(finish) },
  };
}

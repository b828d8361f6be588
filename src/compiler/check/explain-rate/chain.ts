import type { Span } from "../../source/span.js";
import { givesEach, isHistory, scopeTiming, type Timings } from "../dataflow/timings.js";
import { showExpression } from "../machines/show-expression.js";
import type { TypedExpression, TypedSpec } from "../typed.js";
import { passedOn, sourceOf, type Aspect } from "./words.js";

export interface RateReason {
  /** The value, as it may be written. */
  readonly text: string;
  /** What it does to the value that is explained. */
  readonly reason: string;
  /** Where it stands; of lets and terms, where they are declared. */
  readonly span: Span;
}

/**
 * From a value down to what gives it its timing: at each operator the first input that has the timing of the whole, to a signal or to an operator that sets it by itself. Operators that only pass it on are left out, names
 * that do are not.
 */
export function chainOf(
  root: TypedExpression,
  aspect: Aspect,
  timings: Timings,
  spec: Pick<TypedSpec, "terms">,
): readonly RateReason[] {
  const reasons: RateReason[] = [];
  const seen = new Set<TypedExpression>();
  for (let value: TypedExpression | undefined = root; value !== undefined && !seen.has(value);) {
    seen.add(value);
    const next: TypedExpression | undefined = decisive(value, aspect, timings);
    const reason = next === undefined ? sourceOf(value, aspect, timings.of(value)) : passedOn(value, aspect);
    // What is asked for is named already.
    if (reason !== undefined && !(value === root && next !== undefined && value.kind === "term"))
      reasons.push({ text: showExpression(value), reason, span: placeOf(value, spec) });
    value = next;
  }
  return reasons;
}

/** The first input that has the timing of the whole; `undefined` where the value has it by itself. */
function decisive(value: TypedExpression, aspect: Aspect, timings: Timings): TypedExpression | undefined {
  const own = timings.of(value);
  return inputsFor(value, aspect, timings).find((input) => {
    const { rate, segment, availability, finish } = timings.of(input);
    switch (aspect) {
      case "rate":
        return rate === own.rate && (rate !== "segment" || segment === own.segment);
      case "availability":
        return availability === own.availability;
      case "finish":
        return finish === true;
    }
  });
}

/** The inputs that may decide: none where the operator itself does. */
function inputsFor(value: TypedExpression, aspect: Aspect, timings: Timings): readonly TypedExpression[] {
  const inputs = timings.inputsOf(value);
  const { rate, availability } = timings.of(value);
  switch (value.kind) {
    case "aggregate":
      if (aspect === "rate")
        return givesEach(value) ? [value.value, value.where, value.by?.key].flatMap((part) => part ?? []) : [];
      if (aspect === "availability") return scopeTiming(value.scope).availability === availability ? [] : inputs;
      return value.scope.kind === "episode" ? inputs : [];
    case "trajectory": {
      const { operation } = value;
      const isSum = operation.kind === "suffix_sum";
      if (aspect === "rate") return isSum && rate === "segment" ? inputs : [];
      const end = operation.kind === "place" || operation.kind === "spread" ? operation.scope : episode;
      return aspect === "finish" || scopeTiming(end).availability === availability ? [] : inputs;
    }
    case "segment":
    case "buffer":
      return [];
    case "member":
      return aspect === "finish" ? [] : inputs;
    case "environment":
      if (value.name === "advantage") return aspect === "finish" ? [] : inputs;
      return aspect === "rate" ? [] : inputs;
    case "payment":
      return aspect === "rate" ? [] : inputs;
    default:
      return aspect === "rate" && rate === "step" && isHistory(value) ? [] : inputs;
  }
}

const episode = { kind: "episode" } as const;

function placeOf(value: TypedExpression, { terms }: Pick<TypedSpec, "terms">): Span {
  if (value.kind === "let") return value.let.span;
  return (value.kind === "term" ? terms.find(({ name }) => name === value.term)?.span : undefined) ?? value.span;
}

import { aggregators } from "../../builtins/aggregators/index.js";
import { definedWhenEmpty } from "../../builtins/history/reset-value.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { expectedOf } from "../expected.js";
import { scopeName } from "../expression/aggregate-scope.js";
import { finishedBy } from "../finished-by.js";
import { expressionsOf } from "../machines/expressions.js";
import { Masks } from "../masks.js";
import type { TypedAggregate, TypedCausal, TypedExpression, TypedSignal, TypedSpec } from "../typed.js";
import { walk } from "../walk.js";
import { placesOf, type Place } from "./places.js";

/**
 * Values that an external signal can mask (`missing skip`), where one is needed in every step: only a term knows what to do without.
 * An aggregator of the past that then may have nothing to take needs `empty:`, as one with `where` does.
 */
export function findMaskedValues(spec: TypedSpec): readonly Diagnostic[] {
  const masks = Masks.of(spec);
  const places: readonly Place[] = [
    ...placesOf(spec),
    { what: "`total`", values: [spec.total] },
    { what: "what the trainer is told", values: finishedBy(spec) },
    ...spec.segments.map(({ name, condition }) => ({ what: `segment \`${name}\``, values: [condition] })),
  ];
  const found: Diagnostic[] = places.flatMap(({ what, values }) =>
    values.flatMap((value) => {
      const signal = value && masks.of(value);
      return signal === undefined || value === undefined ? [] : [masked(what, value, signal)];
    }),
  );
  for (const value of spec.tests.flatMap(expectedOf)) {
    // The parts of a term are shown as they stand: 0 where it is inactive.
    const signal = masks.of(value, { terms: false });
    if (signal !== undefined) found.push(masked("what a test expects", value, signal));
  }
  walk(
    [...expressionsOf(spec), ...spec.tests.flatMap(expectedOf)],
    (value) => {
      if (value.kind === "causal") {
        const { window } = value;
        found.push(...withoutValue(value, window.kind === "past" ? "`past`" : `\`last ${window.steps}\``, masks));
      }
      if (value.kind === "aggregate") {
        found.push(...withoutValue(value, scopeName(value.scope), masks));
        const key = value.by && masks.of(value.by.key);
        if (key !== undefined) found.push(masked("`by`", value, key));
      }
      const moved = value.kind === "trajectory" ? masks.of(value.value) : undefined;
      if (value.kind === "trajectory" && moved !== undefined)
        found.push(masked(`\`${value.operation.kind}\``, value.value, moved));
    },
    { lets: true },
  );
  return found;
}

function masked(what: string, value: TypedExpression, signal: TypedSignal): Diagnostic {
  const isSignal = value === signal;
  return report(
    "masked-value",
    value.span,
    { what, signal: signal.name },
    {
      ...(isSignal ? {} : { related: [{ span: signal.span, label: "read here" }] }),
      help: `read what was there last, \`last(${signal.name}, empty: …) over past\`, or declare \`missing default …\``,
    },
  );
}

function withoutValue(aggregate: TypedCausal | TypedAggregate, scope: string, masks: Masks): readonly Diagnostic[] {
  const { aggregator, value, where, empty } = aggregate;
  if (aggregators.get(aggregator)?.ofEach === true) return [];
  if (empty !== undefined || where !== undefined || definedWhenEmpty.has(aggregator)) return [];
  const signal = value && masks.of(value);
  if (signal === undefined) return [];
  return [
    report(
      "missing-empty-value",
      aggregate.span,
      { aggregator, scope },
      {
        related: [{ span: signal.span, label: `\`${signal.name}\` is left out where it is missing` }],
        help: "add `empty: 0`, or the value that an empty scope has",
      },
    ),
  ];
}

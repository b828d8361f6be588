import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { scopeName } from "../expression/aggregate-scope.js";
import { expressionsOf } from "../machines/expressions.js";
import { showExpression } from "../machines/show-expression.js";
import { isAsSlowAs } from "../make.js";
import type {
  AggregateScope,
  Rate,
  Timing,
  TypedAggregate,
  TypedExpression,
  TypedSpec,
  TypedTrajectory,
} from "../typed.js";
import { walk } from "../walk.js";
import { Timings } from "./timings.js";

/** Values that change too seldom, or too often, for the place where they stand; known when the rates of terms are. */
export function findUnfitRates(spec: TypedSpec): readonly Diagnostic[] {
  const timings = Timings.of(spec);
  const found: Diagnostic[] = [];
  walk(
    expressionsOf(spec),
    (value) => {
      if (value.kind === "aggregate") found.push(...unpooled(value, timings));
      if (value.kind === "trajectory") found.push(...unplaced(value, timings));
    },
    { lets: true },
  );
  const { keep, mask } = spec.finish ?? {};
  return [
    ...found,
    ...(keep === undefined ? [] : tooFast(keep, "`keep group when`", "group", timings)),
    ...(mask === undefined ? [] : tooFast(mask, "`mask episode when`", "episode", timings)),
  ];
}

/** An aggregate of what has one value for its whole scope. */
function unpooled(aggregate: TypedAggregate, timings: Timings): readonly Diagnostic[] {
  const { scope, aggregator, value, span } = aggregate;
  const pooled = timings.pooledRate(aggregate);
  if (aggregate.pairwise === true && value !== undefined && !isAsSlowAs(pooled.rate, "episode"))
    return tooFast(value, "a comparison of episodes", "episode", timings);
  if (isFaster(pooled, scope)) return [];
  const shown = value === undefined ? "what it takes" : `\`${showExpression(value)}\``;
  return [
    report(
      "nothing-to-pool",
      value?.span ?? span,
      { aggregator, scope: scopeName(scope), value: shown, found: pooled.rate },
      { label: `has one value for each ${pooled.rate}`, help: `read it as it is, or aggregate it over what is wider` },
    ),
  ];
}

/** `place` and `spread` of what has several values in the scope. */
function unplaced({ value, operation }: TypedTrajectory, timings: Timings): readonly Diagnostic[] {
  if (operation.kind !== "place" && operation.kind !== "spread") return [];
  const timing = timings.of(value);
  if (!isFaster(timing, operation.scope)) return [];
  if (operation.kind === "place" && timing.rate === "step") return [];
  return tooFast(value, `\`${operation.kind}\``, operation.scope.kind, timings);
}

/** Whether there may be several values in one scope. */
function isFaster({ rate, segment }: Timing, scope: AggregateScope): boolean {
  if (scope.kind !== "segment") return !isAsSlowAs(rate, scope.kind);
  return rate === "step" || (rate === "segment" && segment !== scope.segment.name);
}

function tooFast(value: TypedExpression, what: string, limit: Rate, timings: Timings): readonly Diagnostic[] {
  const { rate } = timings.of(value);
  if (value.kind === "error" || isAsSlowAs(rate, limit)) return [];
  const help = `aggregate it: \`… over ${limit}\``;
  return [
    report(
      "rate-mismatch",
      value.span,
      { what, found: rate, expected: limit },
      { label: `changes every ${rate}`, help },
    ),
  ];
}

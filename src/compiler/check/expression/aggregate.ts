import type { Aggregator } from "../../builtins/aggregator.js";
import { report } from "../../diagnostics/report.js";
import type { Expression, Identifier, OverExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { shown } from "../expect.js";
import { binary, cast, errorAt, numberConstant } from "../make.js";
import { withLocals, type Local, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedAggregate, TypedExpression } from "../typed.js";
import { walk } from "../walk.js";
import { aggregateScope, scopeName } from "./aggregate-scope.js";
import { readParts, typeOfAggregate, type AggregateParts } from "./over.js";

/** More keys than this are no partition that a table can have. */
const keyLimit = 4096;

/**
 * `f(x) over episode`, `group`, `batch`, or a segment. Its rate and availability follow from what it reads, terms included, and are found afterwards (`dataflow/timings.ts`); here it is a
 * value of its scope.
 */
export function* checkAggregate(
  aggregator: Aggregator,
  expression: OverExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { span } = expression;
  if (expression.scope.kind !== "named") throw new Error("a window of steps is causal");
  const over = yield* aggregateScope(expression.scope.name, scope, context);
  const by = expression.by === undefined ? undefined : yield* checkKey(expression.by, scope, context);
  const inside = over?.kind === "group" ? withLocals(scope, pairOf(scope)) : scope;
  const parts = yield* readParts(aggregator, expression, inside, context);
  if (over === undefined || parts === undefined || by === "error") return errorAt(span);
  const name = scopeName(over);
  const refuse = (reason: string): TypedExpression => {
    const parted =
      expression.by === undefined ? name : `${name} by ${expression.by.map((part) => part.name).join(".")}`;
    context.report(scope, report("unfit-scope", span, { aggregator: aggregator.name, scope: parted, reason }));
    return errorAt(span);
  };
  if (aggregator.inOrder === true && (over.kind === "group" || over.kind === "batch"))
    return refuse("it goes by the order of steps, which only segments and episodes have");
  if (aggregator.inOrder === true && expression.exceptSelf)
    return refuse("it goes by the order of steps, and `except self` leaves out another one each time");
  if (by !== undefined && over.kind !== "group" && over.kind !== "batch")
    return refuse("`by` partitions a group or the batch");
  if (expression.exceptSelf && over.kind === "segment")
    return refuse("`except self` is for episodes, groups and the batch");
  const pairwise = comparesPairs(parts);
  if (pairwise && (orderStatistics.has(aggregator.name) || by !== undefined || aggregator.ofEach === true))
    return refuse("comparisons of `this` with `other` are summed, averaged, counted, without `by`");
  if (aggregator.name === "win_rate" && !pairwise)
    return refuse("it compares the episodes of a group: `win_rate(prefer(this, other)) over group except self`");
  const leavesOut = parts.where !== undefined || expression.exceptSelf;
  const draft = { ...parts, window: { kind: "past" } as const, scope: `\`${name}\``, leavesOut, span };
  const type = typeOfAggregate(aggregator, draft, scope, context);
  if (type === undefined) return errorAt(span);
  const { full: _, ...given } = parts;
  const aggregate: Omit<TypedAggregate, "rate" | "availability"> = {
    ...given,
    kind: "aggregate",
    aggregator: aggregator.name,
    scope: over,
    ...(by === undefined ? {} : { by }),
    exceptSelf: expression.exceptSelf,
    ...(pairwise ? { pairwise } : {}),
    type,
    span,
  };
  return over.kind === "segment"
    ? { ...aggregate, rate: "segment", availability: "segment", segment: name }
    : { ...aggregate, rate: over.kind, availability: over.kind };
}

/** The two episodes of a comparison. */
function pairOf(scope: Scope): ReadonlyMap<string, Local> {
  return new Map((["this", "other"] as const).map((side) => [side, { kind: "member", side, scope }]));
}

function comparesPairs({ value, where }: AggregateParts): boolean {
  let found = false;
  walk(
    [value, where].flatMap((part) => part ?? []),
    (part) => {
      if (part.kind === "member") found = true;
      // An aggregate inside of this one has pairs of its own.
      return part.kind !== "aggregate";
    },
    { lets: false },
  );
  return found;
}

const orderStatistics: ReadonlySet<string> = new Set(["median", "quantile", "mode", "rank"]);

/** `by tag`: an enum, a bool or an int whose range is declared, as an int that counts from 0. */
function* checkKey(
  path: readonly Identifier[],
  scope: Scope,
  context: Context,
): Checking<TypedAggregate["by"] | "error"> {
  const [first, ...fields] = path;
  if (first === undefined) return "error";
  const written = fields.reduce<Expression>(
    (object, field) => ({ kind: "field", object, field, span: { ...first.span, end: field.span.end } }),
    { kind: "name", name: first.name, span: first.span },
  );
  const key = yield* defer(context.check(written, scope));
  if (key.kind === "error") return "error";
  const { element, members, range, shape } = key.type;
  const number = element === "enum" ? key : cast(key, "int");
  const [low, high] =
    element === "enum" ? [0, (members?.length ?? 0) - 1] : element === "bool" ? [0, 1] : (range ?? [0, Infinity]);
  if (shape.length > 0 || element === "float" || element === "string" || !(high - low < keyLimit)) {
    context.report(
      scope,
      report(
        "type-mismatch",
        written.span,
        {
          what: "what `by` takes",
          expected: "an enum, a bool, or an int whose range is declared",
          found: shown(key),
        },
        { label: `this is ${shown(key)}`, help: "declare its range: `int in [0, 9]`" },
      ),
    );
    return "error";
  }
  const from = numberConstant(low, "int", written.span);
  const counted = low === 0 ? number : binary("subtract", number, from, { element: "int", shape: [] }, written.span);
  return { key: counted, keys: high - low + 1 };
}

import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Context } from "../context.js";
import { atEpisode, atStep, constant, errorAt, numberConstant } from "../make.js";
import type { Scope } from "../scope.js";
import type { Checking } from "../task.js";
import { componentNames } from "../total/components.js";
import type { TypedEnvironment, TypedExpression, ValueType } from "../typed.js";

const seconds = { m: 0, s: 1, rad: 0, kg: 0 };

/** Names of language.md §2 that are always there; `undefined` for any other name. */
export function readPredeclared(
  name: string,
  scope: Scope,
  context: Context,
  span: Span,
): Checking<TypedExpression> | undefined {
  switch (name) {
    case "terminated":
    case "truncated":
    case "ended":
    case "first_step":
      return just(environment(name, { element: "bool", shape: [] }, span));
    case "step_index":
      return just(environment(name, { element: "int", shape: [], range: [0, Infinity] }, span));
    case "total":
      return just(environment(name, totalType(context), span));
    case "time":
      return just(
        needsDt(name, scope, context, span) ??
          environment(name, { element: "float", shape: [], unit: seconds, range: [0, Infinity] }, span),
      );
    case "dt":
      return just(
        needsDt(name, scope, context, span) ??
          constant(
            [context.dt ?? 0],
            { element: "float", shape: [], unit: seconds, range: [context.dt ?? 0, context.dt ?? 0] },
            span,
          ),
      );
    case "inf":
      return just(numberConstant(Infinity, "float", span));
    case "pi":
      return just(numberConstant(Math.PI, "float", span));
    case "discount":
      return context.discount(scope, span);
    case "reward":
      return scope.test === undefined ? undefined : just(environment(name, totalType(context), span));
    case "return":
      return just(readReturn(context, span));
    case "advantage":
      return just(readAdvantage(scope, context, span));
    case "agents":
    case "nan":
      context.notYet(scope, `\`${name}\` as a value`, span);
      return just(errorAt(span));
    default:
      if (scope.test !== undefined && context.finished(name) !== undefined)
        return just(finishedValue(name, scope, context, span));
      return scope.test !== undefined && context.shapings().includes(name) ? just(shaping(name, span)) : undefined;
  }
}

function* just(value: TypedExpression): Checking<TypedExpression> {
  return value;
}

function environment(name: TypedEnvironment["name"], type: ValueType, span: Span): TypedEnvironment {
  return { kind: "environment", type, ...atStep, span, name };
}

function shaping(name: string, span: Span): TypedExpression {
  return { kind: "shaping", type: { element: "float", shape: [] }, ...atStep, span, shaping: name };
}

function needsDt(name: string, scope: Scope, context: Context, span: Span): TypedExpression | undefined {
  if (context.dt !== undefined) return undefined;
  context.report(scope, report("missing-dt", span, { what: `\`${name}\`` }, { help: "declare it: `dt 0.02 s`" }));
  return errorAt(span);
}

/** `sum(total) over episode`. */
function readReturn(context: Context, span: Span): TypedExpression {
  return { ...environment("return", totalType(context), span), ...atEpisode, finish: true };
}

/** A number, or one for each component. */
function totalType({ unit }: Context): ValueType {
  const names = componentNames(unit);
  return { element: "float", shape: names === undefined ? [] : [{ size: names.length }] };
}

/** What the learner is given in a step; in tests. */
function readAdvantage(scope: Scope, context: Context, span: Span): TypedExpression {
  if (scope.test !== undefined && context.finished("advantage") !== undefined)
    return {
      ...environment("advantage", { element: "float", shape: [] }, span),
      rate: "step",
      availability: "batch",
      finish: true,
    };
  if (scope.test === undefined) context.notYet(scope, "`advantage` as a value", span);
  else context.report(scope, report("unknown-name", span, { name: "advantage" }, { help: "the spec declares none" }));
  return errorAt(span);
}

/** A report by its name. */
function finishedValue(name: string, scope: Scope, context: Context, span: Span): TypedExpression {
  const value = context.finished(name);
  if (value === undefined || value.kind === "error") return errorAt(span);
  const { type, rate, availability, segment, finish } = value;
  return {
    kind: "let",
    type,
    rate,
    availability,
    ...(segment === undefined ? {} : { segment }),
    ...(finish === undefined ? {} : { finish }),
    span,
    let: { name, value, span: value.span },
  };
}

import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Context } from "../context.js";
import { constant, errorAt, numberConstant, atStep } from "../make.js";
import type { Scope } from "../scope.js";
import type { Checking } from "../task.js";
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
      return just(environment(name, { element: "float", shape: [] }, span));
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
      return scope.test === undefined ? undefined : just(environment(name, { element: "float", shape: [] }, span));
    case "return":
      return just(readReturn(scope, context, span));
    case "advantage":
    case "agents":
    case "nan":
      context.notYet(scope, `\`${name}\` as a value`, span);
      return just(errorAt(span));
    default:
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

/** The return is known when the episode is over: after `end` in a test. */
function readReturn(scope: Scope, context: Context, span: Span): TypedExpression {
  if (scope.test === "end") return environment("return", { element: "float", shape: [] }, span);
  if (scope.test === "row")
    context.report(
      scope,
      report(
        "test-order",
        span,
        { what: "`return`", reason: "it is known after `end` only" },
        { help: "write `end expect return == …`" },
      ),
    );
  else context.notYet(scope, "`return` outside of tests", span);
  return errorAt(span);
}

import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import { agentAxis, agentsAt } from "../agents/at-place.js";
import type { Context } from "../context.js";
import { atEpisode, atStep, constant, errorAt, index, numberConstant } from "../make.js";
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
      return just(ofPlace(environment(name, totalType(context), span), scope, context));
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
      return scope.test === undefined
        ? undefined
        : just(ofPlace(environment(name, totalType(context), span), scope, context));
    case "return":
      return just(ofPlace(readReturn(context, span), scope, context));
    case "advantage":
      return just(readAdvantage(scope, context, span));
    case "agents":
      return just(readAgents(scope, context, span));
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
function readReturn(context: Context, span: Span): TypedEnvironment {
  return { ...environment("return", totalType(context), span), ...atEpisode, finish: true };
}

/** How many there are. */
function readAgents(scope: Scope, context: Context, span: Span): TypedExpression {
  if (context.agents !== undefined) return numberConstant(context.agents, "int", span);
  context.report(
    scope,
    report("no-agents", span, { what: "`agents`" }, { help: "say how many there are: `agents 2`" }),
  );
  return errorAt(span);
}

/** What is paid where the place belongs to one agent: that agent's part. */
function ofPlace(paid: TypedEnvironment, scope: Scope, context: Context): TypedExpression {
  if (scope.agent === "all" || !context.perAgent.total()) return paid;
  const [agent] = agentsAt(paid.name, paid.span, scope, context) ?? [];
  if (agent === undefined) return errorAt(paid.span);
  return index(paid, [{ kind: "point", index: agent }], { element: "float", shape: [] }, paid.span);
}

/** A number, or one for each component, or for each agent. */
function totalType({ unit, agents, perAgent }: Context): ValueType {
  if (agents !== undefined && perAgent.total()) return { element: "float", shape: [agentAxis(agents)] };
  const names = componentNames(unit);
  return { element: "float", shape: names === undefined ? [] : [{ size: names.length }] };
}

/** What the spec declares as `advantage`; its own rate and availability are found afterwards. */
function readAdvantage(scope: Scope, context: Context, span: Span): TypedExpression {
  const { entries, modules } = context.unit;
  // That of a library is declared by the spec that imports it.
  const isLibrary = modules.main.file.kind === "library";
  if (isLibrary || entries.some(({ declaration }) => declaration.kind === "advantage"))
    return {
      ...environment("advantage", { element: "float", shape: [] }, span),
      rate: "step",
      availability: "batch",
      finish: true,
    };
  const help = "declare it: `advantage = return - (mean(return) over group)`";
  context.report(scope, report("unknown-name", span, { name: "advantage" }, { label: "the spec declares none", help }));
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

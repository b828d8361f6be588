import { builtins } from "../../builtins/index.js";
import type { Builtin } from "../../builtins/builtin.js";
import { report } from "../../diagnostics/report.js";
import type { CallExpression, OverExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { typeCall } from "../expression/builtin-call.js";
import { matchArguments } from "../expression/match-arguments.js";
import { readOption, type OptionValue } from "../expression/option.js";
import { stack } from "../expression/vector.js";
import { errorAt } from "../make.js";
import { withLocals, type Local, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { agentAxis, ofAgent } from "./at-place.js";

/**
 * `f(x) over agents`: x of each agent, along an axis that the reduction f takes away; `except self`: of the others. In x, `this` is the agent that the place
 * belongs to, and `other` the one whose turn it is, as plain names are.
 */
export function* checkOverAgents(
  expression: OverExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { span, value, exceptSelf } = expression;
  const { agents } = context;
  const name = value.kind === "call" && value.callee.kind === "name" ? value.callee.name : "";
  const refuse = (reason: string): TypedExpression => {
    const over = exceptSelf ? "agents except self" : "agents";
    context.report(scope, report("unfit-scope", span, { aggregator: name, scope: over, reason }));
    return errorAt(span);
  };
  if (agents === undefined) {
    context.report(
      scope,
      report("no-agents", span, { what: "`over agents`" }, { help: "say how many there are: `agents 2`" }),
    );
    return errorAt(span);
  }
  const reduction = builtins.get(name);
  if (value.kind !== "call" || reduction === undefined || !isReduction(reduction))
    return refuse("only what reduces an array is: `sum`, `mean`, `min`, `max`, `any`, `all`, `count`, `std` …");
  if (expression.by !== undefined) return refuse("`by` partitions a group or the batch");
  if (expression.where !== undefined) return refuse("put the condition into the value: `if … then … else …`");
  const self = typeof scope.agent === "number" ? scope.agent : undefined;
  if (exceptSelf && self === undefined) return refuse("nothing here belongs to one agent");
  if (exceptSelf && agents === 1) return refuse("there is one agent, and no other");
  const others = Array.from({ length: agents }, (_, agent) => agent).filter((agent) => !exceptSelf || agent !== self);
  return yield* reduce(reduction, value, others, self, scope, context);
}

function isReduction({ parameters }: Builtin): boolean {
  return parameters[0]?.name === "x" && parameters.some(({ kind }) => kind === "axis");
}

function* reduce(
  reduction: Builtin,
  call: CallExpression,
  agents: readonly number[],
  self: number | undefined,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { span } = call;
  const matched = matchArguments(reduction.name, reduction.parameters, call.arguments, span, scope, context);
  const subject = matched?.get("x")?.[0];
  if (matched === undefined || subject === undefined) return errorAt(span);
  const items: TypedExpression[] = [];
  for (const agent of agents) {
    const named = new Map<string, Local>([["other", { kind: "agent", agent, scope }]]);
    if (self !== undefined) named.set("this", { kind: "agent", agent: self, scope });
    const place = ofAgent(withLocals(scope, named), agent);
    items.push(yield* defer(context.check(subject.value, { ...place, copied: scope.copied || items.length > 0 })));
  }
  const all = stack(items, agentAxis(items.length), subject.span, scope, context);
  const values: Record<string, TypedExpression> = { x: all };
  const options: Record<string, OptionValue> = { axis: [0] };
  for (const parameter of reduction.parameters.slice(1)) {
    const argument = matched.get(parameter.name)?.[0];
    if (argument === undefined) continue;
    if (parameter.kind === "value") {
      values[parameter.name] = yield* defer(context.check(argument.value, scope));
    } else if (parameter.kind !== "axis") {
      const option = yield* readOption(reduction.name, parameter, argument, all, scope, context);
      if (option === undefined) return errorAt(span);
      options[parameter.name] = option;
    } else {
      const scopeOfAgents = { aggregator: reduction.name, scope: "agents", reason: "it takes the axis of agents" };
      context.report(scope, report("unfit-scope", argument.span, scopeOfAgents));
      return errorAt(span);
    }
  }
  if (Object.values(values).some(({ kind }) => kind === "error")) return errorAt(span);
  return typeCall(reduction, values, options, span, scope, context);
}

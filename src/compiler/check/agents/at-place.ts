import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Context } from "../context.js";
import { errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import type { Axis, TypedExpression } from "../typed.js";
import { stack } from "../expression/vector.js";

/** The axis of what each agent has one of. */
export function agentAxis(size: number): Axis {
  return { size, name: "agent" };
}

/** Whose value is meant where something `per agent` is read: that of the agent that the place belongs to, of all in a test. `undefined` where there is one place for the environment, which is reported. */
export function agentsAt(name: string, span: Span, scope: Scope, context: Context): readonly number[] | undefined {
  const { agents } = context;
  // A signal `per agent` without `agents n` has been reported.
  if (agents === undefined) return undefined;
  if (scope.agent === "all") return Array.from({ length: agents }, (_, agent) => agent);
  if (scope.agent !== undefined) return [scope.agent];
  const help = "say which it is of all: `any(…) over agents`, `all(…) over agents`, `mean(…) over agents`";
  context.report(scope, report("per-agent-here", span, { name }, { help }));
  return undefined;
}

/** What `agentsAt` says is meant, from the value of each agent: the one, or an array along the axis of agents. */
export function together(
  values: readonly TypedExpression[],
  span: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const [first] = values;
  if (scope.agent !== "all" || first === undefined) return first ?? errorAt(span);
  return stack(values, agentAxis(values.length), span, scope, context);
}

/** A copy of a scope in which what differs from agent to agent is this one's. Editors are shown what is found for the first. */
export function ofAgent(scope: Scope, agent: number): Scope {
  return { ...scope, agent, copied: scope.copied || agent > 0 };
}

/** What a let or a term of an agent is called. */
export function nameOf(name: string, agent: number | undefined): string {
  return agent === undefined ? name : `${name}[${agent}]`;
}

/** A copy of a scope in which nothing belongs to an agent. */
export function ofEnvironment({ agent: _, ...scope }: Scope): Scope {
  return scope;
}

/** A copy of a scope in which arrays over all agents are read. */
export function ofAll(scope: Scope): Scope {
  return { ...scope, agent: "all" };
}

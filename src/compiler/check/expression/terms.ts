import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { TermsExpression } from "../../syntax/ast/index.js";
import { lookUp } from "../../resolve/index.js";
import { describeDefinition } from "../../resolve/definition.js";
import { agentsAt, ofAgent, ofEnvironment, together } from "../agents/at-place.js";
import type { Context } from "../context.js";
import { binary, errorAt, numberConstant, select, vector } from "../make.js";
import { findLocal, type Scope } from "../scope.js";
import type { TypedExpression, ValueType } from "../typed.js";

const number: ValueType = { element: "float", shape: [] };

/** What a group of terms is worth: the sum of its members' contributions. */
export function sumOfTerms(group: string | undefined, span: Span, scope: Scope, context: Context): TypedExpression {
  const paths = context.termsOf(group);
  if (scope.agent === "all" && paths.some((path) => context.perAgent.term(path))) {
    const agents = agentsAt(group ?? "terms", span, scope, context) ?? [];
    const sums = agents.map((agent) => sumOfTerms(group, span, ofAgent(scope, agent), context));
    return together(sums, span, scope, context);
  }
  const members = paths.map((path) => context.readTerm(path, "contribution", scope, span));
  if (members.some((member) => member.kind === "error")) return errorAt(span);
  return members.length === 0
    ? numberConstant(0, "float", span)
    : members.reduce((sum, member) => binary("add", sum, member, number, span));
}

/** The contributions of `terms` or `terms NAME` as one vector, for the aggregator around them; inactive members of a product are 1. */
export function vectorOfTerms(
  expression: TermsExpression,
  aggregator: string,
  reader: Scope,
  context: Context,
): TypedExpression {
  // An aggregate of terms is of one agent, or of the environment.
  const scope = reader.agent === "all" ? ofEnvironment(reader) : reader;
  const group = groupOf(expression, scope, context);
  if (group === "error") return errorAt(expression.span);
  const { span } = expression;
  const members = context.termsOf(group).map((path) => {
    const contribution = context.readTerm(path, "contribution", scope, span);
    if (aggregator !== "product") return contribution;
    return select(
      context.readTerm(path, "active", scope, span),
      contribution,
      numberConstant(1, "float", span),
      number,
      span,
    );
  });
  if (members.length === 0)
    return vector(
      [numberConstant(aggregator === "product" ? 1 : 0, "float", span)],
      { element: "float", shape: [{ size: 1 }] },
      span,
    );
  return vector(members, { element: "float", shape: [{ size: members.length }] }, span);
}

function groupOf({ group }: TermsExpression, scope: Scope, context: Context): string | undefined | "error" {
  if (group === undefined) return undefined;
  const local = findLocal(scope, group.name);
  if (local?.kind === "terms") return local.path;
  const definition = lookUp(context.unit, group.name, scope.home);
  if (definition?.kind === "terms" && definition.declaration.parameters.length > 0) return "error";
  if (definition?.kind === "terms") return context.pathOf(definition);
  context.report(
    scope,
    definition === undefined
      ? report("unknown-name", group.span, { name: group.name })
      : report("type-mismatch", group.span, {
          what: "what follows `terms`",
          expected: "a group of terms",
          found: describeDefinition(definition),
        }),
  );
  return "error";
}

import { report } from "../../diagnostics/report.js";
import { suggest } from "../../diagnostics/suggest.js";
import { describeDefinition } from "../../resolve/definition.js";
import { lookUp, visibleNames } from "../../resolve/index.js";
import { predeclaredNames, testNames } from "../../resolve/predeclared.js";
import type { Span } from "../../source/span.js";
import type { Expression, NameExpression } from "../../syntax/ast/index.js";
import { unreachable } from "../../unreachable.js";
import type { Context } from "../context.js";
import { constant, errorAt } from "../make.js";
import { findLocal, localNames, type Scope } from "../scope.js";
import type { Checking } from "../task.js";
import type { TypedExpression, ValueType } from "../typed.js";
import { readPredeclared } from "./predeclared.js";
import { readSegment } from "./segment-field.js";
import { sumOfTerms } from "./terms.js";

/** A name: a member of the enum that is expected, something near by, something declared, or something always there. */
export function* checkName(
  expression: NameExpression,
  scope: Scope,
  context: Context,
  expected?: ValueType,
): Checking<TypedExpression> {
  const { name, span } = expression;
  const member = expected?.members?.indexOf(name) ?? -1;
  if (expected?.element === "enum" && member >= 0)
    return constant([member], { element: "enum", members: expected.members ?? [], shape: [] }, span);
  const local = findLocal(scope, name);
  if (local !== undefined) {
    switch (local.kind) {
      case "value":
        return readHere(local.value, span);
      case "term":
        return context.readTerm(local.path, "contribution", scope, span);
      case "terms":
        return sumOfTerms(local.path, span, scope, context);
      case "let":
        return yield* context.readLet(local.declaration, local.scope, scope, span);
      case "agent": {
        const help = `read what is meant: \`${name}.NAME\``;
        context.report(scope, report("not-a-value", span, { name, what: "an agent" }, { help }));
        return errorAt(span);
      }
      case "member": {
        const help = `read what is compared: \`${name}.NAME\``;
        context.report(scope, report("not-a-value", span, { name, what: "an episode of the group" }, { help }));
        return errorAt(span);
      }
    }
  }
  const definition = lookUp(context.unit, name, scope.home);
  if (definition === undefined) {
    if (scope.home.missing.has(name)) return errorAt(span);
    const known = readPredeclared(name, scope, context, span);
    return known === undefined ? unknownName(name, span, scope, context, expected) : yield* known;
  }
  switch (definition.kind) {
    case "signal":
      return yield* context.readSignal(definition, scope, span);
    case "param":
      return yield* context.readParam(definition, span);
    case "let":
      return yield* context.readLet(
        definition.declaration,
        { home: definition.home, locals: undefined, calls: undefined, copied: false },
        scope,
        span,
      );
    case "term":
      return context.readTerm(context.pathOf(definition), "contribution", scope, span);
    case "terms":
      // A group with parameters has been reported where it is declared.
      if (definition.declaration.parameters.length > 0) return errorAt(span);
      return sumOfTerms(context.pathOf(definition), span, scope, context);
    case "machine":
      if (scope.test !== undefined && context.shapings().includes(name)) return readPredeclaredShaping(name, span);
      context.report(
        scope,
        report(
          "not-a-value",
          span,
          { name, what: describeDefinition(definition) },
          { help: `read \`${name}.state\` or \`${name}.reward\`` },
        ),
      );
      return errorAt(span);
    case "objective":
      context.report(
        scope,
        report(
          "not-a-value",
          span,
          { name, what: describeDefinition(definition) },
          { help: `read \`${name}.accepting\`, \`${name}.satisfied\` or \`${name}.progress\`` },
        ),
      );
      return errorAt(span);
    case "segment": {
      const segment = yield* context.segment(definition);
      return segment === undefined ? errorAt(span) : readSegment(segment, "here", span);
    }
    case "constraint":
    case "model":
      // Its declaration has been reported: it is not in this version.
      return errorAt(span);
    case "def":
    case "axis":
    case "spec": {
      const help = definition.kind === "def" ? { help: `call it: \`${name}(…)\`` } : {};
      context.report(scope, report("not-a-value", span, { name, what: describeDefinition(definition) }, help));
      return errorAt(span);
    }
  }
}

function readPredeclaredShaping(name: string, span: Span): TypedExpression {
  return {
    kind: "shaping",
    type: { element: "float", shape: [] },
    rate: "step",
    availability: "step",
    span,
    shaping: name,
  };
}

/**
 * What a parameter stands for, at the place where it is read. What may own state stays the object that it is, since it is lowered
 * once for each object.
 */
function readHere(value: TypedExpression, span: Span): TypedExpression {
  switch (value.kind) {
    case "constant":
    case "signal":
    case "param":
    case "environment":
    case "let":
    case "index":
    case "segment":
    case "term":
    case "machine":
    case "objective":
    case "scheme":
    case "shaping":
    case "error":
      return { ...value, span };
    case "unary":
    case "binary":
    case "select":
    case "vector":
    case "permute":
    case "call":
    case "causal":
    case "member":
    case "aggregate":
    case "trajectory":
    case "buffer":
    case "payment":
      return value;
    default:
      return unreachable(value);
  }
}

/** Whether `expression` is a bare name that stands for nothing here, so that only an enum can make sense of it. */
export function isUnknownName(expression: Expression, scope: Scope, context: Context): boolean {
  if (expression.kind !== "name") return false;
  const { name } = expression;
  if (findLocal(scope, name) !== undefined || lookUp(context.unit, name, scope.home) !== undefined) return false;
  return !predeclaredNames.has(name) && !(scope.test !== undefined && testNames.has(name));
}

function unknownName(
  name: string,
  span: Span,
  scope: Scope,
  context: Context,
  expected: ValueType | undefined,
): TypedExpression {
  if (mayBeMissing(name, scope, context)) return errorAt(span);
  if (expected?.element === "enum") {
    const members = expected.members ?? [];
    if (members.length > 0)
      reportUnknown(
        "unknown-member",
        name,
        members,
        { type: `\`enum { ${members.join(", ")} }\`` },
        span,
        scope,
        context,
      );
    return errorAt(span);
  }
  const known = [...localNames(scope), ...visibleNames(context.unit, scope.home), ...predeclaredNames];
  reportUnknown("unknown-name", name, known, { type: "" }, span, scope, context);
  return errorAt(span);
}

/** Whether a name is unknown only because of what has been reported: a failed import, a file that is not read in full, a missing base. */
export function mayBeMissing(name: string, { home }: Scope, { unit }: Context): boolean {
  const base = unit.chain[0];
  return home.incomplete || home.missing.has(name) || (base === home && home.file.extends !== undefined);
}

function reportUnknown(
  code: "unknown-name" | "unknown-member",
  name: string,
  known: readonly string[],
  rest: { readonly type: string },
  span: Span,
  scope: Scope,
  context: Context,
): void {
  context.report(scope, report(code, span, { name, ...rest }, suggestion(name, known, span)));
}

/** "did you mean" and its fix, where a known name is near. */
export function suggestion(name: string, known: Iterable<string>, span: Span): Parameters<typeof report>[3] {
  const near = suggest(name, known);
  if (near === undefined) return {};
  return {
    help: `did you mean \`${near}\`?`,
    fixes: [{ title: `write \`${near}\``, edits: [{ span, text: near }], applicability: "maybe" }],
  };
}

import { report } from "../../diagnostics/report.js";
import { describeDefinition } from "../../resolve/definition.js";
import { lookUp } from "../../resolve/index.js";
import type { Span } from "../../source/span.js";
import type { Expression, FieldExpression, Identifier, NameExpression } from "../../syntax/ast/index.js";
import { agentsAt, ofAgent, together } from "../agents/at-place.js";
import type { Context } from "../context.js";
import { expectFixedLength } from "../expect.js";
import { errorAt, numberConstant } from "../make.js";
import { findLocal, type Local, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { readComponent } from "../total/component.js";
import type { TypedExpression } from "../typed.js";
import { readMachine } from "./machine-field.js";
import { suggestion } from "./name.js";
import { readObjective } from "./objective-field.js";
import { readRobustness } from "./robustness-field.js";
import { readSegmentField } from "./segment-field.js";
import { swizzle } from "./swizzle.js";
import { sumOfTerms } from "./terms.js";

/** `a.b.c`: a part of a machine, of a term or of a group of terms, then components of what that gives. */
export function* checkField(expression: FieldExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const { base, fields } = pathOf(expression);
  const head = base.kind === "name" ? yield* readHead(base, fields, scope, context) : undefined;
  const start = head ?? { value: yield* defer(context.check(base, scope)), used: 0 };
  return fields.slice(start.used).reduce((value, field) => swizzle(value, field, scope, context), start.value);
}

/** What a dotted path begins with, and its names. */
export function pathOf(expression: FieldExpression): {
  readonly base: Expression;
  readonly fields: readonly Identifier[];
} {
  const fields: Identifier[] = [];
  let base: Expression = expression;
  for (; base.kind === "field"; base = base.object) fields.push(base.field);
  return { base, fields: fields.reverse() };
}

interface Head {
  readonly value: TypedExpression;
  /** How many fields it took. */
  readonly used: number;
}

/** What the first names of a path stand for, where they name something that has fields; `undefined` for a value. */
function* readHead(
  base: NameExpression,
  fields: readonly Identifier[],
  scope: Scope,
  context: Context,
): Checking<Head | undefined> {
  const local = findLocal(scope, base.name);
  if (local !== undefined) {
    switch (local.kind) {
      case "value":
      case "let":
        return undefined;
      case "agent":
        return yield* readOfAgent(local, fields, context);
      case "member":
        return yield* readMember(local, fields, context);
      case "term":
        return readTermPart(local.path, fields, 0, base.span, scope, context);
      case "terms":
        return yield* readGroup(local.path, fields, base.span, scope, context);
    }
  }
  const definition = lookUp(context.unit, base.name, scope.home);
  if (definition === undefined) {
    if (base.name === "agent" && fields[0]?.name === "index") return readIndex(base.span, scope, context);
    const component = yield* readComponent(base, fields[0], scope, context);
    return component && { value: component, used: 1 };
  }
  switch (definition.kind) {
    case "signal":
    case "param":
    case "let":
      return undefined;
    case "term":
      return readTermPart(context.pathOf(definition), fields, 0, base.span, scope, context);
    case "terms":
      if (definition.declaration.parameters.length > 0) return { value: errorAt(base.span), used: fields.length };
      return yield* readGroup(context.pathOf(definition), fields, base.span, scope, context);
    case "machine": {
      const [field] = fields;
      const machine = yield* context.machine(definition);
      if (machine === undefined || field === undefined) return { value: errorAt(base.span), used: fields.length };
      return { value: readMachine(machine, field, base.span, scope, context), used: 1 };
    }
    case "objective": {
      const [field] = fields;
      const objective = yield* context.objectiveInterface(definition);
      if (objective === undefined || field === undefined) return { value: errorAt(base.span), used: fields.length };
      if (field.name === "robustness" && !objective.infinite)
        return { value: readRobustness(objective, field, fields[1], base.span, scope, context), used: 2 };
      return { value: readObjective(objective, field, base.span, scope, context), used: 1 };
    }
    case "segment": {
      const [field] = fields;
      const segment = yield* context.segment(definition);
      if (segment === undefined || field === undefined) return { value: errorAt(base.span), used: fields.length };
      return { value: readSegmentField(segment, field, base.span, scope, context), used: 1 };
    }
    case "constraint":
    case "model":
      return { value: errorAt(base.span), used: fields.length };
    case "def":
    case "axis":
    case "spec":
      context.report(
        scope,
        report("not-a-value", base.span, { name: base.name, what: describeDefinition(definition) }),
      );
      return { value: errorAt(base.span), used: fields.length };
  }
}

/** `this.score`: what the name stands for, in one of the two episodes. */
function* readMember(
  { side, scope }: Extract<Local, { readonly kind: "member" }>,
  [field]: readonly Identifier[],
  context: Context,
): Checking<Head | undefined> {
  if (field === undefined) return undefined;
  const named = yield* defer(context.check({ kind: "name", name: field.name, span: field.span }, scope));
  const value = expectFixedLength(named, "a comparison of episodes", scope, context);
  if (value.kind === "error") return { value, used: 1 };
  const { type, rate, availability, span } = value;
  return { value: { kind: "member", type, rate, availability, finish: true, span, side, value }, used: 1 };
}

/** `agent.index`, counted from 0. */
function readIndex(span: Span, scope: Scope, context: Context): Head {
  if (context.agents === undefined) {
    const help = "say how many there are: `agents 2`";
    context.report(scope, report("no-agents", span, { what: "`agent.index`" }, { help }));
  }
  const agents = agentsAt("agent.index", span, scope, context) ?? [];
  const places = agents.map((agent) => numberConstant(agent, "int", span));
  return { value: together(places, span, scope, context), used: 1 };
}

/** `this.position`: what the name stands for, of that agent. */
function* readOfAgent(
  { agent, scope }: Extract<Local, { readonly kind: "agent" }>,
  [field]: readonly Identifier[],
  context: Context,
): Checking<Head | undefined> {
  if (field === undefined) return undefined;
  const name: NameExpression = { kind: "name", name: field.name, span: field.span };
  const place = { ...ofAgent(scope, agent), copied: true };
  if (name.name === "index" && lookUp(context.unit, name.name, scope.home) === undefined)
    return { value: numberConstant(agent, "int", field.span), used: 1 };
  return { value: yield* defer(context.check(name, place)), used: 1 };
}

/** A term or one of its parts; other fields are left to what follows. */
function readTermPart(
  path: string,
  fields: readonly Identifier[],
  used: number,
  span: Span,
  scope: Scope,
  context: Context,
): Head {
  const part = fields[used]?.name;
  const whole = { ...span, end: fields[used]?.span.end ?? span.end };
  if (part === "raw" || part === "weight" || part === "active")
    return { value: context.readTerm(path, part, scope, whole), used: used + 1 };
  return { value: context.readTerm(path, "contribution", scope, span), used };
}

function* readGroup(
  path: string,
  fields: readonly Identifier[],
  span: Span,
  scope: Scope,
  context: Context,
): Checking<Head> {
  let group = path;
  for (let used = 0; ; used++) {
    const field = fields[used];
    if (field === undefined) return { value: sumOfTerms(group, span, scope, context), used };
    const members = context.membersOf(group);
    const member = members.get(field.name);
    switch (member?.kind) {
      case undefined:
        context.report(
          scope,
          report(
            "unknown-field",
            field.span,
            { object: `the group \`${group}\``, field: field.name },
            suggestion(field.name, members.keys(), field.span),
          ),
        );
        return { value: errorAt(field.span), used: fields.length };
      case "terms":
        group = member.path;
        break;
      case "term":
        return readTermPart(member.path, fields, used + 1, { ...span, end: field.span.end }, scope, context);
      case "let":
        return { value: yield* context.readLet(member.declaration, member.scope, scope, field.span), used: used + 1 };
      case "member":
      case "agent":
        throw new Error("a group of terms has no episodes and no agents");
      case "value":
        return { value: member.value, used: used + 1 };
    }
  }
}

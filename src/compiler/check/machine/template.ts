import { report } from "../../diagnostics/report.js";
import { describeType } from "../../builtins/typing/types.js";
import type { Span } from "../../source/span.js";
import type { Argument, TypedParameter } from "../../syntax/ast/index.js";
import type { Context, DefinitionOf } from "../context.js";
import { shown } from "../expect.js";
import { matchArguments } from "../expression/match-arguments.js";
import { errorAt } from "../make.js";
import { scopeOf, withLocals, type Local, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isNumeric, sameMembers } from "../type/element.js";
import { unitsFit } from "../type/units.js";
import type { TypedExpression, ValueType } from "../typed.js";

/** The scope inside a template's body for one instance: its parameters stand for the arguments. */
export function* instanceScope(
  definition: DefinitionOf<"machine">,
  template: DefinitionOf<"machine">,
  outer: Scope,
  context: Context,
): Checking<Scope | undefined> {
  const { body, span } = definition.declaration;
  if (body.kind !== "instance") return outer;
  return yield* argumentScope(template, template.declaration.parameters, body.arguments, span, outer, context);
}

/** The scope of a template's file in which its parameters stand for the arguments; `undefined` after a mistake. */
export function* argumentScope(
  template: DefinitionOf<"machine" | "objective">,
  parameters: readonly TypedParameter[],
  given: readonly Argument[],
  span: Span,
  outer: Scope,
  context: Context,
): Checking<Scope | undefined> {
  const names = parameters.flatMap((parameter) => parameter.names.map(({ name }) => ({ name })));
  const matched = matchArguments(template.name, names, given, span, outer, context);
  if (matched === undefined) return undefined;
  const inside = scopeOf(template.home);
  const locals = new Map<string, Local>();
  for (const parameter of parameters) {
    const type = parameter.type && (yield* context.type(parameter.type, inside));
    if (parameter.type !== undefined && type === undefined) return undefined;
    for (const { name } of parameter.names) {
      const argument = matched.get(name)?.[0];
      const expected = type?.type.element === "enum" ? type.type : undefined;
      const value = argument === undefined ? undefined : yield* defer(context.check(argument.value, outer, expected));
      locals.set(name, {
        kind: "value",
        value: value === undefined ? errorAt(parameter.span) : fitting(value, type?.type, name, outer, context),
      });
    }
  }
  return withLocals(inside, locals);
}

function fitting(
  value: TypedExpression,
  declared: ValueType | undefined,
  name: string,
  scope: Scope,
  context: Context,
): TypedExpression {
  if (value.kind === "error" || declared === undefined || accepts(declared, value.type)) return value;
  context.report(
    scope,
    report("type-mismatch", value.span, {
      what: `\`${name}\``,
      expected: `\`${describeType(declared)}\``,
      found: shown(value),
    }),
  );
  return errorAt(value.span);
}

/** Whether a value of type `given` may stand for a parameter of type `declared`. */
function accepts(declared: ValueType, given: ValueType): boolean {
  const shaped =
    declared.shape.length === given.shape.length &&
    declared.shape.every(({ size }, axis) => size === given.shape[axis]?.size);
  if (!shaped || !unitsFit(declared.unit, given.unit)) return false;
  switch (declared.element) {
    case "bool":
      return given.element === "bool";
    case "int":
      return given.element === "int" || given.element === "bool";
    case "float":
      return isNumeric(given);
    case "enum":
      return given.element === "enum" && sameMembers(declared, given);
    case "string":
      return false;
  }
}

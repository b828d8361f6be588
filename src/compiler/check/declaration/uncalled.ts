import type { Definition } from "../../resolve/definition.js";
import type { TypedParameter } from "../../syntax/ast/index.js";
import type { Context, DefinitionOf } from "../context.js";
import type { Elaboration } from "../elaboration.js";
import { atStep, errorAt } from "../make.js";
import { checkMachine } from "../machine/machine.js";
import { checkStates } from "../machine/interface.js";
import { isInfinite } from "../objective/infinite.js";
import { FormulaReader } from "../objective/read-formula.js";
import { scopeOf, withLocals, type Local } from "../scope.js";
import { defer, type Checking } from "../task.js";

/**
 * Functions and templates are checked where they are used. Here their bodies are checked once more for what is wrong with any
 * arguments, such as unknown names, so that nothing waits for the first call. What comes of it is thrown away.
 */
export function* checkUncalled(definitions: readonly Definition[], context: Elaboration): Checking<void> {
  for (const definition of definitions) {
    if (definition.kind === "def" && !context.isCalled(definition.declaration))
      yield* defer(checkBody(definition, context));
    else if (definition.kind === "machine" && definition.declaration.parameters.length > 0)
      yield* defer(checkTemplate(definition, context));
    else if (
      definition.kind === "objective" &&
      definition.declaration.parameters.length > 0 &&
      !context.isCalled(definition.declaration)
    )
      yield* defer(checkObjectiveTemplate(definition, context));
  }
}

function* checkBody({ declaration, home }: DefinitionOf<"def">, context: Context): Checking<void> {
  const scope = { ...scopeOf(home), copied: true, ...(context.agents === undefined ? {} : { agent: 0 }) };
  const locals = new Map<string, Local>();
  for (const { name, default: value, span } of declaration.parameters) {
    if (value !== undefined) yield* defer(context.check(value, scope));
    locals.set(name.name, { kind: "value", value: errorAt(span) });
  }
  yield* defer(context.check(declaration.body, withLocals(scope, locals)));
}

function* checkTemplate(definition: DefinitionOf<"machine">, context: Context): Checking<void> {
  const { declaration, home } = definition;
  const scope = scopeOf(home);
  const body = yield* defer(checkStates(declaration, scope, context));
  if (body === undefined) return;
  const locals = new Map<string, Local>();
  for (const parameter of declaration.parameters) yield* addParameter(parameter, definition, locals, context);
  yield* defer(
    checkMachine(definition.name, declaration, body, { ...withLocals(scope, locals), copied: true }, context),
  );
}

/** Numbers of a template stand in bounds, where only constants fit: they count as faulty here, which silences what follows. */
function* checkObjectiveTemplate(definition: DefinitionOf<"objective">, context: Context): Checking<void> {
  const { declaration, home } = definition;
  const locals = new Map<string, Local>();
  for (const parameter of declaration.parameters) {
    yield* addParameter(parameter, definition, locals, context);
    for (const { name, span } of parameter.names) {
      const local = locals.get(name);
      if (local?.kind === "value" && local.value.type.element !== "bool")
        locals.set(name, { kind: "value", value: errorAt(span) });
    }
  }
  const scope = { ...withLocals(scopeOf(home), locals), copied: true };
  if (!isInfinite(declaration.formula, scope, context))
    yield* defer(new FormulaReader(context).read(declaration.formula, scope));
}

/** A parameter with a type is any signal of that type; one without could be anything. */
function* addParameter(
  parameter: TypedParameter,
  { home }: DefinitionOf<"machine" | "objective">,
  locals: Map<string, Local>,
  context: Context,
): Checking<void> {
  const declared = parameter.type && (yield* context.type(parameter.type, scopeOf(home)));
  for (const { name, span } of parameter.names) {
    locals.set(name, {
      kind: "value",
      value: declared === undefined ? errorAt(span) : { kind: "signal", type: declared.type, ...atStep, span, name },
    });
  }
}

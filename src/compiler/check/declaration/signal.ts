import type { SignalDeclaration } from "../../syntax/ast/index.js";
import type { Context, DeclaredType, DefinitionOf } from "../context.js";
import { declaredValue } from "../declared-value.js";
import { atStep, binary, errorAt, numberConstant } from "../make.js";
import { scopeOf, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { Span } from "../../source/span.js";
import type { TypedExpression, TypedSignalDeclaration } from "../typed.js";

/** A signal as the spec declares it, and how expressions read it. */
export interface CheckedSignal {
  readonly declaration: TypedSignalDeclaration;
  readonly declared: DeclaredType;
}

/** The type and default of one name of a `signal` or `action`; `undefined` after a mistake. */
export function* checkSignal(
  definition: DefinitionOf<"signal">,
  context: Context,
): Checking<CheckedSignal | undefined> {
  const { declaration, home, name, span } = definition;
  const scope = scopeOf(home);
  if (notInThisVersion(declaration, scope, context)) return undefined;
  const declared = yield* context.type(declaration.type, scope);
  if (declared === undefined) return undefined;
  const expected = declared.type.element === "enum" ? declared.type : undefined;
  const value =
    declaration.default &&
    declaredValue(yield* defer(context.check(declaration.default, scope, expected)), declared, name, scope, context);
  return {
    declared,
    declaration: {
      name,
      role: declaration.role === "action" ? "action" : "signal",
      type: declared.raw,
      ...(value === undefined ? {} : { default: value }),
      ...(declaration.documentation === undefined ? {} : { documentation: declaration.documentation }),
      span,
    },
  };
}

/** Rates above the step, agents and missing values come later; one report for each declaration. */
function notInThisVersion(declaration: SignalDeclaration, scope: Scope, context: Context): boolean {
  const construct =
    declaration.role === "external"
      ? "an external signal"
      : declaration.per !== undefined
        ? `a signal \`per ${declaration.per.name}\``
        : declaration.perAgent
          ? "a signal `per agent`"
          : declaration.missing !== undefined
            ? "`missing`"
            : undefined;
  if (construct === undefined) return false;
  context.notYet(scope, construct, declaration.span);
  return true;
}

/** The signal in SI units. */
export function readSignal(signal: CheckedSignal | undefined, span: Span): TypedExpression {
  if (signal === undefined) return errorAt(span);
  const { declared, declaration } = signal;
  const { raw, type, scale } = declared;
  if (scale === 1) return { kind: "signal", type, ...atStep, span, name: declaration.name };
  const value: TypedExpression = { kind: "signal", type: raw, ...atStep, span, name: declaration.name };
  return binary("multiply", value, numberConstant(scale, "float", span), { ...type, element: "float" }, span);
}

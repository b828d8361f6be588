import type { Placed } from "../../resolve/index.js";
import type { Span } from "../../source/span.js";
import type { Context, DeclaredType, DefinitionOf } from "../context.js";
import { declaredValue } from "../declared-value.js";
import { atParam, binary, errorAt, numberConstant } from "../make.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isRagged } from "../type/ragged.js";
import type { TypedExpression, TypedParamDeclaration } from "../typed.js";

export interface CheckedParam {
  readonly declaration: TypedParamDeclaration;
  readonly declared: DeclaredType;
}

/** The type and value of a `param`, `value` being what a variant sets; `undefined` after a mistake. */
export function* checkParam(
  definition: DefinitionOf<"param">,
  value: Placed | undefined,
  context: Context,
): Checking<CheckedParam | undefined> {
  const { declaration, home, name, span } = definition;
  const scope = scopeOf(home);
  const declared = yield* context.type(declaration.type, scope);
  if (declared === undefined) return undefined;
  if (isRagged(declared.type)) {
    context.notYet(scope, "a param of varying length", declaration.type.span);
    return undefined;
  }
  const expected = declared.type.element === "enum" ? declared.type : undefined;
  const placed = value ?? { expression: declaration.value, home };
  const constant = declaredValue(
    yield* defer(context.check(placed.expression, scopeOf(placed.home), expected)),
    declared,
    name,
    scope,
    context,
  );
  if (constant === undefined) return undefined;
  const documentation = declaration.documentation === undefined ? {} : { documentation: declaration.documentation };
  return { declared, declaration: { name, type: declared.raw, value: constant, ...documentation, span } };
}

/** The param in SI units. */
export function readParam(param: CheckedParam | undefined, span: Span): TypedExpression {
  if (param === undefined) return errorAt(span);
  const { declared, declaration } = param;
  const { raw, type, scale } = declared;
  if (scale === 1) return { kind: "param", type, ...atParam, span, name: declaration.name };
  const value: TypedExpression = { kind: "param", type: raw, ...atParam, span, name: declaration.name };
  return binary("multiply", value, numberConstant(scale, "float", span), { ...type, element: "float" }, span);
}

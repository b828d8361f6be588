import { report } from "../../diagnostics/report.js";
import type { Override } from "../../resolve/index.js";
import type { Expression, TermDeclaration } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { expectBoolean, expectNumber, expectRate, expectScalar } from "../expect.js";
import { checkScheme, schemeCalled } from "../expression/scheme.js";
import { binary, errorAt, numberConstant } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression, TypedTerm } from "../typed.js";

/** A term with its parts; a variant's `override` stands in for the parts that it sets. */
export function* checkTerm(
  path: string,
  declaration: TermDeclaration,
  override: Override | undefined,
  scope: Scope,
  context: Context,
): Checking<TypedTerm> {
  const place = (part: keyof Override, written: Expression | undefined): readonly [Expression | undefined, Scope] => {
    const set = override?.[part];
    return set === undefined ? [written, scope] : [set.expression, { ...scope, home: set.home }];
  };
  const [weightExpression, weightScope] = place("weight", declaration.weight);
  const [whenExpression, whenScope] = place("when", declaration.when);
  const [bodyExpression, bodyScope] = place("body", declaration.body);
  const weight = yield* checkWeight(weightExpression, declaration, weightScope, context);
  const when =
    whenExpression &&
    expectScalar(
      expectBoolean(yield* defer(context.check(whenExpression, whenScope)), "a term's `when`", whenScope, context),
      "a term's `when`",
      whenScope,
      context,
    );
  const body = yield* checkBody(bodyExpression ?? declaration.body, bodyScope, context);
  const clip = declaration.clip && (yield* checkClip(declaration.clip, scope, context));
  return {
    name: path,
    primary: declaration.primary,
    weight,
    ...(when === undefined ? {} : { when }),
    body,
    ...(clip === undefined ? {} : { clip }),
    ...(declaration.documentation === undefined ? {} : { documentation: declaration.documentation }),
    span: declaration.name.span,
  };
}

/** A number, or what a scheme makes of an objective on infinite traces. */
function* checkBody(expression: Expression, scope: Scope, context: Context): Checking<TypedExpression> {
  const scheme = schemeCalled(expression, scope, context);
  return scheme !== undefined && expression.kind === "call"
    ? yield* checkScheme(scheme, expression, scope, context)
    : yield* checkNumber(expression, "a term", scope, context);
}

/** A single number. */
export function* checkNumber(
  expression: Expression,
  what: string,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const value = yield* defer(context.check(expression, scope));
  return expectScalar(expectNumber(value, what, scope, context), what, scope, context);
}

/** The weight, times `dt` for a weight `per s`. */
function* checkWeight(
  expression: Expression | undefined,
  declaration: TermDeclaration,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { span } = declaration.name;
  const weight =
    expression === undefined
      ? numberConstant(1, "int", span)
      : expectRate(yield* checkNumber(expression, "a weight", scope, context), "a weight", "group", scope, context);
  if (!declaration.perSecond || weight.kind === "error") return weight;
  if (context.dt === undefined) {
    context.report(
      scope,
      report("missing-dt", weight.span, { what: "a weight `per s`" }, { help: "declare it: `dt 0.02 s`" }),
    );
    return errorAt(weight.span);
  }
  return binary(
    "multiply",
    weight,
    numberConstant(context.dt, "float", weight.span),
    { element: "float", shape: [] },
    weight.span,
  );
}

function* checkClip(
  clip: NonNullable<TermDeclaration["clip"]>,
  scope: Scope,
  context: Context,
): Checking<NonNullable<TypedTerm["clip"]>> {
  const low = expectRate(
    yield* checkNumber(clip.low, "the end of a clip", scope, context),
    "the end of a clip",
    "param",
    scope,
    context,
  );
  const high = expectRate(
    yield* checkNumber(clip.high, "the end of a clip", scope, context),
    "the end of a clip",
    "param",
    scope,
    context,
  );
  const [least, most] = [evaluate(low)?.[0], evaluate(high)?.[0]];
  if (least !== undefined && most !== undefined && least > most)
    context.report(scope, report("invalid-clip", clip.span, { low: least, high: most }));
  return { low, high };
}

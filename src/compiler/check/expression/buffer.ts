import { labelOf } from "../../builtins/history/label.js";
import { report } from "../../diagnostics/report.js";
import type { Argument, CallExpression } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { expectBoolean, expectFixedLength, expectScalar, shown } from "../expect.js";
import { atParam, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { Axis, TypedBuffer, TypedExpression } from "../typed.js";
import { matchArguments } from "./match-arguments.js";

const parameters = [
  { name: "x" },
  { name: "size" },
  { name: "max_age", optional: true },
  { name: "where", optional: true },
];

/** More items are refused: they are kept, and written into checkpoints, as a whole. */
const mostItems = 65_536;

/** `buffer(x, size, max_age, where: p)`: an array of the values that x had in earlier updates, of rate `param`, whatever the rate of x. */
export function* checkBuffer(
  { arguments: given, span }: CallExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const matched = matchArguments("buffer", parameters, given, span, scope, context);
  const argument = (name: string): Argument | undefined => matched?.get(name)?.[0];
  const [x, condition] = [argument("x"), argument("where")];
  if (x === undefined) return errorAt(span);
  const value = expectBuffered(yield* defer(context.check(x.value, scope)), scope, context);
  const size = yield* wholeNumber("size", argument("size"), mostItems, scope, context);
  const maxAge = yield* wholeNumber("max_age", argument("max_age"), Infinity, scope, context);
  const what = "what enters a buffer";
  const holds = condition && expectBoolean(yield* defer(context.check(condition.value, scope)), what, scope, context);
  const where = holds && expectScalar(holds, what, scope, context);
  const broken = value.kind === "error" || where?.kind === "error" || maxAge === "error";
  if (broken || size === undefined || size === "error") return errorAt(span);
  const buffer: TypedBuffer = {
    value,
    size,
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(where === undefined ? {} : { where }),
  };
  const axis: Axis = { size, name: `buffer(${labelOf(value)}, ${size})`, ragged: { length: buffer, own: true } };
  return {
    kind: "buffer",
    type: { ...value.type, shape: [axis, ...value.type.shape] },
    ...atParam,
    span,
    of: buffer,
    field: "items",
  };
}

/** A value, or an array whose length does not vary. */
function expectBuffered(value: TypedExpression, scope: Scope, context: Context): TypedExpression {
  if (value.kind !== "error" && value.type.element === "string") {
    const found = { builtin: "buffer", parameter: "x", expected: "a value", found: shown(value) };
    context.report(scope, report("argument-type", value.span, found));
    return errorAt(value.span);
  }
  return expectFixedLength(value, "a buffer", scope, context);
}

/** A constant from 1 to `most`; `undefined` where it is left out, `error` after a mistake, which is reported. */
function* wholeNumber(
  parameter: string,
  argument: Argument | undefined,
  most: number,
  scope: Scope,
  context: Context,
): Checking<number | undefined | "error"> {
  if (argument === undefined) return undefined;
  const typed = yield* defer(context.check(argument.value, scope));
  if (typed.kind === "error") return "error";
  const number = typed.type.shape.length === 0 ? evaluate(typed)?.[0] : undefined;
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= most) return number;
  const limit = Number.isFinite(most) ? ` to ${most}` : "";
  const found =
    number === undefined
      ? report("not-constant", typed.span, { what: `\`${parameter}\` of \`buffer\``, rate: typed.rate })
      : report("argument-value", typed.span, {
          builtin: "buffer",
          parameter,
          expected: `a whole number from 1${limit}`,
          found: String(number),
        });
  context.report(scope, found);
  return "error";
}

import { report } from "../../diagnostics/report.js";
import type { BinaryFunction } from "../../ir/node.js";
import type { BinaryExpression, Expectation, Expression } from "../../syntax/ast/index.js";
import { builtins } from "../../builtins/index.js";
import { evaluate } from "../constant.js";
import type { Elaboration } from "../elaboration.js";
import { expectBoolean } from "../expect.js";
import { checkSides } from "../expression/binary.js";
import { compare, type ComparisonOperator } from "../expression/comparison.js";
import { binary, numberConstant, unary } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isNumeric } from "../type/element.js";
import type { TypedBinary, TypedCall, TypedExpectation, TypedExpression } from "../typed.js";

/** How far numbers may differ that are expected to be equal. */
const defaultTolerance = 1e-6;

/** `COND ± tolerance`: a comparison of numbers, a condition, or the cause of the end. `undefined` after a mistake. */
export function* checkExpectation(
  { condition, tolerance, span }: Expectation,
  scope: Scope,
  context: Elaboration,
): Checking<TypedExpectation | undefined> {
  const text = scope.home.source.slice(span);
  const within = tolerance === undefined ? undefined : yield* checkTolerance(tolerance, scope, context);
  const form = yield* checkForm(condition, within, scope, context);
  if (form === undefined) return undefined;
  if (tolerance !== undefined && form.kind !== "compare" && !isCloseness(form)) {
    context.report(scope, report("test-tolerance", tolerance.span, {}));
    return undefined;
  }
  return { text, span, form };
}

function isCloseness(form: TypedExpectation["form"]): boolean {
  return form.kind === "condition" && form.condition.kind === "call" && form.condition.builtin === "all";
}

function* checkTolerance(expression: Expression, scope: Scope, context: Elaboration): Checking<number> {
  const typed = yield* defer(context.check(expression, scope));
  const value = typed.kind === "error" ? defaultTolerance : evaluate(typed)?.[0];
  if (value !== undefined && value >= 0) return value;
  context.report(scope, report("test-tolerance", expression.span, {}));
  return defaultTolerance;
}

function* checkForm(
  condition: Expression,
  tolerance: number | undefined,
  scope: Scope,
  context: Elaboration,
): Checking<TypedExpectation["form"] | undefined> {
  if (condition.kind === "binary" && isComparison(condition.operator)) {
    const cause = causeForm(condition);
    if (cause !== undefined) return cause;
    const [left, right] = yield* checkSides(condition.left, condition.right, scope, context);
    return compared(condition.operator, left, right, tolerance ?? defaultTolerance, condition, scope, context);
  }
  const value = expectBoolean(yield* defer(context.check(condition, scope)), "what is expected", scope, context);
  if (value.kind === "error") return undefined;
  return { kind: "condition", condition: value.type.shape.length === 0 ? value : allOf(value) };
}

function isComparison(operator: BinaryExpression["operator"]): operator is ComparisonOperator {
  return ["==", "!=", "<", "<=", ">", ">="].includes(operator);
}

/** `cause == "fall"`. */
function causeForm({ operator, left, right }: BinaryExpression): TypedExpectation["form"] | undefined {
  const [name, text] = right.kind === "string" ? [left, right] : [right, left];
  if (name.kind !== "name" || name.name !== "cause" || text.kind !== "string") return undefined;
  return operator === "==" || operator === "!="
    ? { kind: "cause", equals: operator === "==", value: text.value }
    : undefined;
}

function compared(
  operator: ComparisonOperator,
  left: TypedExpression,
  right: TypedExpression,
  tolerance: number,
  { span }: Expression,
  scope: Scope,
  context: Elaboration,
): TypedExpectation["form"] | undefined {
  const comparison = compare(operator, left, right, span, scope, context);
  if (comparison.kind !== "binary") return undefined;
  if (
    !isNumeric(left.type) ||
    !isNumeric(right.type) ||
    (left.type.element === "bool" && right.type.element === "bool")
  ) {
    return { kind: "condition", condition: comparison.type.shape.length === 0 ? comparison : allOf(comparison) };
  }
  if (comparison.type.shape.length === 0)
    return { kind: "compare", operator, left: comparison.left, right: comparison.right, tolerance };
  return { kind: "condition", condition: operator === "==" ? allOf(close(comparison, tolerance)) : allOf(comparison) };
}

/** |left − right| ≤ tolerance, element by element. */
function close({ left, right, type, span }: TypedBinary, tolerance: number): TypedExpression {
  const numbers = { element: "float", shape: type.shape } as const;
  const distance = unary("abs", binary("subtract", left, right, numbers, span), numbers, span);
  const within: BinaryFunction = "less-equal";
  return binary(within, distance, numberConstant(tolerance, "float", span), type, span);
}

/** True where every element is. */
function allOf(value: TypedExpression): TypedCall {
  const parameter = builtins.get("all")?.parameters[0]?.name ?? "x";
  return {
    ...value,
    kind: "call",
    type: { element: "bool", shape: [] },
    builtin: "all",
    arguments: { [parameter]: value },
    options: {},
  };
}

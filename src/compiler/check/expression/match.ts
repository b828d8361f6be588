import { report } from "../../diagnostics/report.js";
import type { Expression, MatchExpression, MatchPattern } from "../../syntax/ast/index.js";
import { unreachable } from "../../unreachable.js";
import type { Context } from "../context.js";
import { errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression, ValueType } from "../typed.js";
import { orList } from "../words.js";
import { enumOf } from "./binary.js";
import { compare } from "./comparison.js";
import { choose } from "./conditional.js";
import { within } from "./within.js";

/** `match x { A -> a, >= 0.9 -> b, else -> c }`: the first case that fits, as a chain of choices. All values must be covered. */
export function* checkMatch(
  expression: MatchExpression,
  scope: Scope,
  context: Context,
  expected?: ValueType,
): Checking<TypedExpression> {
  let branch = expected;
  const cases = yield* readCases(expression, scope, context, function* (body) {
    const value = yield* defer(context.check(body, scope, branch));
    branch ??= enumOf(value);
    return value;
  });
  return (
    cases?.reduceRight<TypedExpression | undefined>((rest, { condition, value }) => {
      if (rest === undefined || condition === undefined) return value;
      return choose(condition, value, rest, expression.span, scope, context);
    }, undefined) ?? errorAt(expression.span)
  );
}

export interface ReadCase<T> {
  /** What the case asks of the subject; nothing in the last, where all other values are covered. */
  readonly condition: TypedExpression | undefined;
  readonly value: T;
}

/** The cases that can be reached, in order, what they give read by `read`; `undefined` where they do not cover all values, which is reported. */
export function* readCases<T>(
  expression: MatchExpression,
  scope: Scope,
  context: Context,
  read: (body: Expression) => Checking<T>,
): Checking<readonly ReadCase<T>[] | undefined> {
  const subject = yield* defer(context.check(expression.subject, scope));
  const open = membersOf(subject.type);
  const seen = new Set<number>();
  const cases: ReadCase<T>[] = [];
  let covered = false;
  for (const { pattern, value: body, span } of expression.cases) {
    const condition = yield* checkPattern(pattern, subject, scope, context);
    const value = yield* defer(read(body));
    const member = memberOf(pattern, condition);
    if (covered || (member !== undefined && seen.has(member))) {
      context.report(scope, report("unreachable-case", span, {}));
      continue;
    }
    if (member !== undefined) seen.add(member);
    covered = pattern.kind === "else-pattern" || (open !== undefined && seen.size === open.length);
    cases.push({ condition: covered ? undefined : condition, value });
  }
  if (subject.kind === "error") return undefined;
  if (covered) return cases;
  const missing = open?.filter((_, index) => !seen.has(index));
  const what = missing === undefined ? "all values" : orList(missing).replace(" or ", " and ");
  context.report(
    scope,
    report("match-not-exhaustive", expression.span, { missing: what }, { help: "add a last case: `else -> …`" }),
  );
  return undefined;
}

/** The values that a subject can have, where they can be listed. */
function membersOf(type: ValueType): readonly string[] | undefined {
  if (type.shape.length > 0) return undefined;
  return type.element === "enum" ? (type.members ?? []) : type.element === "bool" ? ["false", "true"] : undefined;
}

/** The one value that a pattern is about: its index among the members. */
function memberOf(pattern: MatchPattern, condition: TypedExpression): number | undefined {
  if (pattern.kind !== "value-pattern" || condition.kind !== "binary" || condition.right.kind !== "constant")
    return undefined;
  const { element, shape } = condition.right.type;
  return (element === "enum" || element === "bool") && shape.length === 0 ? condition.right.value[0] : undefined;
}

function* checkPattern(
  pattern: MatchPattern,
  subject: TypedExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  switch (pattern.kind) {
    case "value-pattern":
      return compare(
        "==",
        subject,
        yield* defer(context.check(pattern.value, scope, enumOf(subject))),
        pattern.span,
        scope,
        context,
      );
    case "compare-pattern":
      return compare(
        pattern.operator,
        subject,
        yield* defer(context.check(pattern.value, scope, enumOf(subject))),
        pattern.span,
        scope,
        context,
      );
    case "in-pattern": {
      const low = yield* defer(context.check(pattern.low, scope));
      const high = yield* defer(context.check(pattern.high, scope));
      return within(subject, low, high, pattern.span, scope, context);
    }
    case "else-pattern":
      return errorAt(pattern.span);
    default:
      return unreachable(pattern);
  }
}

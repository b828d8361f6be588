import {
  looksAhead,
  overPrefixes,
  speaksOfTheFirstLetter,
  type InfiniteFormula,
  type PrefixQuantifier,
} from "../../automata/temporal/omega/formula.js";
import type { TemporalFormula } from "../../automata/temporal/formula.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { lookUp } from "../../resolve/index.js";
import type { Span } from "../../source/span.js";
import type { Expression, UnaryTemporalOperator } from "../../syntax/ast/index.js";
import { walk } from "../../syntax/visit.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { templateCall } from "./instance.js";

const quantifiers: ReadonlyMap<UnaryTemporalOperator, PrefixQuantifier> = new Map([
  ["infinitely often", "infinitely-often"],
  ["eventually forever", "eventually-forever"],
  ["for every prefix", "for-every-prefix"],
  ["for some prefix", "for-some-prefix"],
]);

/** Whether a formula speaks of infinite traces: one of the quantifiers over prefixes stands in it, or in a template that it calls. */
export function isInfinite(formula: Expression, scope: Scope, context: Context): boolean {
  return quantifierIn(formula, scope, context) !== undefined;
}

type Quantifier = Extract<Expression, { readonly kind: "temporal-unary" }>;

/** A quantifier over prefixes, and where it is seen: in the formula itself or where it calls a template. */
interface Seen {
  readonly quantifier: Quantifier;
  readonly span: Span;
}

/** The first quantifier over prefixes in the order of the text, templates looked through. */
function quantifierIn(formula: Expression, scope: Scope, context: Context): Seen | undefined {
  const entered = new Set<Expression>();
  const open: { readonly formula: Expression; readonly home: Scope["home"]; readonly span: Span | undefined }[] = [
    { formula, home: scope.home, span: undefined },
  ];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { home, span } = next;
    let found: Seen | undefined;
    if (entered.has(next.formula)) continue;
    entered.add(next.formula);
    walk(next.formula, (node) => {
      const part = node as Expression;
      if (found !== undefined) return false;
      if (part.kind === "temporal-unary" && quantifiers.has(part.operator))
        found = { quantifier: part, span: span ?? part.span };
      if (part.kind === "call" && part.callee.kind === "name") {
        const template = lookUp(context.unit, part.callee.name, home);
        if (template?.kind === "objective")
          open.push({ formula: template.declaration.formula, home: template.home, span: span ?? part.span });
      }
      return found === undefined;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * A Boolean combination of quantifiers over prefixes; `readFinite` reads their operands as formulas on finite traces. `undefined` after a mistake,
 * which is reported: a part without a quantifier, or a quantifier below another operator.
 */
export function* readInfinite(
  expression: Expression,
  scope: Scope,
  context: Context,
  readFinite: (operand: Expression, scope: Scope) => Checking<TemporalFormula | undefined>,
): Checking<InfiniteFormula | undefined> {
  const read = (part: Expression): Checking<InfiniteFormula | undefined> =>
    readInfinite(part, scope, context, readFinite);
  switch (expression.kind) {
    case "boolean":
      return { kind: "constant", value: expression.value };
    case "unary": {
      if (expression.operator !== "not") break;
      const operand = yield* defer(read(expression.operand));
      return operand && { kind: "not", operand };
    }
    case "binary": {
      const { operator } = expression;
      if (!isLogical(operator)) break;
      const left = yield* defer(read(expression.left));
      const right = yield* defer(read(expression.right));
      return left && right && combined(operator, left, right);
    }
    case "if": {
      const condition = yield* defer(read(expression.condition));
      const then = yield* defer(read(expression.then));
      const otherwise = yield* defer(read(expression.else));
      if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
      const chosen: InfiniteFormula = { kind: "and", operands: [condition, then] };
      const rest: InfiniteFormula = { kind: "and", operands: [{ kind: "not", operand: condition }, otherwise] };
      return { kind: "or", operands: [chosen, rest] };
    }
    case "call": {
      const inside = yield* templateCall(expression, scope, context);
      if (inside === "none") break;
      if (inside === undefined) return undefined;
      return yield* defer(readInfinite(inside.formula, inside.scope, context, readFinite));
    }
    case "temporal-unary": {
      const quantifier = quantifiers.get(expression.operator);
      if (quantifier === undefined) break;
      return yield* readQuantified(expression, quantifier, scope, context, readFinite);
    }
    default:
      break;
  }
  const inner = quantifierIn(expression, scope, context);
  context.report(
    scope,
    inner === undefined
      ? report(
          "mixed-traces",
          expression.span,
          {},
          {
            label: "judged on a finite trace",
            notes: ["the other parts speak of an infinite trace, which has no last step at which this could be judged"],
            help: "say of which prefixes it is meant: `for every prefix`, `for some prefix`, `infinitely often` or `eventually forever`",
          },
        )
      : nested(inner, "another operator than `not`, `and`, `or`, `xor`, `implies`, `iff` and `if`"),
  );
  return undefined;
}

function* readQuantified(
  expression: Quantifier,
  quantifier: PrefixQuantifier,
  scope: Scope,
  context: Context,
  readFinite: (operand: Expression, scope: Scope) => Checking<TemporalFormula | undefined>,
): Checking<InfiniteFormula | undefined> {
  const { operand, operator } = expression;
  const inner = quantifierIn(operand, scope, context);
  if (inner !== undefined) {
    context.report(scope, nested(inner, `\`${operator}\``));
    return undefined;
  }
  const formula = yield* defer(readFinite(operand, scope));
  if (formula === undefined) return undefined;
  if (looksAhead(formula) && speaksOfTheFirstLetter(formula)) {
    context.report(
      scope,
      report(
        "first-step-only",
        operand.span,
        { quantifier: operator },
        {
          label: "holds or fails at the first step, outside of every operator of the future",
          notes: [
            "a formula with an operator of the future is judged at the first step of each prefix; one without, at the last",
          ],
          help: `for the end of the prefix write \`${operator} (eventually (last and …))\``,
        },
      ),
    );
  }
  return overPrefixes(quantifier, formula);
}

function nested({ quantifier, span }: Seen, outer: string): Diagnostic {
  return report("nested-prefixes", span, { inner: quantifier.operator, outer });
}

type Logical = "and" | "or" | "xor" | "implies" | "iff";

function isLogical(operator: string): operator is Logical {
  return ["and", "or", "xor", "implies", "iff"].includes(operator);
}

function combined(operator: Logical, left: InfiniteFormula, right: InfiniteFormula): InfiniteFormula {
  switch (operator) {
    case "and":
    case "or":
      return { kind: operator, operands: [left, right] };
    case "xor":
      return { kind: "xor", left, right };
    case "implies":
      return { kind: "or", operands: [{ kind: "not", operand: left }, right] };
    case "iff":
      return { kind: "not", operand: { kind: "xor", left, right } };
  }
}

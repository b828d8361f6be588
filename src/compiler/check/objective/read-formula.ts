import * as formulas from "../../automata/temporal/formula.js";
import type { RegularExpression as Words, TemporalFormula } from "../../automata/temporal/formula.js";
import type { Span } from "../../source/span.js";
import type { BinaryExpression, Expression, MatchExpression, RegularExpression } from "../../syntax/ast/index.js";
import { foldExpression, formulaKinds } from "../../syntax/visit.js";
import type { Context } from "../context.js";
import { expectBoolean, expectScalar } from "../expect.js";
import { readCases } from "../expression/match.js";
import type { Scope } from "../scope.js";
import { defer } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { Atoms, choice } from "./atoms.js";
import { callsTemplate, templateCall } from "./instance.js";
import { binaryFormula, isFinite, unaryFormula } from "./operators.js";
import { readAll, type Read } from "./read-all.js";
import { readPattern } from "./read-pattern.js";
import { readTask } from "./read-task.js";
import { taskFormula } from "./tasks.js";
import { checkWindow } from "./windows.js";

/**
 * Reads the formula of one objective: temporal operators, patterns, sequences and tasks become a `TemporalFormula`, what stands below them conditions of the step.
 * A mistake is reported and gives `undefined`. Formulas may nest as deep as the heap allows.
 */
export class FormulaReader {
  readonly atoms = new Atoms();
  readonly spans = new Map<TemporalFormula, Span>();

  constructor(private readonly context: Context) {}

  *read(expression: Expression, scope: Scope): Read<TemporalFormula> {
    const formula = yield* this.#formula(expression, scope);
    return formula && this.#placed(formula, expression.span);
  }

  #placed(formula: TemporalFormula, span: Span): TemporalFormula {
    // Atoms and constants are shared objects: the copy has its own place.
    const own = this.spans.has(formula) ? { ...formula } : formula;
    this.spans.set(own, span);
    return own;
  }

  *#formula(expression: Expression, scope: Scope): Read<TemporalFormula> {
    switch (expression.kind) {
      case "unary":
        if (expression.operator !== "not") break;
        return yield* this.#mapped(expression.operand, scope, formulas.not);
      case "binary":
        if (isLogical(expression.operator)) return yield* this.#logic(expression, expression.operator, scope);
        break;
      case "if": {
        if (!isTemporal(expression, scope, this.context)) break;
        const condition = yield* defer(this.read(expression.condition, scope));
        const then = yield* defer(this.read(expression.then, scope));
        const otherwise = yield* defer(this.read(expression.else, scope));
        return condition && then && otherwise && choice(condition, then, otherwise);
      }
      case "match":
        if (!isTemporal(expression, scope, this.context)) break;
        return yield* defer(this.#match(expression, scope));
      case "temporal-unary": {
        const { operator, bounds } = expression;
        if (!isFinite(operator)) throw new Error("quantifiers over prefixes are read as infinite formulas");
        const window = bounds && (yield* checkWindow(bounds, scope, this.context));
        const operand = yield* defer(this.read(expression.operand, scope));
        if (operand === undefined || (bounds !== undefined && window === undefined)) return undefined;
        return unaryFormula(operator, operand, window);
      }
      case "temporal-binary": {
        const { operator, bounds, inclusive } = expression;
        const window = bounds && (yield* checkWindow(bounds, scope, this.context));
        const left = yield* defer(this.read(expression.left, scope));
        const right = yield* defer(this.read(expression.right, scope));
        if (left === undefined || right === undefined || (bounds !== undefined && window === undefined))
          return undefined;
        return binaryFormula(operator, left, right, inclusive, window);
      }
      case "last-step":
        return { ...formulas.last };
      case "sequence": {
        const words = yield* defer(this.#words(expression.body, scope));
        return words && { kind: "matches", exactly: expression.exactly, expression: words };
      }
      case "pattern":
        return yield* readPattern(expression, (operand) => this.read(operand, scope), scope, this.context);
      case "achieve":
      case "ensuring":
      case "task-then":
      case "task-or": {
        const task = yield* defer(readTask(expression, (operand) => this.read(operand, scope)));
        return task && taskFormula(task);
      }
      case "call": {
        const inside = yield* templateCall(expression, scope, this.context);
        if (inside === "none") break;
        return inside && (yield* defer(this.read(inside.formula, inside.scope)));
      }
      default:
        break;
    }
    return yield* this.#condition(expression, scope);
  }

  /** A maximal part without temporal operators. */
  *#condition(expression: Expression, scope: Scope): Read<TemporalFormula> {
    return this.#atomic(yield* defer(this.context.check(expression, scope)), scope);
  }

  #atomic(value: TypedExpression, scope: Scope): TemporalFormula | undefined {
    const what = "what an objective is made of";
    const condition = expectScalar(expectBoolean(value, what, scope, this.context), what, scope, this.context);
    return condition.kind === "error" ? undefined : this.atoms.formula(condition);
  }

  /** The first case whose condition holds. */
  *#match(expression: MatchExpression, scope: Scope): Read<TemporalFormula> {
    const cases = yield* readCases(expression, scope, this.context, (body) => this.read(body, scope));
    let rest: TemporalFormula | undefined;
    for (const { condition, value } of (cases ?? []).toReversed()) {
      const asked = condition && this.#atomic(condition, scope);
      if (value === undefined || (condition !== undefined && asked === undefined)) return undefined;
      const fits = asked && condition && this.#placed(asked, condition.span);
      rest = fits === undefined || rest === undefined ? value : choice(fits, value, rest);
    }
    return rest;
  }

  *#mapped(
    operand: Expression,
    scope: Scope,
    make: (formula: TemporalFormula) => TemporalFormula,
  ): Read<TemporalFormula> {
    const formula = yield* defer(this.read(operand, scope));
    return formula && make(formula);
  }

  *#logic(expression: BinaryExpression, operator: Logical, scope: Scope): Read<TemporalFormula> {
    const left = yield* defer(this.read(expression.left, scope));
    const right = yield* defer(this.read(expression.right, scope));
    return left && right && combinations[operator](left, right);
  }

  *#words(expression: RegularExpression, scope: Scope): Read<Words> {
    switch (expression.kind) {
      case "regular-letter": {
        const condition = yield* defer(this.read(expression.condition, scope));
        return condition && { kind: "letter", condition };
      }
      case "regular-concatenation":
      case "regular-union": {
        const items = yield* readAll(expression.items, (item) => this.#words(item, scope));
        const kind = expression.kind === "regular-union" ? "union" : "concatenation";
        return items && { kind, items };
      }
      case "regular-repetition": {
        const item = yield* defer(this.#words(expression.item, scope));
        const { minimum, maximum } = expression;
        return item && { kind: "repetition", item, minimum, ...(maximum === undefined ? {} : { maximum }) };
      }
    }
  }
}

type Logical = "and" | "or" | "xor" | "implies" | "iff";

const combinations: Readonly<Record<Logical, (left: TemporalFormula, right: TemporalFormula) => TemporalFormula>> = {
  and: (left, right) => formulas.and(left, right),
  or: (left, right) => formulas.or(left, right),
  xor: formulas.xor,
  implies: formulas.implies,
  iff: formulas.iff,
};

function isLogical(operator: BinaryExpression["operator"]): operator is Logical {
  return Object.hasOwn(combinations, operator);
}

/** Whether a temporal operator stands in the expression, or a template of objectives that may have some. */
function isTemporal(expression: Expression, scope: Scope, context: Context): boolean {
  return foldExpression<boolean>(
    expression,
    (part, below) =>
      formulaKinds.has(part.kind) ||
      below.includes(true) ||
      (part.kind === "call" && callsTemplate(part, scope, context)),
  );
}

import * as formulas from "../../automata/temporal/formula.js";
import type { RegularExpression as Words, TemporalFormula } from "../../automata/temporal/formula.js";
import type { Span } from "../../source/span.js";
import type {
  BinaryExpression,
  Expression,
  MatchExpression,
  PatternChain,
  PatternFormula,
  RegularExpression,
  TaskFormula,
} from "../../syntax/ast/index.js";
import { foldExpression } from "../../syntax/visit.js";
import type { Context } from "../context.js";
import { expectBoolean, expectScalar } from "../expect.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { Atoms, choice } from "./atoms.js";
import { templateCall } from "./instance.js";
import { binaryFormula, isFinite, unaryFormula } from "./operators.js";
import { patternFormula, type Chain, type PatternKind, type ScopeKind } from "./patterns.js";
import { taskFormula, type Task } from "./tasks.js";
import { checkWindow } from "./windows.js";

type Read<T> = Checking<T | undefined>;

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
    if (formula === undefined) return undefined;
    // Atoms and constants are shared objects: the copy has its own place.
    const own = this.spans.has(formula) ? { ...formula } : formula;
    this.spans.set(own, expression.span);
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
        if (!isTemporal(expression)) break;
        const condition = yield* defer(this.read(expression.condition, scope));
        const then = yield* defer(this.read(expression.then, scope));
        const otherwise = yield* defer(this.read(expression.else, scope));
        return condition && then && otherwise && choice(condition, then, otherwise);
      }
      case "match":
        if (!isTemporal(expression)) break;
        return yield* defer(this.read(asChoices(expression), scope));
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
        return yield* this.#pattern(expression, scope);
      case "achieve":
      case "ensuring":
      case "task-then":
      case "task-or": {
        const task = yield* defer(this.#task(expression, scope));
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
    const value = yield* defer(this.context.check(expression, scope));
    const what = "what an objective is made of";
    const condition = expectScalar(expectBoolean(value, what, scope, this.context), what, scope, this.context);
    return condition.kind === "error" ? undefined : this.atoms.formula(condition);
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
        const items = yield* this.#all(expression.items, (item) => this.#words(item, scope));
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

  *#task(expression: Expression, scope: Scope): Read<Task> {
    switch (expression.kind) {
      case "achieve": {
        const goal = yield* defer(this.read(expression.goal, scope));
        return goal && { kind: "achieve", goal };
      }
      case "ensuring": {
        const task = yield* defer(this.#task(expression.task, scope));
        const condition = yield* defer(this.read(expression.condition, scope));
        return task && condition && { kind: "ensuring", task, condition };
      }
      case "task-then":
      case "task-or": {
        const left = yield* defer(this.#task(expression.left, scope));
        const right = yield* defer(this.#task(expression.right, scope));
        return left && right && { kind: expression.kind === "task-then" ? "then" : "or", left, right };
      }
      case "error":
        return undefined;
      default:
        throw new Error("the parser lets only tasks stand in tasks");
    }
  }

  *#pattern({ pattern, scope: written }: PatternFormula, scope: Scope): Read<TemporalFormula> {
    const kind = yield* this.#patternKind(pattern, scope);
    const stretch = yield* this.#patternScope(written, scope);
    return kind && stretch && patternFormula(kind, stretch);
  }

  *#patternKind(pattern: PatternFormula["pattern"], scope: Scope): Read<PatternKind> {
    switch (pattern.kind) {
      case "never":
      case "always":
      case "eventually": {
        const operand = yield* defer(this.read(pattern.operand, scope));
        return operand && { kind: pattern.kind, operand };
      }
      case "at-most": {
        const operand = yield* defer(this.read(pattern.operand, scope));
        return operand && { kind: "at-most", operand, times: pattern.times };
      }
      case "precedes":
      case "responds": {
        const subject = yield* this.#chain(pattern.subject, scope);
        const other = yield* this.#chain(pattern.other, scope);
        return subject && other && { kind: pattern.kind, subject, other };
      }
    }
  }

  *#chain({ items, without }: PatternChain, scope: Scope): Read<Chain> {
    const read = yield* this.#all(items, (item) => this.read(item, scope));
    const excluded = without && (yield* defer(this.read(without, scope)));
    if (read === undefined || (without !== undefined && excluded === undefined)) return undefined;
    return { items: read, ...(excluded === undefined ? {} : { without: excluded }) };
  }

  *#patternScope(written: PatternFormula["scope"], scope: Scope): Read<ScopeKind> {
    switch (written.kind) {
      case "globally":
        return { kind: "globally" };
      case "before": {
        const end = yield* defer(this.read(written.end, scope));
        return end && { kind: "before", end };
      }
      case "after": {
        const start = yield* defer(this.read(written.start, scope));
        return start && { kind: "after", start };
      }
      case "between":
      case "after-until": {
        const start = yield* defer(this.read(written.start, scope));
        const end = yield* defer(this.read(written.end, scope));
        return start && end && { kind: written.kind, start, end };
      }
    }
  }

  *#all<From, To>(items: readonly From[], read: (item: From) => Read<To>): Read<readonly To[]> {
    const results: To[] = [];
    let sound = true;
    for (const item of items) {
      const result = yield* defer(read(item));
      if (result === undefined) sound = false;
      else results.push(result);
    }
    return sound ? results : undefined;
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

export function isLogical(operator: BinaryExpression["operator"]): operator is Logical {
  return Object.hasOwn(combinations, operator);
}

const temporalKinds: ReadonlySet<Expression["kind"] | TaskFormula["kind"]> = new Set([
  "temporal-unary",
  "temporal-binary",
  "last-step",
  "sequence",
  "pattern",
  "achieve",
  "ensuring",
  "task-then",
  "task-or",
]);

/** Whether a temporal operator stands in the expression. */
function isTemporal(expression: Expression): boolean {
  return foldExpression<boolean>(expression, ({ kind }, parts) => temporalKinds.has(kind) || parts.includes(true));
}

/** A `match` over formulas as choices, one for each case. */
function asChoices({ subject, cases, span }: MatchExpression): Expression {
  const otherwise: Expression = { kind: "error", span };
  return cases.reduceRight<Expression>((rest, { pattern, value }) => {
    switch (pattern.kind) {
      case "else-pattern":
        return value;
      case "value-pattern": {
        const condition: Expression = {
          kind: "binary",
          operator: "==",
          left: subject,
          right: pattern.value,
          span: pattern.span,
        };
        return { kind: "if", condition, then: value, else: rest, span };
      }
      case "compare-pattern": {
        const { operator } = pattern;
        const condition: Expression = {
          kind: "binary",
          operator,
          left: subject,
          right: pattern.value,
          span: pattern.span,
        };
        return { kind: "if", condition, then: value, else: rest, span };
      }
      case "in-pattern": {
        const { low, high } = pattern;
        const condition: Expression = { kind: "in", value: subject, low, high, span: pattern.span };
        return { kind: "if", condition, then: value, else: rest, span };
      }
    }
  }, otherwise);
}

import type { CstNode } from "chevrotain";
import { levels } from "../../../../grammar/precedence.js";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import { combine, infixOf, type Infix } from "./combine.js";
import { errorExpression, type BuildContext, type Place } from "./context.js";
import { nodeOf, nodesOf, tokenOf } from "./cst.js";
import type { Operand } from "./operand-value.js";
import { atMost, withScope } from "./patterns.js";
import { prefixOperator, type PrefixOperator } from "./prefix.js";

/** An operator on the stack; `behind` is the tighter operator that a prefix wrongly stands behind. */
type Pending =
  | { readonly kind: "prefix"; readonly prefix: PrefixOperator; readonly level: number; readonly behind?: string }
  | { readonly kind: "infix"; readonly infix: Infix; readonly level: number };

type BuildPrimary = (context: BuildContext, node: CstNode, place: Place) => Operand;

/**
 * Folds the flat reading of an expression — prefix* operand (operator prefix* operand)* — by precedence. Two stacks and no recursion:
 * a chain of 20,000 operators costs no call stack.
 */
export class Fold {
  readonly #values: Operand[] = [];
  readonly #operators: Pending[] = [];
  /** The second operator of the last chain that was refused, so that each chain is refused once. */
  #refused: Infix | undefined;

  constructor(
    private readonly context: BuildContext,
    private readonly place: Place,
    private readonly primary: BuildPrimary,
  ) {}

  /** The value of an `expression` node. Like a `tail`, it has the parts of its first operand among its own. */
  expression(node: CstNode): Operand {
    this.#operand(node);
    for (const tail of nodesOf(node, "tail")) this.#tail(tail);
    return this.#finish();
  }

  /** The value of an `operand` node by itself. */
  operand(node: CstNode): Operand {
    this.#operand(node);
    return this.#finish();
  }

  #finish(): Operand {
    while (this.#operators.length > 0) this.#reduce();
    return this.#values.pop() ?? this.#missing({ file: this.context.source.path, start: 0, end: 0 });
  }

  #missing(span: Span): Operand {
    return { node: errorExpression(span), span, parenthesised: false };
  }

  #operand(node: CstNode): void {
    for (const part of nodesOf(node, "prefixOperator")) {
      const prefix = prefixOperator(this.context, part, this.place);
      const top = this.#operators.at(-1);
      const tighter = top !== undefined && top.level > prefix.level && !mayFollow(prefix, top);
      this.#operators.push({
        kind: "prefix",
        prefix,
        level: prefix.level,
        ...(tighter ? { behind: textOf(top) } : {}),
      });
    }
    const value = this.primary(this.context, node, this.place);
    const top = this.#operators.at(-1);
    if (top !== undefined && value.node.kind === "if" && !value.parenthesised)
      this.#needsParentheses("if", textOf(top), value.span);
    this.#values.push(value);
  }

  #tail(node: CstNode): void {
    const token = tokenOf(node, "Infix");
    if (token === undefined) return this.#patternTail(node);
    const infix = infixOf(this.context, node, token, this.place);
    this.#reduceFor(infix);
    this.#operators.push({ kind: "infix", infix, level: infix.level });
    this.#operand(node);
  }

  /** A scope or `at most N times`: they follow a whole pattern. */
  #patternTail(node: CstNode): void {
    while ((this.#operators.at(-1)?.level ?? -1) >= levels.pattern) this.#reduce();
    const operand = this.#values.pop();
    if (operand === undefined) return;
    const build = nodeOf(node, "scope") === undefined ? atMost : withScope;
    const result = build(this.context, node, operand);
    this.#values.push({ node: result, span: result.span, parenthesised: false });
  }

  #reduceFor(infix: Infix): void {
    for (let top = this.#operators.at(-1); top !== undefined; top = this.#operators.at(-1)) {
      const equal = top.level === infix.level;
      if (top.level < infix.level || (equal && infix.associativity === "right")) return;
      if (equal && infix.associativity === "none" && top.kind === "infix") this.#refuseChain(top.infix, infix);
      this.#reduce();
    }
  }

  /** `a < b < c`: refused once per chain. That a pattern takes no pattern is said where it is applied. */
  #refuseChain(first: Infix, second: Infix): void {
    const middle = this.#values.at(-1);
    if (first.level !== levels.comparison || middle === undefined) return;
    if (this.#refused !== first) {
      const spelled = (infix: Infix): string => this.context.source.slice(infix.span);
      const at = { ...second.span, end: second.span.start };
      const again = `and ${this.context.source.slice(middle.span)} `;
      this.context.report(
        report(
          "chained-operator",
          second.span,
          { operator: spelled(second), first: spelled(first) },
          {
            related: [{ span: first.span, label: "the first one" }],
            fixes: [
              { title: "compare twice, joined by `and`", edits: [{ span: at, text: again }], applicability: "maybe" },
            ],
          },
        ),
      );
    }
    this.#refused = second;
  }

  #reduce(): void {
    const operator = this.#operators.pop();
    const right = this.#values.pop();
    if (operator === undefined || right === undefined) return;
    if (operator.kind === "prefix") {
      const node = operator.prefix.apply(right);
      const span = join(operator.prefix.span, right.span);
      if (operator.behind !== undefined) this.#needsParentheses(operator.prefix.text, operator.behind, span);
      this.#values.push({ node, span, parenthesised: operator.behind !== undefined });
      return;
    }
    const left = this.#values.pop();
    if (left === undefined) return;
    const node = combine(this.context, this.place, operator.infix, left, right);
    this.#values.push({ node, span: join(left.span, right.span), parenthesised: false });
  }

  #needsParentheses(operand: string, operator: string, span: Span): void {
    const { file, start, end } = span;
    this.context.report(
      report(
        "needs-parentheses",
        span,
        { operand, operator },
        {
          fixes: [
            {
              title: "add the parentheses",
              edits: [
                { span: { file, start, end: start }, text: "(" },
                { span: { file, start: end, end }, text: ")" },
              ],
              applicability: "safe",
            },
          ],
        },
      ),
    );
  }
}

/** An exponent may carry its sign. That a temporal operator takes no pattern is said where it is applied. */
function mayFollow(prefix: PrefixOperator, top: Pending): boolean {
  if (prefix.text === "never") return top.kind === "prefix" && top.level === levels.unary && top.prefix.text !== "not";
  return top.level === levels.power && prefix.text === "-";
}

function textOf(pending: Pending): string {
  return pending.kind === "prefix" ? pending.prefix.text : pending.infix.operator;
}

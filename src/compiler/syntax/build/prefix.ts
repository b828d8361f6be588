import type { CstNode } from "chevrotain";
import { letterOperators, type LetterOperator } from "../../../../grammar/words.js";
import { levels, prefixLevels } from "../../../../grammar/precedence.js";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import type { Bounds, Expression, UnaryTemporalOperator } from "../ast/index.js";
import { behind, places, spanIn, type BuildContext, type Place } from "./context.js";
import { nodeOf, tokenOf } from "./cst.js";
import { inheritMarks, markFormula, openFormula, valueOnly } from "./formula-marks.js";
import type { Operand } from "./operand-value.js";
import { pattern } from "./patterns.js";
import { conditionOf } from "./sequence.js";

/** An operator that waits for its operand. */
export interface PrefixOperator {
  readonly text: string;
  readonly level: number;
  readonly span: Span;
  readonly apply: (operand: Operand) => Expression;
}

/** The operator of a `prefixOperator` node. */
export function prefixOperator(context: BuildContext, node: CstNode, place: Place): PrefixOperator {
  const span = spanIn(context, node);
  const token = tokenOf(node, "Prefix");
  const name = token?.tokenType.name ?? "";
  const build = (text: string, make: (condition: Expression, span: Span) => Expression): PrefixOperator => ({
    text,
    level: prefixLevels[name] ?? levels.unary,
    span,
    apply: (operand) => make(conditionOf(context, operand, text), join(span, operand.span)),
  });
  switch (name) {
    case "Minus":
      return build("-", (operand, whole) => ({
        kind: "unary",
        operator: "-",
        operand: valueOnly(context, operand, "an operand of `-`"),
        span: whole,
      }));
    case "Bang":
    case "not":
      return build("not", (operand, whole) =>
        inheritMarks(context, { kind: "unary", operator: "not", operand, span: whole }, [operand]),
      );
    case "never":
      return build("never", (operand, whole) =>
        pattern(context, { kind: "never", operand: openFormula(context, operand, "never") }, whole),
      );
    case "achieve":
      return build("achieve", (operand, whole) =>
        markFormula(context, { kind: "achieve", goal: openFormula(context, operand, "achieve"), span: whole }, true),
      );
  }
  if (token !== undefined && token.image in letterOperators)
    context.letterUses.push({ letter: token.image, span: spanIn(context, token) });
  const operator = temporalOperator(node);
  const bounds = boundsOf(context, nodeOf(node, "bounds"), operator, place);
  return build(operator, (operand, whole) =>
    markFormula(context, {
      kind: "temporal-unary",
      operator,
      ...(bounds === undefined ? {} : { bounds }),
      operand: openFormula(context, operand, operator),
      span: whole,
    }),
  );
}

function temporalOperator(node: CstNode): UnaryTemporalOperator {
  if (tokenOf(node, "infinitely") !== undefined) return "infinitely often";
  if (tokenOf(node, "forever") !== undefined) return "eventually forever";
  if (tokenOf(node, "for") !== undefined)
    return tokenOf(node, "every") === undefined ? "for some prefix" : "for every prefix";
  if (tokenOf(node, "weak") !== undefined)
    return tokenOf(node, "previously") === undefined ? "weak next" : "weak previously";
  const word = tokenOf(node, "Prefix")?.image ?? "";
  return (word in letterOperators ? letterOperators[word as LetterOperator] : word) as UnaryTemporalOperator;
}

const unbounded: ReadonlySet<string> = new Set(["next", "weak next", "previously", "weak previously", "initially"]);

/** `[low, high]` or `[<= high]`; refused behind the operators of a single step. */
export function boundsOf(
  context: BuildContext,
  node: CstNode | undefined,
  operator: string,
  place: Place,
): Bounds | undefined {
  if (node === undefined) return undefined;
  const span = spanIn(context, node);
  if (unbounded.has(operator)) {
    context.report(
      report(
        "misplaced-clause",
        span,
        { clause: context.source.slice(span), where: `behind \`${operator}\`` },
        {
          label: "bounds",
          help: "`always`, `eventually`, `once`, `historically`, `until`, `release` and `since` take bounds",
        },
      ),
    );
    return undefined;
  }
  if (nodeOf(node, "high") === undefined && !context.isBroken(span)) {
    const last = { ...span, start: span.end - 1 };
    context.report(
      report(
        "unexpected-token",
        last,
        { found: "`]`", expected: "`,` and the upper bound" },
        { help: "an upper bound alone is `[<= n]`" },
      ),
    );
  }
  const end = (key: string): Expression =>
    valueOnly(
      context,
      context.expression(context, nodeOf(node, key), { ...places.expression, machine: place.machine }, behind(span)),
      "a bound",
    );
  return { ...(nodeOf(node, "low") === undefined ? {} : { low: end("low") }), high: end("high"), span };
}

import type { IToken } from "chevrotain";
import { isClosedString } from "../../../../grammar/scan.js";
import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { NumberLiteral, StringLiteral, UnitExpression } from "../ast/index.js";
import { spanIn, type BuildContext } from "./context.js";

const numberParts = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([ \t]*)(.*)$/su;

/** A number with its unit, as the lexer took them together. */
export function numberLiteral(context: BuildContext, token: IToken): NumberLiteral {
  const span = spanIn(context, token);
  const [, digits = token.image, blank = "", unitText = ""] = numberParts.exec(token.image) ?? [];
  const value = Number(digits);
  if (!Number.isFinite(value)) context.report(report("number-too-large", span, { number: digits }));
  const start = span.start + digits.length + blank.length;
  const unit = unitText === "" ? undefined : { factors: unitFactors(unitText), span: { ...span, start } };
  return { kind: "number", value, text: digits, ...(unit === undefined ? {} : { unit }), span };
}

/** The factors of a unit as lexed behind a number: `m/s^2` is `[["m", 1], ["s", -2]]`. */
function unitFactors(text: string): UnitExpression["factors"] {
  return [...text.matchAll(/([*/]?)([A-Za-z]+)(?:\^(-?\d+))?/g)].map(([, operator, name = "", exponent = "1"]) => [
    name,
    (operator === "/" ? -1 : 1) * Number(exponent),
  ]);
}

/** A non-negative whole number; others are reported and read as the nearest one. */
export function wholeNumber(context: BuildContext, token: IToken, what: string): number {
  const literal = numberLiteral(context, token);
  if (Number.isSafeInteger(literal.value) && literal.unit === undefined) return literal.value;
  context.report(report("whole-number-expected", literal.span, { found: token.image, what }));
  return Math.min(Math.max(0, Math.round(literal.value)), Number.MAX_SAFE_INTEGER);
}

/** The text between the quotes. A missing quote has been reported with the tokens; an unknown escape stands for its character. */
export function stringLiteral(context: BuildContext, token: IToken): StringLiteral {
  const span = spanIn(context, token);
  const inner = token.image.slice(1, isClosedString(token.image) ? -1 : undefined);
  const value = inner.replace(/\\([\s\S]?)/gu, (escape: string, character: string, offset: number) => {
    if (character !== '"' && character !== "\\")
      reportEscape(context, { ...span, start: span.start + 1 + offset }, escape);
    return character;
  });
  return { kind: "string", value, span };
}

function reportEscape(context: BuildContext, from: Span, escape: string): void {
  const span = { ...from, end: from.start + escape.length };
  context.report(
    report(
      "unknown-escape",
      span,
      { escape },
      {
        help: 'a string has two escapes: `\\"` and `\\\\`',
        fixes: [{ title: "double the backslash", edits: [{ span, text: `\\${escape}` }], applicability: "maybe" }],
      },
    ),
  );
}

import type { IToken } from "chevrotain";
import type { Lexed } from "../../../grammar/lexer.js";
import { isClosedString } from "../../../grammar/scan.js";
import { Comment, StringToken } from "../../../grammar/tokens.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { spanOf } from "./build/cst.js";

/** Characters that look or mean like ones of the language. */
const meant: Readonly<Record<string, string>> = {
  "&": "and",
  "|": "or",
  "∧": "and",
  "∨": "or",
  "¬": "not ",
  "→": "->",
  "⇒": "->",
  "↔": "<->",
  "−": "-",
  "–": "-",
  "×": "*",
  "·": "*",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "“": '"',
  "”": '"',
  "‘": '"',
  "’": '"',
  "'": '"',
  "\u00a0": " ",
};

/** What is wrong with single tokens: characters that begin none, strings and comments without an end. */
export function tokenFindings(lexed: Lexed, file: string): Diagnostic[] {
  return [
    ...lexed.invalid.map((token) => invalidCharacter(token, file)),
    ...lexed.tokens.flatMap((token) => unterminatedString(token, file)),
    ...lexed.comments.flatMap((token) => unterminatedComment(token, file)),
  ];
}

function invalidCharacter(token: IToken, file: string): Diagnostic {
  const span = spanOf(token, file);
  if (token.image.startsWith("#")) {
    return report(
      "invalid-character",
      span,
      { found: "`#`" },
      {
        help: "a comment begins with `//`",
        fixes: [
          {
            title: "write `//`",
            edits: [{ span: { ...span, end: span.start + 1 }, text: "//" }],
            applicability: "safe",
          },
        ],
      },
    );
  }
  const text = meant[token.image];
  const fixes =
    text === undefined
      ? []
      : [{ title: `write \`${text.trim()}\``, edits: [{ span, text }], applicability: "maybe" as const }];
  const help = text === undefined || text.trim() === "" ? {} : { help: `did you mean \`${text.trim()}\`?` };
  return report("invalid-character", span, { found: spelled(token.image) }, { ...help, fixes });
}

/** Printable characters as they are, others by their code point. */
function spelled(image: string): string {
  const characters = [...image];
  const [first = ""] = characters;
  const code = (first.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const shown = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(first) && first !== "`" ? `\`${first}\`` : `the character U+${code}`;
  return characters.length === 1 ? shown : `${shown} and ${String(characters.length - 1)} more characters`;
}

function unterminatedString(token: IToken, file: string): Diagnostic[] {
  if (token.tokenType !== StringToken || isClosedString(token.image)) return [];
  const span = spanOf(token, file);
  return [
    report(
      "unterminated-string",
      span,
      {},
      {
        label: "begins here",
        fixes: [
          {
            title: "close the string",
            edits: [{ span: { ...span, start: span.end }, text: '"' }],
            applicability: "maybe",
          },
        ],
      },
    ),
  ];
}

function unterminatedComment(token: IToken, file: string): Diagnostic[] {
  const { image } = token;
  if (token.tokenType !== Comment || !image.startsWith("/*") || (image.endsWith("*/") && image.length >= 4)) return [];
  const span = spanOf(token, file);
  return [report("unterminated-comment", { ...span, end: span.start + 2 }, {}, { label: "begins here" })];
}

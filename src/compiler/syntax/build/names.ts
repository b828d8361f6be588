import type { CstNode, IToken } from "chevrotain";
import { isReadableOnly, isReserved, letterOperators } from "../../../../grammar/words.js";
import { report } from "../../diagnostics/report.js";
import type { Identifier } from "../ast/index.js";
import { tokenOf } from "./cst.js";
import { spanIn, type BuildContext } from "./context.js";

/** The name that a token spells: without backquotes, after NFC. */
export function spelling(token: IToken): string {
  const bare = token.image.startsWith("`") ? token.image.slice(1, -1) : token.image;
  return bare.normalize("NFC");
}

export function identifier(context: BuildContext, token: IToken): Identifier {
  return { name: spelling(token), span: spanIn(context, token) };
}

/** A reserved word where a name must stand: reported, with the backquotes that make it one. */
export function reportReserved(context: BuildContext, token: IToken): void {
  const span = spanIn(context, token);
  context.report(
    report(
      "reserved-word",
      span,
      { word: token.image },
      {
        label: "reserved word",
        fixes: [
          {
            title: `write \`${token.image}\` between backquotes`,
            edits: [{ span, text: `\`${token.image}\`` }],
            applicability: "maybe",
          },
        ],
      },
    ),
  );
}

/** The name under a `declaredName` node; absent where the parser found none. */
export function declaredName(context: BuildContext, node: CstNode | undefined): Identifier | undefined {
  const token = tokenOf(node, "Name") ?? tokenOf(node, "Word");
  if (token === undefined) return undefined;
  if (!token.image.startsWith("`") && (isReserved(token.image) || isReadableOnly(token.image)))
    reportReserved(context, token);
  const name = identifier(context, token);
  if (name.name in letterOperators && !context.declaredLetters.has(name.name))
    context.declaredLetters.set(name.name, name.span);
  return name;
}

/** The declared names among `nodes`. */
export function declaredNames(context: BuildContext, nodes: readonly CstNode[]): Identifier[] {
  return nodes.flatMap((node) => declaredName(context, node) ?? []);
}

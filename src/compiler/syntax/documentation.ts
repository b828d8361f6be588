import type { IToken } from "chevrotain";
import { DocComment } from "../../../grammar/tokens.js";

/** The `///` lines above each token, joined by newlines, by the offset where the token begins. */
export function documentationByToken(comments: readonly IToken[], tokens: readonly IToken[]): Map<number, string> {
  const documentation = new Map<number, string>();
  let next = 0;
  for (const comment of comments) {
    if (comment.tokenType !== DocComment) continue;
    while ((tokens[next]?.startOffset ?? Number.POSITIVE_INFINITY) < comment.startOffset) next++;
    const target = tokens[next];
    if (target === undefined) break;
    const line = comment.image.replace(/^\/\/\/ ?/, "").trimEnd();
    const above = documentation.get(target.startOffset);
    documentation.set(target.startOffset, above === undefined ? line : `${above}\n${line}`);
  }
  return documentation;
}

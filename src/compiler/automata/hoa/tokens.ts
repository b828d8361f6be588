import type { Place } from "../syntax-problem.js";

export interface HoaToken {
  readonly kind: "header" | "identifier" | "alias" | "integer" | "string" | "mark" | "section" | "unknown";
  /** Without the quotes of a string, the `@` of an alias and the colon of a header. */
  readonly text: string;
  readonly place: Place;
}

const pattern =
  /\s+|(\/\*)|(--(?:BODY|END|ABORT)--)|([A-Za-z_][\w-]*):|([A-Za-z_][\w-]*)|@([\w-]+)|(\d+)|"((?:[^"\\]|\\.)*)"|([[\](){}&|!])|(.)/suy;

/** The tokens of a file; blanks and comments, which nest, are dropped. */
export function hoaTokens(text: string): readonly HoaToken[] {
  const found: HoaToken[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, comment, section, header, identifier, alias, integer, string, mark, unknown] = match;
    const place = { start: match.index, end: match.index + whole.length };
    const add = (kind: HoaToken["kind"], content: string): number => found.push({ kind, text: content, place });
    if (comment !== undefined) pattern.lastIndex = endOfComment(text, place.end);
    else if (section !== undefined) add("section", section);
    else if (header !== undefined) add("header", header);
    else if (identifier !== undefined) add("identifier", identifier);
    else if (alias !== undefined) add("alias", alias);
    else if (integer !== undefined) add("integer", integer);
    else if (string !== undefined) add("string", string.replace(/\\(.)/gsu, "$1"));
    else if (mark !== undefined) add("mark", mark);
    else if (unknown !== undefined) add("unknown", unknown);
  }
  return found;
}

function endOfComment(text: string, from: number): number {
  const bracket = /\/\*|\*\//gu;
  bracket.lastIndex = from;
  let depth = 1;
  for (let match = bracket.exec(text); match !== null; match = bracket.exec(text)) {
    depth += match[0] === "/*" ? 1 : -1;
    if (depth === 0) return bracket.lastIndex;
  }
  return text.length;
}

import type { Place } from "../syntax-problem.js";

export interface Token {
  readonly kind: "number" | "name" | "string" | "mark" | "unknown";
  /** As written, without the quotes of a string. */
  readonly text: string;
  readonly place: Place;
}

const pattern =
  /[ \t]+|#.*|(-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|-?\.\d+)|([A-Za-z_]\w*)|'([^']*)'|"([^"]*)"|([()[\],|&!~])|(.)/uy;

/** The tokens of one line that begins at `offset`; blanks and comments are dropped. */
export function tokens(line: string, offset: number): readonly Token[] {
  const found: Token[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    const [whole, number, name, single, double, mark, unknown] = match;
    const place = { start: offset + match.index, end: offset + match.index + whole.length };
    if (number !== undefined) found.push({ kind: "number", text: number, place });
    else if (name !== undefined) found.push({ kind: "name", text: name, place });
    else if (single !== undefined || double !== undefined)
      found.push({ kind: "string", text: single ?? double ?? "", place });
    else if (mark !== undefined) found.push({ kind: "mark", text: mark, place });
    else if (unknown !== undefined) found.push({ kind: "unknown", text: unknown, place });
  }
  return found;
}

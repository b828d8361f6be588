import type { Window } from "../../../../../src/compiler/automata/temporal/formula.js";
import { unreachable } from "../../../../../src/compiler/unreachable.js";
import { inOrder, type Part } from "./parts.js";

/** A formula as a line of text, fully parenthesised, in the letters of the literature; to be read by people. */
export function show(root: Part): string {
  const texts = new Map<Part, string>();
  for (const part of inOrder(root))
    texts.set(
      part,
      text(part, (below) => texts.get(below) ?? ""),
    );
  return texts.get(root) ?? "";
}

function text(part: Part, of: (part: Part) => string): string {
  const list = (separator: string, parts: readonly Part[]): string => `(${parts.map(of).join(separator)})`;
  switch (part.kind) {
    case "constant":
      return part.value ? "true" : "false";
    case "atom":
      return `p${part.atom}`;
    case "not":
      return `!${of(part.operand)}`;
    case "and":
      return part.operands.length === 0 ? "true" : list(" & ", part.operands);
    case "or":
      return part.operands.length === 0 ? "false" : list(" | ", part.operands);
    case "xor":
      return list(" xor ", [part.left, part.right]);
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
      return `${letters[part.kind]} ${of(part.operand)}`;
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return `${letters[part.kind]}${bounds(part.window)} ${of(part.operand)}`;
    case "until":
    case "release":
    case "since":
    case "trigger":
      return list(` ${letters[part.kind]}${bounds(part.window)} `, [part.left, part.right]);
    case "matches":
      return `${part.exactly ? "sequence exactly" : "sequence"} {${of(part.expression)}}`;
    case "letter":
      return of(part.condition);
    case "concatenation":
      return part.items.length === 0 ? "()" : list("; ", part.items);
    case "union":
      return part.items.length === 0 ? "no word" : list(" or ", part.items);
    case "repetition":
      return `(${of(part.item)}){${part.minimum}, ${part.maximum ?? ""}}`;
    default:
      return unreachable(part);
  }
}

const letters = {
  next: "X",
  "weak-next": "N",
  previously: "Y",
  "weak-previously": "Z",
  eventually: "F",
  always: "G",
  once: "O",
  historically: "H",
  until: "U",
  release: "R",
  since: "S",
  trigger: "T",
} as const;

function bounds(window: Window | undefined): string {
  return window === undefined ? "" : `[${window.low}, ${window.high}]`;
}

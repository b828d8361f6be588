import type { RegularExpression } from "../formula.js";
import { unreachable } from "../../../unreachable.js";
import type { Notation } from "./notation.js";
import { operand, Unprintable, type Piece } from "./piece.js";

/** A sequence in the language's words, or as LDLf's `<r>tt` and `<r>end`. */
export function printSequence(expression: RegularExpression, exactly: boolean, notation: Notation): readonly Piece[] {
  if (notation.sequences === undefined) throw new Unprintable("sequences");
  const inner = notation.sequences === "sequence" ? sequencePieces(expression) : pathPieces(expression, notation);
  return notation.sequences === "sequence"
    ? [exactly ? "sequence exactly { " : "sequence { ", ...inner, " }"]
    : ["<", ...inner, exactly ? ">end" : ">tt"];
}

type Item = Piece | RegularExpression;

function unfolded(
  root: RegularExpression,
  piecesOf: (expression: RegularExpression) => readonly Item[],
): readonly Piece[] {
  const pieces: Piece[] = [];
  const stack: Item[] = [root];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item === "string" || !("kind" in item)) pieces.push(item);
    else stack.push(...[...piecesOf(item)].reverse());
  }
  return pieces;
}

function sequencePieces(root: RegularExpression): readonly Piece[] {
  const pieces = unfolded(root, (expression) => {
    switch (expression.kind) {
      case "letter":
        return [operand(expression.condition)];
      case "concatenation":
        // No letters at all: a letter, no times.
        if (expression.items.length === 0) return ["(true{0})"];
        return ["(", ...between(expression.items, "; "), ")"];
      case "union":
        return expression.items.length === 0 ? ["false"] : ["(", ...between(expression.items, " or "), ")"];
      case "repetition": {
        const { item, minimum, maximum } = expression;
        const repeated: readonly Item[] = item.kind === "repetition" ? ["(", item, ")"] : [item];
        if (maximum !== undefined) return [...repeated, `{${minimum}, ${maximum}}`];
        if (minimum < 2) return [...repeated, minimum === 0 ? "*" : "+"];
        const required = Array.from({ length: minimum }, () => item);
        return ["(", ...between([...required, { ...expression, minimum: 0 }], "; "), ")"];
      }
      default:
        return unreachable(expression);
    }
  });
  // The braces around it are enough.
  return root.kind === "concatenation" && root.items.length > 0 ? pieces.slice(1, -1) : pieces;
}

function pathPieces(root: RegularExpression, { false: nothing }: Notation): readonly Piece[] {
  return unfolded(root, (expression) => {
    switch (expression.kind) {
      case "letter":
        return [operand(expression.condition)];
      case "concatenation":
        return expression.items.length === 0 ? ["(tt?)"] : ["(", ...between(expression.items, "; "), ")"];
      case "union":
        return expression.items.length === 0 ? [nothing] : ["(", ...between(expression.items, " + "), ")"];
      case "repetition": {
        const { item, minimum, maximum } = expression;
        const repeated: RegularExpression = { kind: "repetition", item, minimum: 0 };
        const required = Array.from({ length: minimum }, () => item);
        if (maximum === undefined)
          return minimum === 0 ? ["((", item, ")*)"] : ["(", ...between([...required, repeated], "; "), ")"];
        const optional: RegularExpression = { kind: "union", items: [item, { kind: "concatenation", items: [] }] };
        const all = [...required, ...Array.from({ length: maximum - minimum }, () => optional)];
        return [{ kind: "concatenation", items: all }];
      }
      default:
        return unreachable(expression);
    }
  });
}

function between(items: readonly RegularExpression[], separator: string): readonly Item[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
}

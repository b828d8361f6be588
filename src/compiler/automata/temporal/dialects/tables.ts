import type {
  Associativity,
  Bracket,
  ConstantMeaning,
  InfixMeaning,
  Level,
  OperandToken,
  OperatorToken,
  PostfixMeaning,
  PrefixMeaning,
} from "./dialect.js";

/*
 * Short words for the tables of dialects. A pattern is the source of a regular expression, tried at the present place only.
 */

export function prefix(meaning: PrefixMeaning, pattern: string): OperandToken {
  return { kind: "prefix", meaning, pattern: sticky(pattern) };
}

export function constant(meaning: ConstantMeaning, pattern: string): OperandToken {
  return { kind: "constant", meaning, pattern: sticky(pattern) };
}

/** A name, or between double quotes anything: the groups `name` and `quoted`. */
export function atom(name: string, quoted: boolean): OperandToken {
  return {
    kind: "atom",
    pattern: sticky(quoted ? `(?<name>${name})|"(?<quoted>(?:[^"\\\\]|\\\\.)+)"` : `(?<name>${name})`),
  };
}

export function open(bracket: Bracket, pattern: string): OperandToken {
  return { kind: "open", bracket, pattern: sticky(pattern) };
}

export function infix(meaning: InfixMeaning, pattern: string): OperatorToken {
  return { kind: "infix", meaning, pattern: sticky(pattern) };
}

export function postfix(meaning: PostfixMeaning, pattern: string): OperatorToken {
  return { kind: "postfix", meaning, pattern: sticky(pattern) };
}

export function close(bracket: Bracket, pattern: string): OperatorToken {
  return { kind: "close", bracket, pattern: sticky(pattern) };
}

export function level(associativity: Associativity, ...meanings: readonly (InfixMeaning | PostfixMeaning)[]): Level {
  return { associativity, meanings };
}

export const parentheses = {
  open: open("parenthesis", "\\("),
  close: close("parenthesis", "\\)"),
} as const;

export const blank = /\s*/uy;

function sticky(pattern: string): RegExp {
  return new RegExp(pattern, "uy");
}

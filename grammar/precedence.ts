/**
 * How tightly each operator binds, weakest first, for terms and formulas alike. The parser reads expressions flat; what reads
 * the levels is the fold afterwards, the printer (which parentheses are needed) and the parser's modes (what may continue).
 */
export const levels = {
  /** `;` between the items of a sequence. */
  sequence: 0,
  on: 1,
  if: 2,
  implies: 3,
  or: 4,
  xor: 5,
  and: 6,
  until: 7,
  /** The parts of chains and tasks: `s then t without z`, `achieve p ensuring q then achieve r`. */
  without: 8,
  then: 9,
  ensuring: 10,
  /** `p precedes q`, `q responds to p`, `never p`, `p at most 2 times`, and a pattern's scope after it. */
  pattern: 11,
  /** `not` and the unary temporal operators. */
  unary: 12,
  comparison: 13,
  sum: 14,
  product: 15,
  negation: 16,
  power: 17,
  /** `. [] ()`, `over`, and everything that is closed. */
  postfix: 18,
} as const;

export type Associativity = "left" | "right" | "none";

export interface InfixOperator {
  readonly level: number;
  readonly associativity: Associativity;
  /** The operator's name in the syntax tree; two spellings of one operator share it. */
  readonly operator: string;
}

function infix(level: number, associativity: Associativity, operator: string): InfixOperator {
  return { level, associativity, operator };
}

/** Binary operators by the name of their token. */
export const infixOperators: Readonly<Record<string, InfixOperator>> = {
  Semicolon: infix(levels.sequence, "left", ";"),
  implies: infix(levels.implies, "right", "implies"),
  Arrow: infix(levels.implies, "right", "implies"),
  iff: infix(levels.implies, "right", "iff"),
  DoubleArrow: infix(levels.implies, "right", "iff"),
  or: infix(levels.or, "left", "or"),
  BarBar: infix(levels.or, "left", "or"),
  xor: infix(levels.xor, "left", "xor"),
  and: infix(levels.and, "left", "and"),
  AmpersandAmpersand: infix(levels.and, "left", "and"),
  until: infix(levels.until, "right", "until"),
  U: infix(levels.until, "right", "until"),
  W: infix(levels.until, "right", "weak until"),
  release: infix(levels.until, "right", "release"),
  R: infix(levels.until, "right", "release"),
  M: infix(levels.until, "right", "strong release"),
  since: infix(levels.until, "right", "since"),
  S: infix(levels.until, "right", "since"),
  without: infix(levels.without, "none", "without"),
  then: infix(levels.then, "left", "then"),
  ensuring: infix(levels.ensuring, "left", "ensuring"),
  precedes: infix(levels.pattern, "none", "precedes"),
  responds: infix(levels.pattern, "none", "responds"),
  EqualEqual: infix(levels.comparison, "none", "=="),
  /** A slip for `==`; reported when the tree is built. */
  Equal: infix(levels.comparison, "none", "=="),
  BangEqual: infix(levels.comparison, "none", "!="),
  Less: infix(levels.comparison, "none", "<"),
  LessEqual: infix(levels.comparison, "none", "<="),
  Greater: infix(levels.comparison, "none", ">"),
  GreaterEqual: infix(levels.comparison, "none", ">="),
  in: infix(levels.comparison, "none", "in"),
  Plus: infix(levels.sum, "left", "+"),
  Minus: infix(levels.sum, "left", "-"),
  Star: infix(levels.product, "left", "*"),
  Slash: infix(levels.product, "left", "/"),
  Percent: infix(levels.product, "left", "%"),
  Caret: infix(levels.power, "right", "^"),
};

/** Operators before an operand, by the name of their token; `weak` and `strong` stand before the word that they change. */
export const prefixLevels: Readonly<Record<string, number>> = {
  Minus: levels.negation,
  Bang: levels.unary,
  not: levels.unary,
  always: levels.unary,
  G: levels.unary,
  eventually: levels.unary,
  F: levels.unary,
  next: levels.unary,
  X: levels.unary,
  N: levels.unary,
  historically: levels.unary,
  H: levels.unary,
  once: levels.unary,
  O: levels.unary,
  previously: levels.unary,
  Y: levels.unary,
  Z: levels.unary,
  initially: levels.unary,
  weak: levels.unary,
  infinitely: levels.unary,
  for: levels.unary,
  achieve: levels.unary,
  never: levels.pattern,
};

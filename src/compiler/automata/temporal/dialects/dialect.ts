/** What a token means, whatever its spelling. */
export type PrefixMeaning =
  "not" | "next" | "weak-next" | "eventually" | "always" | "previously" | "once" | "historically" | "diamond" | "box";
export type InfixMeaning =
  | "and"
  | "or"
  | "xor"
  | "implies"
  | "iff"
  | "until"
  | "release"
  | "weak-until"
  | "strong-release"
  | "since"
  | "sequence"
  | "union";
export type PostfixMeaning = "star" | "test" | "negated" | "as-is";
/** `end` and `tt` also hold behind the last letter (LDLf). */
export type ConstantMeaning = "true" | "false" | "last" | "start" | "end" | "tt" | "ff";

/** Where an operand is expected. Named groups of `pattern`: `low`, `to`, `high` and `strong` of bounds, `name` or `quoted` of an atom. */
export type OperandToken =
  | { readonly kind: "prefix"; readonly meaning: PrefixMeaning; readonly pattern: RegExp }
  | { readonly kind: "constant"; readonly meaning: ConstantMeaning; readonly pattern: RegExp }
  | { readonly kind: "atom"; readonly pattern: RegExp }
  | { readonly kind: "open"; readonly bracket: Bracket; readonly pattern: RegExp };

/** Where an operator is expected, after an operand. */
export type OperatorToken =
  | { readonly kind: "infix"; readonly meaning: InfixMeaning; readonly pattern: RegExp }
  | { readonly kind: "postfix"; readonly meaning: PostfixMeaning; readonly pattern: RegExp }
  | { readonly kind: "close"; readonly bracket: Bracket; readonly pattern: RegExp };

/** What a bracket encloses: a formula, or the regular expression of LDLf's `<r>f` and `[r]f`. */
export type Bracket = "parenthesis" | "diamond" | "box";

/** How chains of one level are read; `chain` keeps `a <-> b <-> c` as one node of three operands. */
export type Associativity = "left" | "right" | "chain";

/** The syntax of one tool as data. Tokens are tried in order, the first that fits is taken: longer spellings stand first. */
export interface Dialect {
  readonly name: DialectName;
  readonly operands: readonly OperandToken[];
  readonly operators: readonly OperatorToken[];
  /** Infix and postfix operators, weakest first; those of one entry bind equally. Prefix operators bind tighter than all infix ones. */
  readonly levels: readonly Level[];
  readonly blank: RegExp;
}

export interface Level {
  readonly meanings: readonly (InfixMeaning | PostfixMeaning)[];
  readonly associativity: Associativity;
}

export const dialectNames = ["rewardc", "spot", "ltlf2dfa", "lydia", "owl", "tlsf"] as const;
export type DialectName = (typeof dialectNames)[number];
/** The dialects that are read here; `rewardc` is the language's own syntax, which its own parser reads. */
export type ForeignDialectName = Exclude<DialectName, "rewardc">;

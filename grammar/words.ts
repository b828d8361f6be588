/** Words that are never names, unless backquoted, after `.`, or before the `:` of an argument. */
export const reservedWords = [
  "reward",
  "signal",
  "external",
  "action",
  "param",
  "let",
  "def",
  "axis",
  "segment",
  "term",
  "terms",
  "machine",
  "objective",
  "shape",
  "terminate",
  "truncate",
  "constraint",
  "variant",
  "model",
  "report",
  "keep",
  "mask",
  "test",
  "assert",
  "when",
  "state",
  "final",
  "start",
  "otherwise",
  "import",
  "library",
  "extends",
  "primary",
  "if",
  "then",
  "else",
  "match",
  "and",
  "or",
  "xor",
  "not",
  "implies",
  "iff",
  "in",
  "true",
  "false",
] as const;
export type ReservedWord = (typeof reservedWords)[number];

/** Reserved words that stand between or before operands; they never begin a declaration or a clause. */
export const expressionWords: readonly ReservedWord[] = [
  "if",
  "then",
  "else",
  "match",
  "and",
  "or",
  "xor",
  "not",
  "implies",
  "iff",
  "in",
  "true",
  "false",
];

/** Words that begin a declaration and can be read in expressions, but not declared. */
export const readableWords = ["total", "advantage", "discount", "dt", "nan", "agents"] as const;
export type ReadableWord = (typeof readableWords)[number];

/** Words with a meaning at one place of the grammar; ordinary names everywhere else. */
export const clauseWords = [
  "over",
  "by",
  "where",
  "except",
  "self",
  "past",
  "after",
  "at",
  "end",
  "of",
  "for",
  "piecewise",
  "on",
  "satisfied",
  "violated",
  "entered",
  "rising",
  "falling",
  "terminated",
  "truncated",
  "unfinished",
  "per",
  "agent",
  "unit",
  "missing",
  "default",
  "hold",
  "skip",
  "error",
  "enum",
  "quat",
  "wxyz",
  "xyzw",
  "weight",
  "clip",
  "cause",
  "into",
  "with",
  "set",
  "as",
  "from",
  "between",
  "runs",
  "group",
  "episode",
  "batch",
  "reads",
  "source",
  "labels",
  "counter",
  "done",
  "do",
  "potential",
  "value",
  "iteration",
  "progress",
  "trained",
  "given",
  "reset",
  "step",
  "expect",
  "trace",
  "zero",
  "sequence",
  "exactly",
  "to",
  "most",
  "times",
  "before",
  "globally",
  "without",
  "often",
  "forever",
  "every",
  "some",
  "prefix",
] as const;
export type ClauseWord = (typeof clauseWords)[number];

/** Words that are operators inside formulas and ordinary names outside. */
export const formulaWords = [
  "always",
  "eventually",
  "next",
  "historically",
  "once",
  "previously",
  "initially",
  "last",
  "weak",
  "strong",
  "until",
  "release",
  "since",
  "inclusive",
  "never",
  "precedes",
  "responds",
  "achieve",
  "ensuring",
  "infinitely",
] as const;
export type FormulaWord = (typeof formulaWords)[number];

/** What a single letter means inside a formula, except directly before `.`. */
export const letterOperators = {
  G: "always",
  F: "eventually",
  X: "next",
  N: "weak next",
  H: "historically",
  O: "once",
  Y: "previously",
  Z: "weak previously",
  U: "until",
  W: "weak until",
  R: "release",
  M: "strong release",
  S: "since",
} as const;
export type LetterOperator = keyof typeof letterOperators;

/** The closed list of units: physical ones, and what a schedule counts. Compound units are products and powers of the first list. */
export const physicalUnits = ["m", "s", "rad", "deg", "kg", "N"] as const;
export const countingUnits = ["steps", "updates", "episodes"] as const;

const reserved: ReadonlySet<string> = new Set(reservedWords);
const readable: ReadonlySet<string> = new Set(readableWords);
const formula: ReadonlySet<string> = new Set([...formulaWords, ...Object.keys(letterOperators)]);

/** Whether `word` cannot be read as a name anywhere. */
export function isReserved(word: string): boolean {
  return reserved.has(word);
}

/** Whether `word` begins a declaration and can be read, but never declared. */
export function isReadableOnly(word: string): boolean {
  return readable.has(word);
}

/** Whether `word` is an operator, not a name, inside a formula. */
export function isFormulaWord(word: string): boolean {
  return formula.has(word);
}

import { createToken, Lexer, type CustomPatternMatcherFunc, type TokenType } from "chevrotain";
import { infixOperators, prefixLevels } from "./precedence.js";
import {
  scanComment,
  scanDocComment,
  scanInvalid,
  scanName,
  scanNumber,
  scanQuotedName,
  scanString,
  scanWhiteSpace,
  type Scanner,
} from "./scan.js";
import {
  clauseWords,
  expressionWords,
  formulaWords,
  isReserved,
  letterOperators,
  readableWords,
  reservedWords,
  type ClauseWord,
  type FormulaWord,
  type LetterOperator,
  type ReadableWord,
  type ReservedWord,
} from "./words.js";

function category(name: string, ...parents: TokenType[]): TokenType {
  return createToken({ name, pattern: Lexer.NA, categories: parents });
}

/** Any word, reserved or not: what may follow `.`. */
export const Word = category("Word");
/** What can be read as a name: plain and backquoted names, and words that mean something only at one place. */
export const Name = category("Name", Word);
/** Every binary operator; which of them may continue an expression is for its mode to say. */
export const Infix = category("Infix");
/** Every operator before an operand. */
export const Prefix = category("Prefix");

/** Chevrotain sorts patterns by first characters; beyond Latin-1 it wants one sample of every block of 255. */
const beyondAscii = [
  ...Array.from({ length: 128 }, (_, i) => 128 + i),
  ...Array.from({ length: 257 }, (_, i) => Math.min(256 + i * 255, 65535)),
];
const ascii = Array.from({ length: 128 }, (_, i) => i);
const nameStart = ascii.filter((code) => /[A-Za-z_]/.test(String.fromCharCode(code)));

interface ScannedOptions {
  readonly categories?: TokenType[];
  readonly group?: string;
  readonly lineBreaks?: boolean;
}

function scanned(name: string, scanner: Scanner, first: (string | number)[], options: ScannedOptions = {}): TokenType {
  const pattern: CustomPatternMatcherFunc = (text, offset) => {
    const end = scanner(text, offset);
    return end === offset ? null : ([text.slice(offset, end)] as unknown as RegExpExecArray);
  };
  return createToken({
    name,
    pattern,
    start_chars_hint: first,
    line_breaks: options.lineBreaks ?? false,
    categories: options.categories ?? [],
    ...(options.group === undefined ? {} : { group: options.group }),
  });
}

/** A name as lexed; words with a meaning are retagged afterwards. */
export const PlainName = scanned("PlainName", scanName, [...nameStart, ...beyondAscii], { categories: [Name] });
/** A name between backquotes; never retagged. */
export const QuotedName = scanned("QuotedName", scanQuotedName, ["`"], { categories: [Name] });
/** Digits with the unit that stands behind them. */
export const NumberToken = scanned("Number", scanNumber, [..."0123456789"]);
/** From `"` to the closing one, or to the end of the line where that is missing. */
export const StringToken = scanned("String", scanString, ['"']);
export const DocComment = scanned("DocComment", scanDocComment, ["/"], { group: "comments" });
export const Comment = scanned("Comment", scanComment, ["/"], { group: "comments", lineBreaks: true });
export const WhiteSpace = scanned("WhiteSpace", scanWhiteSpace, [" ", "\t", "\r", "\n", 0xfeff], {
  group: Lexer.SKIPPED,
  lineBreaks: true,
});
/** A run of characters that no token begins with; reported and never parsed. */
export const Invalid = scanned("Invalid", scanInvalid, [...ascii, ...beyondAscii], {
  group: "invalid",
  lineBreaks: true,
});
/** Stands for brackets that nest too deep, so that the rest can be parsed. */
export const Placeholder = category("Placeholder");

/** Reserved words that no operand begins with; one of them in an operand's place is a name that lacks its backquotes. */
export const Misplaced = category("Misplaced");

function roles(name: string): TokenType[] {
  const misplaced = isReserved(name) && !expressionWords.some((word) => word === name);
  return [
    ...(misplaced ? [Misplaced] : []),
    ...(name in infixOperators ? [Infix] : []),
    ...(name in prefixLevels ? [Prefix] : []),
  ];
}

function words<W extends string>(list: readonly W[], parent: TokenType): Readonly<Record<W, TokenType>> {
  return Object.fromEntries(list.map((word) => [word, category(word, parent, ...roles(word))])) as Record<W, TokenType>;
}

export const reserved: Readonly<Record<ReservedWord, TokenType>> = words(reservedWords, Word);
export const readable: Readonly<Record<ReadableWord, TokenType>> = words(readableWords, Name);
export const clause: Readonly<Record<ClauseWord, TokenType>> = words(clauseWords, Name);
export const formula: Readonly<Record<FormulaWord, TokenType>> = words(formulaWords, Name);
export const letters: Readonly<Record<LetterOperator, TokenType>> = words(
  Object.keys(letterOperators) as LetterOperator[],
  Name,
);

/** The token that a plain name is retagged to, by its exact text. */
export const wordTokens: ReadonlyMap<string, TokenType> = new Map(
  [reserved, readable, clause, formula, letters].flatMap((table) => Object.entries<TokenType>(table)),
);

function symbol(name: string, text: string): TokenType {
  return createToken({ name, pattern: text, label: text, categories: roles(name) });
}

export const ParenOpen = symbol("ParenOpen", "(");
export const ParenClose = symbol("ParenClose", ")");
export const BracketOpen = symbol("BracketOpen", "[");
export const BracketClose = symbol("BracketClose", "]");
export const BraceOpen = symbol("BraceOpen", "{");
export const BraceClose = symbol("BraceClose", "}");
export const Comma = symbol("Comma", ",");
export const Colon = symbol("Colon", ":");
export const Semicolon = symbol("Semicolon", ";");
export const Dot = symbol("Dot", ".");
export const Question = symbol("Question", "?");
export const PlusMinusAscii = symbol("PlusMinusAscii", "+/-");
export const PlusMinus = symbol("PlusMinus", "±");
export const PlusEqual = symbol("PlusEqual", "+=");
export const MinusEqual = symbol("MinusEqual", "-=");
export const Arrow = symbol("Arrow", "->");
export const DoubleArrow = symbol("DoubleArrow", "<->");
export const EqualEqual = symbol("EqualEqual", "==");
export const BangEqual = symbol("BangEqual", "!=");
export const LessEqual = symbol("LessEqual", "<=");
export const GreaterEqual = symbol("GreaterEqual", ">=");
export const Less = symbol("Less", "<");
export const Greater = symbol("Greater", ">");
export const Equal = symbol("Equal", "=");
export const Bang = symbol("Bang", "!");
export const AmpersandAmpersand = symbol("AmpersandAmpersand", "&&");
export const BarBar = symbol("BarBar", "||");
export const Plus = symbol("Plus", "+");
export const Minus = symbol("Minus", "-");
export const Star = symbol("Star", "*");
export const Slash = symbol("Slash", "/");
export const Percent = symbol("Percent", "%");
export const Caret = symbol("Caret", "^");

/** Fixed texts, longer before shorter: the order in which the lexer tries them. */
export const symbols: readonly TokenType[] = [
  PlusMinusAscii,
  DoubleArrow,
  PlusMinus,
  PlusEqual,
  MinusEqual,
  Arrow,
  EqualEqual,
  BangEqual,
  LessEqual,
  GreaterEqual,
  AmpersandAmpersand,
  BarBar,
  ParenOpen,
  ParenClose,
  BracketOpen,
  BracketClose,
  BraceOpen,
  BraceClose,
  Comma,
  Colon,
  Semicolon,
  Dot,
  Question,
  Less,
  Greater,
  Equal,
  Bang,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  Caret,
];

/** Every token type that the parser can meet, categories included. */
export const parserTokens: TokenType[] = [
  Word,
  Name,
  Infix,
  Prefix,
  Misplaced,
  PlainName,
  QuotedName,
  NumberToken,
  StringToken,
  Placeholder,
  ...wordTokens.values(),
  ...symbols,
];

import type { IToken } from "chevrotain";
import { infixOperators, levels } from "./precedence.js";
import { isFormulaWord } from "./words.js";

/** What the one expression rule accepts at a place. */
export interface Mode {
  readonly kind: "expression" | "guard" | "formula" | "sequence";
  /** Operators that bind weaker than this end the expression. */
  readonly floor: number;
  /** Whether `->` and `<->` are operators; a machine's guard and a pattern of `match` end there. */
  readonly arrow: boolean;
  /** Whether `=` is taken for a slip of `==`; where a clause begins with `=` it ends the expression. */
  readonly assign: boolean;
  /** Whether `then` joins tasks; the condition of an `if` ends there. */
  readonly then: boolean;
  /** Whether `on EVENT` may follow: term bodies. */
  readonly on: boolean;
  /** Whether `over` may follow an operand: not in the operands of its own clauses. */
  readonly over: boolean;
  /** Whether `reward` is a value: what a test expects. */
  readonly test: boolean;
}

const expression: Mode = {
  kind: "expression",
  floor: levels.on,
  arrow: true,
  assign: true,
  then: false,
  on: false,
  over: true,
  test: false,
};
const formula: Mode = { ...expression, kind: "formula", then: true };

/** The modes that declarations and clauses begin with. */
export const modes = {
  expression,
  /** Followed by `=`: a weight, a term's guard, the value of a range. */
  beforeEqual: { ...expression, assign: false },
  termBody: { ...expression, on: true },
  expectation: { ...expression, test: true },
  /** A machine's guard, outside parentheses. */
  guard: { ...expression, kind: "guard", arrow: false },
  formula,
  sequence: { ...formula, kind: "sequence", floor: levels.sequence, then: false },
  /** A pattern of `match`, and what follows its comparison. */
  pattern: { ...expression, floor: levels.sum, arrow: false, assign: false },
} as const satisfies Record<string, Mode>;

const guardInside: Mode = { ...modes.guard, arrow: true };
const formulaCondition: Mode = { ...formula, then: false };
const formulaUnary: Mode = { ...formulaCondition, floor: levels.comparison, assign: false };

/** Between the parentheses of an expression in `mode`. */
export function inside(mode: Mode): Mode {
  switch (mode.kind) {
    case "sequence":
      return modes.sequence;
    case "formula":
      return formula;
    case "guard":
      return guardInside;
    case "expression":
      return mode.on ? modes.termBody : mode.test ? modes.expectation : expression;
  }
}

/** An argument, an index, the subject of a `match`: nothing of the place carries over but what words mean. */
export function argument(mode: Mode): Mode {
  return mode.kind === "sequence" ? formula : mode.on ? expression : inside(mode);
}

/** The condition of an `if`. */
export function condition(mode: Mode): Mode {
  return mode.kind === "formula" || mode.kind === "sequence" ? formulaCondition : argument(mode);
}

/** The last branch of an `if`: it reaches as far as the `if` may, but `on` belongs to the whole. */
export function lastBranch(mode: Mode): Mode {
  return { ...mode, on: false };
}

/** A pattern of a `match` in `mode`: also there a test may read `reward`. */
export function patternValue(mode: Mode): Mode {
  return { ...modes.pattern, test: mode.test };
}

/** The operand of a pattern's scope: a unary-level formula. */
export const scopeOperand: Mode = formulaUnary;

/** An operand that ends before `over`, as after `where` and `past after`. */
export function withoutOver(mode: Mode): Mode {
  return { ...argument(mode), over: false };
}

/** Whether words of formulas are operators here. */
export function readsFormula(mode: Mode): boolean {
  return mode.kind === "formula" || mode.kind === "sequence";
}

/** Whether `token` is a word or letter that operates in formulas; a letter directly before `.` is a name. */
export function operatesInFormula(token: IToken, next: IToken): boolean {
  return isFormulaWord(token.tokenType.name) && !(token.image.length === 1 && next.tokenType.name === "Dot");
}

/** Whether an expression in `mode` goes on with the binary operator `token`. */
export function continuesWith(mode: Mode, token: IToken, next: IToken): boolean {
  const name = token.tokenType.name;
  const operator = infixOperators[name];
  if (operator === undefined || operator.level < mode.floor) return false;
  switch (name) {
    case "Arrow":
    case "DoubleArrow":
      return mode.arrow;
    case "Equal":
      return mode.assign;
    case "then":
      return mode.then;
    case "without":
    case "ensuring":
    case "precedes":
    case "responds":
      return mode.kind === "formula";
    default:
      return isFormulaWord(name) ? readsFormula(mode) && operatesInFormula(token, next) : true;
  }
}

import { and, binary, not, or, unary, windowed, type TemporalFormula, type Window } from "../formula.js";
import { everyPart, looksBack, looksForward } from "../formula-parts.js";
import { unreachable } from "../../../unreachable.js";
import type { DialectName } from "./dialect.js";
import { notationOf, type Notation } from "./notation.js";
import { operand, Unprintable, type Piece } from "./piece.js";
import { printSequence } from "./print-sequence.js";

/** `obstacle`: what the dialect cannot say, in words that follow "DIALECT has no". */
export type PrintedFormula = { readonly text: string } | { readonly obstacle: string };

/** A formula that must be unfolded can be exponentially longer than its tree. */
const longest = 4_000_000;

/**
 * The formula in a dialect, with parentheses around every operand of a binary operator, so that no two tools can read it differently. What a dialect lacks is written by
 * what it means: windows by nested `next`, past duals by negation.
 */
export function printFormula(formula: TemporalFormula, atoms: readonly string[], dialect: DialectName): PrintedFormula {
  const notation = notationOf(dialect);
  try {
    return { text: written(pastAlone(formula, notation), atoms, notation) };
  } catch (error) {
    if (error instanceof Unprintable) return { obstacle: error.message };
    throw error;
  }
}

function written(formula: TemporalFormula, atoms: readonly string[], notation: Notation): string {
  const parts: string[] = [];
  let length = 0;
  const stack: Piece[] = [{ formula, bare: true }];
  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    if (typeof piece === "string") {
      parts.push(piece);
      length += piece.length;
      if (length > longest) throw new Unprintable(`room for more than ${longest} characters`);
      continue;
    }
    const pieces = piecesOf(piece.formula, atoms, notation);
    const [only] = pieces;
    if (pieces.length === 1 && only !== undefined) {
      // What stands for the formula needs the parentheses that the formula would.
      stack.push(typeof only === "string" ? only : { formula: only.formula, bare: piece.bare });
      continue;
    }
    stack.push(...(piece.bare ? [...pieces] : ["(", ...pieces, ")"]).reverse());
  }
  return parts.join("");
}

/** What is written for a formula; one piece where it needs no parentheses. */
function piecesOf(formula: TemporalFormula, atoms: readonly string[], notation: Notation): readonly Piece[] {
  switch (formula.kind) {
    case "constant":
      return [formula.value ? notation.true : notation.false];
    case "atom":
      return [atomText(formula.atom, atoms, notation)];
    case "not":
      if (notation.not === "!" && formula.operand.kind === "atom")
        return [`!${atomText(formula.operand.atom, atoms, notation)}`];
      return [notation.not === "!" ? "!" : `${notation.not} `, operand(formula.operand)];
    case "and":
    case "or": {
      if (formula.operands.length === 0) return [formula.kind === "and" ? notation.true : notation.false];
      if (formula.operands.length === 1) return formula.operands.map(bare);
      return formula.operands.flatMap((each, index) => [
        ...(index === 0 ? [] : [` ${notation[formula.kind]} `]),
        operand(each),
      ]);
    }
    case "xor":
      if (notation.xor !== undefined) return [operand(formula.left), ` ${notation.xor} `, operand(formula.right)];
      return [bare(or(and(formula.left, not(formula.right)), and(not(formula.left), formula.right)))];
    case "next":
    case "weak-next": {
      const word = notation[formula.kind];
      if (word !== undefined) return [`${word} `, operand(formula.operand)];
      const dual = formula.kind === "next" ? "weak-next" : "next";
      return [bare(not(unary(dual, not(formula.operand))))];
    }
    case "previously":
    case "weak-previously": {
      const word = pastOf(notation)[formula.kind];
      if (word !== undefined) return [`${word} `, operand(formula.operand)];
      return [bare(not(unary("previously", not(formula.operand))))];
    }
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return windowedPieces(formula.kind, formula.operand, formula.window, notation);
    case "until":
    case "release":
    case "since":
    case "trigger":
      return binaryPieces(formula, notation);
    case "matches":
      return printSequence(formula.expression, formula.exactly, notation);
    default:
      return unreachable(formula);
  }
}

function bare(formula: TemporalFormula): Piece {
  return { formula, bare: true };
}

function atomText(index: number, atoms: readonly string[], notation: Notation): string {
  const name = atoms[index] ?? `p${index}`;
  const text = notation.atom(name);
  if (text === undefined) throw new Unprintable(`proposition \`${name}\`: its names are of another form`);
  return text;
}

function pastOf({ past }: Notation): NonNullable<Notation["past"]> {
  if (past === undefined) throw new Unprintable("past operators");
  return past;
}

const steps = { eventually: "next", always: "weak-next", once: "previously", historically: "weak-previously" } as const;

function windowedPieces(
  kind: keyof typeof steps,
  formula: TemporalFormula,
  window: Window | undefined,
  notation: Notation,
): readonly Piece[] {
  const isPast = kind === "once" || kind === "historically";
  const word = isPast ? pastOf(notation)[kind] : notation[kind];
  if (window === undefined || (window.low === 0 && window.high === Infinity)) return [`${word} `, operand(formula)];
  const { low, high } = window;
  if (notation.windows && high !== Infinity) return [`${word}[${low}, ${high}] `, operand(formula)];
  if (low > 0) return [bare(unary(steps[kind], windowed(kind, formula, { low: low - 1, high: high - 1 })))];
  const rest = unary(steps[kind], windowed(kind, formula, { low: 0, high: high - 1 }));
  if (high === 0) return [bare(formula)];
  return [bare(kind === "eventually" || kind === "once" ? or(formula, rest) : and(formula, rest))];
}

function binaryPieces(
  formula: Extract<TemporalFormula, { readonly kind: "until" | "release" | "since" | "trigger" }>,
  notation: Notation,
): readonly Piece[] {
  const { kind, left, right, window } = formula;
  const whole = window === undefined || (window.low === 0 && window.high === Infinity);
  if (kind === "since" || kind === "trigger") {
    const past = pastOf(notation);
    if (kind === "since" && (whole || (notation.windows && window.high !== Infinity)))
      return [operand(left), ` ${past.since}${bounds(window, whole)} `, operand(right)];
    if (kind === "trigger" && whole && past["weak-since"] !== undefined)
      return [operand(right), ` ${past["weak-since"]} `, operand(and(left, right))];
    if (kind === "trigger") return [bare(not(binary("since", not(left), not(right), window)))];
  } else if (whole || (notation.windows && window.high !== Infinity)) {
    return [operand(left), ` ${notation[kind]}${bounds(window, whole)} `, operand(right)];
  }
  // f U[m, n] g = f ∧ X (f U[m − 1, n − 1] g), and f U[0, n] g = g ∨ f ∧ X (f U[0, n − 1] g); the others likewise.
  const { low, high } = window ?? { low: 0, high: Infinity };
  const strong = kind === "until" || kind === "since";
  if (low === 0 && high === 0) return [bare(right)];
  const later = binary(kind, left, right, { low: Math.max(0, low - 1), high: high - 1 });
  const step = unary(kind === "until" ? "next" : kind === "since" ? "previously" : "weak-next", later);
  const onwards = strong ? and(left, step) : or(left, step);
  return [bare(low > 0 ? onwards : strong ? or(right, onwards) : and(right, onwards))];
}

function bounds(window: Window | undefined, whole: boolean): string {
  return whole || window === undefined ? "" : `[${window.low}, ${window.high}]`;
}

/** F (last ∧ φ), where the tool judges φ at the last letter anyway, as φ; any other past is more than it can say. */
function pastAlone(formula: TemporalFormula, { past }: Notation): TemporalFormula {
  if (past?.alone !== true || formula.kind !== "eventually" || formula.window !== undefined)
    return checkedPast(formula, past);
  const inner = formula.operand;
  if (inner.kind !== "and" || !isLast(inner.operands[0])) return checkedPast(formula, past);
  const judged = and(...inner.operands.slice(1));
  const parts = everyPart(judged);
  return parts.some(looksBack) && !parts.some(looksForward) ? judged : checkedPast(formula, past);
}

function checkedPast(formula: TemporalFormula, past: Notation["past"]): TemporalFormula {
  if (past?.alone === true && everyPart(formula).some(looksBack))
    throw new Unprintable("past operators beside future ones");
  return formula;
}

function isLast(formula: TemporalFormula | undefined): boolean {
  return formula?.kind === "weak-next" && formula.operand.kind === "constant" && !formula.operand.value;
}

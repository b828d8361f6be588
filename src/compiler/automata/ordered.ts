import { unreachable } from "../unreachable.js";
import type { Cell, Variable } from "./variable.js";

export type Comparison = "<" | "<=" | "==" | "!=" | ">=" | ">";

/** What is known of an expression that is compared with constants. */
export interface OrderedDomain {
  /** Only whole numbers: gaps without any are dropped. */
  readonly whole: boolean;
  /** Values that occur, both ends included. */
  readonly low: number;
  readonly high: number;
  /** Nothing beyond `low` and `high` can ever happen (a bounded counter): cells there are dropped, not only ruled out. */
  readonly closed: boolean;
}

/** A piece of the number line: one of the constants, a gap between two of them (both ends excluded), or not a number. */
export type Piece =
  | { readonly kind: "point"; readonly value: number }
  | { readonly kind: "gap"; readonly low: number; readonly high: number }
  | { readonly kind: "nan" };

/** An expression under comparison with constants: an ordered partition. */
export interface OrderedVariable extends Variable {
  /** One for each cell, ascending; a `nan` piece comes last and only where numbers need not be whole. */
  readonly pieces: readonly Piece[];
}

export function ordered(name: string, constants: readonly number[], domain: OrderedDomain): OrderedVariable {
  const cuts = [...new Set(constants)].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  const cells: Cell[] = [];
  const add = (piece: Piece): void => {
    const exists = holdsANumber(piece, domain.whole ? "whole" : "real", -Infinity, Infinity);
    const occurs = holdsANumber(piece, domain.whole ? "whole" : "real", domain.low, domain.high);
    if (!exists || (domain.closed && !occurs)) return;
    pieces.push(piece);
    cells.push({ name: describe(name, piece), possible: occurs });
  };
  let below = -Infinity;
  for (const cut of cuts) {
    add({ kind: "gap", low: below, high: cut });
    add({ kind: "point", value: cut });
    below = cut;
  }
  add({ kind: "gap", low: below, high: Infinity });
  if (!domain.whole) {
    pieces.push({ kind: "nan" });
    cells.push({ name: describe(name, { kind: "nan" }), possible: false });
  }
  return { name, cells, pieces, describe: (accepted) => describeCells(name, pieces, cells, accepted) };
}

/** Whether `x OPERATOR constant` holds for the values x of a piece; the constant must be one that the partition was made with. */
export function compares(piece: Piece, operator: Comparison, constant: number): boolean {
  switch (piece.kind) {
    case "nan":
      return false;
    case "point":
      return comparePoint(piece.value, operator, constant);
    case "gap":
      return compareGap(piece.low, piece.high, operator, constant);
    default:
      return unreachable(piece);
  }
}

export function comparePoint(value: number, operator: Comparison, constant: number): boolean {
  if (Number.isNaN(value) || Number.isNaN(constant)) return false;
  switch (operator) {
    case "<":
      return value < constant;
    case "<=":
      return value <= constant;
    case "==":
      return value === constant;
    case "!=":
      return value !== constant;
    case ">=":
      return value >= constant;
    case ">":
      return value > constant;
    default:
      return unreachable(operator);
  }
}

function compareGap(low: number, high: number, operator: Comparison, constant: number): boolean {
  switch (operator) {
    case "<":
    case "<=":
      return high <= constant;
    case ">":
    case ">=":
      return low >= constant;
    case "==":
      return false;
    case "!=":
      return true;
    default:
      return unreachable(operator);
  }
}

function holdsANumber(piece: Piece, numbers: "whole" | "real", low: number, high: number): boolean {
  if (piece.kind === "nan") return false;
  if (piece.kind === "point")
    return piece.value >= low && piece.value <= high && (numbers === "real" || Number.isInteger(piece.value));
  // Infinity itself is a value: the gap above the last constant holds it.
  if (numbers === "real") return piece.low < high && piece.high > low && piece.low < piece.high;
  return Math.max(Math.floor(piece.low) + 1, Math.ceil(low)) <= Math.min(Math.ceil(piece.high) - 1, Math.floor(high));
}

function describe(name: string, piece: Piece): string {
  if (piece.kind === "nan") return `${name} is not a number`;
  if (piece.kind === "point") return `${name} == ${piece.value}`;
  if (piece.low === -Infinity) return piece.high === Infinity ? `any ${name}` : `${name} < ${piece.high}`;
  if (piece.high === Infinity) return `${name} > ${piece.low}`;
  return `${name} > ${piece.low} and ${name} < ${piece.high}`;
}

/** Neighbouring cells as one range; ends beyond which nothing is possible are left out. */
function describeCells(
  name: string,
  pieces: readonly Piece[],
  cells: readonly Cell[],
  accepted: readonly boolean[],
): string {
  const allowed = pieces.flatMap((piece, cell) =>
    cells[cell]?.possible === true ? [{ piece, accepted: accepted[cell] === true }] : [],
  );
  const refused = allowed.filter((cell) => !cell.accepted);
  const [only] = refused;
  if (
    refused.length === 1 &&
    only?.piece.kind === "point" &&
    only !== allowed[0] &&
    only !== allowed[allowed.length - 1]
  )
    return `${name} != ${only.piece.value}`;
  const ranges: string[] = [];
  for (let at = 0; at < allowed.length; at++) {
    if (allowed[at]?.accepted !== true) continue;
    const first = at;
    while (allowed[at + 1]?.accepted === true) at++;
    ranges.push(
      describeRange(
        name,
        first === 0 ? undefined : allowed[first]?.piece,
        at === allowed.length - 1 ? undefined : allowed[at]?.piece,
      ),
    );
  }
  return ranges.length === 1 ? (ranges[0] ?? "") : `(${ranges.join(" or ")})`;
}

function describeRange(name: string, first: Piece | undefined, last: Piece | undefined): string {
  if (first !== undefined && first === last) return describe(name, first);
  if (first?.kind === "point" && last?.kind === "point") return `${name} in [${first.value}, ${last.value}]`;
  const ends: string[] = [];
  if (first !== undefined && first.kind !== "nan")
    ends.push(first.kind === "point" ? `${name} >= ${first.value}` : `${name} > ${first.low}`);
  if (last !== undefined && last.kind !== "nan")
    ends.push(last.kind === "point" ? `${name} <= ${last.value}` : `${name} < ${last.high}`);
  return ends.join(" and ");
}

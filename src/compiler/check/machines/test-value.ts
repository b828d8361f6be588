import type { Piece } from "../../automata/ordered.js";
import { unreachable } from "../../unreachable.js";
import type { TypedExpression, TypedSignalDeclaration } from "../typed.js";
import { isLength } from "../type/ragged.js";
import type { TheoryVariable } from "./theory.js";

/**
 * What a test sets so that the variable is in the cell: nothing where the default does, or where it is the state of a machine that the word was `followed` through; `undefined`
 * where no signal decides.
 */
export function testValue(
  variable: TheoryVariable | undefined,
  cell: number,
  signals: readonly TypedSignalDeclaration[],
  followed: ReadonlySet<string>,
): string | undefined {
  if (variable === undefined || variable.kind === "pair") return undefined;
  const subject = variable.kind === "boolean" ? variable.atom : variable.subject;
  // The machine's own counters are where the word brings them.
  if (subject.kind === "machine" && subject.field.kind === "counter" && subject.field.source) return "";
  if (subject.kind === "machine" && subject.field.kind === "state" && followed.has(subject.machine)) return "";
  const place = placeOf(subject);
  if (place === undefined) return undefined;
  // What is indexed may have a default of its own for each element.
  const signal = signals.find(({ name }) => name === place);
  // An external signal that a test does not set is missing.
  const usual = subject.kind === "index" || signal?.missing !== undefined ? undefined : (signal?.default?.[0] ?? 0);
  switch (variable.kind) {
    case "boolean":
      if (cell === usual) return "";
      if (subject.kind === "index") return `${place} = ${cell === 1}`;
      return cell === 1 ? place : `not ${place}`;
    case "enum":
      return cell === usual ? "" : `${place} = ${subject.type.members?.[cell] ?? "?"}`;
    case "ordered": {
      const piece = variable.variable.pieces[cell];
      if (piece === undefined) return undefined;
      if (usual !== undefined && holds(piece, usual)) return "";
      return `${place} = ${numberIn(piece, subject.type.element !== "float", subject.type.range)}`;
    }
    default:
      return unreachable(variable);
  }
}

/** What a test sets of an external signal that may not be missing, where nothing else is asked of it: a usual value within its range. */
export function requiredValue({ name, type }: TypedSignalDeclaration): string {
  if (type.members !== undefined) return `${name} = ${type.members[0] ?? "?"}`;
  if (type.element === "bool") return type.shape.length === 0 ? `not ${name}` : `${name} = false`;
  const [low, high] = type.range ?? [-Infinity, Infinity];
  return `${name} = ${Math.min(Math.max(0, low), high)}`;
}

/** The name of the signal that a variable is about, where a test can set it. */
export function signalOf(variable: TheoryVariable | undefined): string | undefined {
  if (variable === undefined || variable.kind === "pair") return undefined;
  return placeOf(variable.kind === "boolean" ? variable.atom : variable.subject)?.replace(/\[.*$/u, "");
}

/** The signal, or the element of a signal, that an expression reads and nothing else. */
function placeOf(subject: TypedExpression): string | undefined {
  if (subject.kind === "signal") return isLength(subject.name) ? undefined : subject.name;
  if (subject.kind !== "index" || subject.value.kind !== "signal") return undefined;
  const points = subject.items.map((item) => (item.kind === "point" ? item.index : undefined));
  return points.includes(undefined) ? undefined : `${subject.value.name}[${points.join(", ")}]`;
}

function holds(piece: Piece, value: number): boolean {
  if (piece.kind === "nan") return Number.isNaN(value);
  return piece.kind === "point" ? piece.value === value : piece.low < value && value < piece.high;
}

/** A simple number of a piece, within the range where one is declared. */
function numberIn(piece: Piece, whole: boolean, range: readonly [number, number] = [-Infinity, Infinity]): number {
  if (piece.kind === "nan") return NaN;
  if (piece.kind === "point") return piece.value;
  const { low, high } = piece;
  if (low < 0 && high > 0 && range[0] <= 0 && range[1] >= 0) return 0;
  const simple =
    low === -Infinity ? Math.ceil(high) - 1 : whole || high === Infinity ? Math.floor(low) + 1 : middleOf(low, high);
  if (simple >= range[0] && simple <= range[1]) return simple;
  const [least, most] = [Math.max(low, range[0]), Math.min(high, range[1])];
  return whole ? Math.floor(least) + (least === low ? 1 : 0) : middleOf(least, most);
}

function middleOf(low: number, high: number): number {
  const middle = (low + high) / 2;
  const rounded = Number(middle.toPrecision(3));
  return rounded > low && rounded < high ? rounded : middle;
}

import { levels } from "../../../../grammar/precedence.js";
import type { Expression, RegularExpression } from "../ast/index.js";
import type { PrintPlace } from "./place.js";

/** Closed expressions: nothing around them can tear them apart. */
export const closed = levels.postfix + 1;

/** A part of the output that is still a tree. */
export interface Part {
  readonly node: Expression | RegularExpression;
  /** Parentheses stand around what binds weaker. */
  readonly least: number;
  readonly place: PrintPlace;
  /** Whether `then` would be read as that of an `if`. */
  readonly inCondition?: boolean;
  /** `where`, `after`, `on satisfied` and `shape … by` take an operand with its prefixes, without `over`. */
  readonly operandOnly?: boolean;
  /** An expression whose name stands directly before `.`. */
  readonly beforeDot?: boolean;
}

/** Output in order: text, or a tree to be printed in its place. */
export type Piece = string | Part;

/** The pieces with `separator` between them. */
export function separated(items: readonly (readonly Piece[])[], separator: string): Piece[] {
  return items.flatMap((item, position) => (position === 0 ? [...item] : [separator, ...item]));
}

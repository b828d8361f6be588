import type { Dimension, ValueType } from "../typed.js";

/** Whether a value can stand where a number is expected: booleans count as 0 and 1. */
export function isNumeric(type: ValueType): boolean {
  return type.element === "bool" || type.element === "int" || type.element === "float";
}

/** Whether two enums have the same members in the same order. */
export function sameMembers(left: ValueType, right: ValueType): boolean {
  const [first, second] = [left.members ?? [], right.members ?? []];
  return first.length === second.length && first.every((member, place) => member === second[place]);
}

/** The unit that is known of two that fit. */
export function joinUnits(left: Dimension | undefined, right: Dimension | undefined): Dimension | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left.rad === 0 ? right : left;
}

import { floorModulo } from "../reference/scalar.js";

/*
 * What emitted loops call where JavaScript has no operator of that meaning.
 */
export { floorModulo, roundHalfToEven, sigmoid, toInt } from "../reference/scalar.js";

/** Floor-modulo of whole numbers; 0 for y = 0. */
export function wholeModulo(x: number, y: number): number {
  return y === 0 ? 0 : floorModulo(x, y);
}

/** Truncated remainder of whole numbers; 0 for y = 0. */
export function wholeRemainder(x: number, y: number): number {
  return y === 0 ? 0 : x % y;
}

/** False where either is NaN. */
export function unequal(x: number, y: number): boolean {
  return x < y || x > y;
}

/** Whether x is a number in single precision, in which it is stored. */
export function isSingle(x: number): boolean {
  return Number.isFinite(Math.fround(x));
}

import { multiplyUnits, powerOfUnit } from "../../builtins/typing/units.js";
import type { UnitExpression } from "../../syntax/ast/index.js";
import type { Dimension } from "../typed.js";

const pure: Dimension = { m: 0, s: 0, rad: 0, kg: 0 };

/** The closed list of units: their dimension, and their size in SI units. */
const units: ReadonlyMap<string, { readonly dimension: Dimension; readonly scale: number }> = new Map([
  ["m", { dimension: { ...pure, m: 1 }, scale: 1 }],
  ["s", { dimension: { ...pure, s: 1 }, scale: 1 }],
  ["rad", { dimension: { ...pure, rad: 1 }, scale: 1 }],
  ["deg", { dimension: { ...pure, rad: 1 }, scale: Math.PI / 180 }],
  ["kg", { dimension: { ...pure, kg: 1 }, scale: 1 }],
  ["N", { dimension: { m: 1, s: -2, rad: 0, kg: 1 }, scale: 1 }],
]);

/** Dimension and size of a unit as written; `undefined` for words that count (`steps`). */
export function unitOf(
  expression: UnitExpression,
): { readonly dimension: Dimension; readonly scale: number } | undefined {
  let dimension: Dimension = pure;
  let scale = 1;
  for (const [name, exponent] of expression.factors) {
    const unit = units.get(name);
    if (unit === undefined) return undefined;
    dimension = multiplyUnits(dimension, powerOfUnit(unit.dimension, exponent)) ?? dimension;
    scale *= unit.scale ** exponent;
  }
  return { dimension, scale };
}

/**
 * Whether values of these units can be added and compared. A unit that is not known fits every other; radians vanish beside a unit
 * that has none, as in v = ω · r.
 */
export function unitsFit(left: Dimension | undefined, right: Dimension | undefined): boolean {
  if (left === undefined || right === undefined) return true;
  const angles = left.rad === right.rad || left.rad === 0 || right.rad === 0;
  return angles && left.m === right.m && left.s === right.s && left.kg === right.kg;
}

/** Whether a unit is a time. */
export function isTime(unit: Dimension | undefined): boolean {
  return unit !== undefined && unit.s === 1 && unit.m === 0 && unit.rad === 0 && unit.kg === 0;
}

import type { Dimension } from "../../check/typed.js";

const none: Dimension = { m: 0, s: 0, rad: 0, kg: 0 };

export const radian: Dimension = { ...none, rad: 1 };
export const second: Dimension = { ...none, s: 1 };

/** `first · second^exponent`; `undefined` (no unit known) where either is. */
export function multiplyUnits(
  first: Dimension | undefined,
  other: Dimension | undefined,
  exponent = 1,
): Dimension | undefined {
  if (first === undefined || other === undefined) return undefined;
  return {
    m: first.m + exponent * other.m,
    s: first.s + exponent * other.s,
    rad: first.rad + exponent * other.rad,
    kg: first.kg + exponent * other.kg,
  };
}

export function powerOfUnit(unit: Dimension | undefined, exponent: number): Dimension | undefined {
  return unit && multiplyUnits(none, unit, exponent);
}

/** Whether values of these units can be compared; radians vanish beside a unit that has none, as in v = ω · r. */
export function sameUnit(left: Dimension, right: Dimension): boolean {
  const angles = left.rad === right.rad || left.rad === 0 || right.rad === 0;
  return angles && left.m === right.m && left.s === right.s && left.kg === right.kg;
}

/** Angles count as pure numbers, as in the SI. */
export function isPureNumber(unit: Dimension): boolean {
  return unit.m === 0 && unit.s === 0 && unit.kg === 0;
}

/** `m/s^2`; `1` for a pure number. */
export function describeUnit(unit: Dimension): string {
  const factors = (["kg", "m", "rad", "s"] as const).filter((name) => unit[name] !== 0);
  const above = factors.filter((name) => unit[name] > 0).map((name) => written(name, unit[name]));
  const below = factors.filter((name) => unit[name] < 0).map((name) => written(name, -unit[name]));
  if (below.length === 0) return above.length === 0 ? "1" : above.join("*");
  return `${above.length === 0 ? "1" : above.join("*")}/${below.join("/")}`;
}

function written(name: string, exponent: number): string {
  return exponent === 1 ? name : `${name}^${exponent}`;
}

/* Small sums of the derivations, plain loops on purpose. */
import type { RandomStream } from "../../../src/runtime/random/index.js";

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function squares(values: readonly number[]): number {
  return sum(values.map((value) => value * value));
}

export function length(values: readonly number[]): number {
  return Math.sqrt(squares(values));
}

export function minus(left: readonly number[], right: readonly number[]): readonly number[] {
  return left.map((value, index) => value - (right[index] ?? NaN));
}

/** Row `index` of a row-major array with rows of `width`. */
export function row(values: readonly number[], index: number, width: number): readonly number[] {
  return values.slice(index * width, (index + 1) * width);
}

export function at(values: readonly number[] | undefined, index: number): number {
  const value = values?.[index];
  if (value === undefined) throw new Error("a signal is missing");
  return value;
}

export function normals(random: RandomStream, count: number, deviation: number): readonly number[] {
  return Array.from({ length: count }, () => random.normal(0, deviation));
}

export function uniforms(random: RandomStream, count: number, low: number, high: number): readonly number[] {
  return Array.from({ length: count }, () => random.uniform(low, high));
}

/** Zeros and ones. */
export function chances(random: RandomStream, count: number, probability: number): readonly number[] {
  return Array.from({ length: count }, () => (random.chance(probability) ? 1 : 0));
}

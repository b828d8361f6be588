/**
 * Numbers m·eᵉ as pairs (e, m) of an exponent and a signed mantissa, so that sums of exponentials neither overflow nor vanish. The empty sum is (−∞, 0).
 * Several sums that belong together lie side by side.
 */
export interface Sums {
  readonly exponents: Float64Array;
  readonly mantissas: Float64Array;
}

/** Adds number `index` of `from` to number `at` of `into`. */
export type Addition = (into: Sums, at: number, from: Sums, index: number) => void;

/** `count` empty sums. */
export function emptySums(count: number): Sums {
  return { exponents: new Float64Array(count).fill(-Infinity), mantissas: new Float64Array(count) };
}

export function clear({ exponents, mantissas }: Sums): void {
  exponents.fill(-Infinity);
  mantissas.fill(0);
}

export function put(sums: Sums, at: number, exponent: number, mantissa: number): void {
  sums.exponents[at] = exponent;
  sums.mantissas[at] = mantissa;
}

/** m·eᵉ + n·eᶠ, at the greater of the two exponents. Equal ones are told apart first, since ∞ − ∞ is not a number. */
export const addExponentials: Addition = (into, at, from, index) => {
  const [e, f] = [into.exponents[at] as number, from.exponents[index] as number];
  const [m, n] = [into.mantissas[at] as number, from.mantissas[index] as number];
  if (e === f) into.mantissas[at] = m + n;
  else if (e > f) into.mantissas[at] = m + n * Math.exp(f - e);
  else put(into, at, f, n + m * Math.exp(e - f));
};

/** The limit of the above for ever steeper exponentials: the greater exponent wins, equal ones add their mantissas. With mantissas 1 it counts how often the greatest exponent occurs. */
export const addGreatest: Addition = (into, at, from, index) => {
  const [e, f] = [into.exponents[at] as number, from.exponents[index] as number];
  if (e === f) into.mantissas[at] = (into.mantissas[at] as number) + (from.mantissas[index] as number);
  else if (f > e) put(into, at, f, from.mantissas[index] as number);
};

/** `addition` for `width` sums side by side, those of item `at` and of item `index`. */
export function addItem(addition: Addition, width: number, into: Sums, at: number, from: Sums, index: number): void {
  for (let k = 0; k < width; k++) addition(into, at * width + k, from, index * width + k);
}

export function copyItem(width: number, into: Sums, at: number, from: Sums, index: number): void {
  for (let k = 0; k < width; k++) {
    into.exponents[at * width + k] = from.exponents[index * width + k] as number;
    into.mantissas[at * width + k] = from.mantissas[index * width + k] as number;
  }
}

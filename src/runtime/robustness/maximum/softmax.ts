import { addExponentials, put } from "../sums.js";
import type { Maximum } from "./maximum.js";

/** Σ x·w with the weights w = exp(Tx) / Σ exp(Tx): at most the greatest. Its derivative to x is w·(1 + T(x − value)). */
export function softmax(temperature: number): Maximum {
  return {
    exact: false,
    addition: addExponentials,
    // Σ exp(Tx) and Σ x·exp(Tx), and for the derivatives Σ g / Σ exp(Tx) and Σ g·value / Σ exp(Tx).
    width: 2,
    adjointWidth: 2,
    member(x, into, at) {
      const none = x === -Infinity;
      put(into, 2 * at, temperature * x, none ? 0 : 1);
      put(into, 2 * at + 1, temperature * x, none ? 0 : x);
    },
    value({ exponents, mantissas }, at) {
      const total = mantissas[2 * at] as number;
      if (total === 0) return -Infinity;
      // Both sums have seen the same exponents.
      return exponents[2 * at] === Infinity ? Infinity : (mantissas[2 * at + 1] as number) / total;
    },
    adjoint({ exponents, mantissas }, at, value, weight, into, index) {
      const counts = Number.isFinite(value) && weight !== 0;
      const exponent = counts ? -(exponents[2 * at] as number) - Math.log(mantissas[2 * at] as number) : -Infinity;
      put(into, 2 * index, exponent, counts ? weight : 0);
      put(into, 2 * index + 1, exponent, counts ? weight * value : 0);
    },
    pull(x, { exponents, mantissas }, at) {
      if (!Number.isFinite(x)) return 0;
      const [weight, value] = [mantissas[2 * at] as number, mantissas[2 * at + 1] as number];
      return Math.exp(temperature * x + (exponents[2 * at] as number)) * (weight + temperature * (x * weight - value));
    },
  };
}

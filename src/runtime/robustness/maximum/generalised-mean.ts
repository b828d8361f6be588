import { addExponentials, put, type Sums } from "../sums.js";
import type { Maximum } from "./maximum.js";

/**
 * The generalised-mean-based smooth robustness of Uzun, Elango, Garoche and Açıkmeşe (arXiv:2405.10996, equations 3 and 4, equal weights), which keeps the sign.
 * The least of n numbers y is √M₀ − √Mₚ, where M₀ = (εⁿ + Π z)^(1/n) over z = max(y, 0)² and Mₚ = (εᵖ + Σ zᵖ/n)^(1/p) over z = min(y, 0)²;
 * the greatest of x is minus the least of −x.
 *
 * The difference is taken as √ε·expm1(…) of logarithms, so that neither the powers leave the range of numbers nor rounding the sign.
 */
export function generalisedMean(epsilon: number, power: number): Maximum {
  const [root, logEpsilon] = [Math.sqrt(epsilon), Math.log(epsilon)];

  /** ln(Π z / εⁿ), −∞ unless every y = −x is positive. */
  const product = ({ mantissas }: Sums, at: number): number => {
    const [members, others] = [mantissas[4 * at] as number, mantissas[4 * at + 2] as number];
    return others > 0 ? -Infinity : (mantissas[4 * at + 1] as number) - members * logEpsilon;
  };
  /** ln(Σ zᵖ / (n·εᵖ)), −∞ unless some y = −x is negative. */
  const mean = (sums: Sums, at: number): number =>
    powers(sums, at) - Math.log(sums.mantissas[4 * at] as number) - power * logEpsilon;

  return {
    exact: false,
    addition: addExponentials,
    // Members, Σ ln z over y > 0, members with y ≤ 0, Σ zᵖ over y < 0.
    width: 4,
    // Σ over results of what multiplies 1/y for y > 0, and zᵖ/|y| for y < 0.
    adjointWidth: 2,
    member(x, into, at) {
      const none = x === -Infinity;
      put(into, 4 * at, 0, none ? 0 : 1);
      put(into, 4 * at + 1, 0, none || x >= 0 ? 0 : 2 * Math.log(-x));
      put(into, 4 * at + 2, 0, x >= 0 ? 1 : 0);
      if (x > 0) put(into, 4 * at + 3, 2 * power * Math.log(x), 1);
      else put(into, 4 * at + 3, -Infinity, 0);
    },
    value(sums, at) {
      const members = sums.mantissas[4 * at] as number;
      if (members === 0) return -Infinity;
      const positive = root * Math.expm1(softplus(product(sums, at)) / (2 * members));
      const negative = root * Math.expm1(softplus(mean(sums, at)) / (2 * power));
      return negative - positive;
    },
    adjoint(sums, at, value, weight, into, index) {
      put(into, 2 * index, -Infinity, 0);
      put(into, 2 * index + 1, -Infinity, 0);
      if (!Number.isFinite(value) || weight === 0) return;
      const [members, p, q] = [sums.mantissas[4 * at] as number, product(sums, at), mean(sums, at)];
      put(into, 2 * index, 0, weight * root * Math.exp(softplus(p) / (2 * members)) * (logistic(p) / members));
      if (q === -Infinity) return;
      put(into, 2 * index + 1, -powers(sums, at), weight * root * Math.exp(softplus(q) / (2 * power)) * logistic(q));
    },
    pull(x, { exponents, mantissas }, at) {
      if (!Number.isFinite(x) || x === 0) return 0;
      if (x < 0) return (mantissas[2 * at] as number) / -x;
      const exponent = (exponents[2 * at + 1] as number) + 2 * power * Math.log(x);
      return ((mantissas[2 * at + 1] as number) * Math.exp(exponent)) / x;
    },
  };
}

/** ln Σ zᵖ. */
function powers({ exponents, mantissas }: Sums, at: number): number {
  return (exponents[4 * at + 3] as number) + Math.log(mantissas[4 * at + 3] as number);
}

/** ln(1 + eˣ). */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** Its derivative. */
function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

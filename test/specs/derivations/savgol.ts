/* SciPy's savgol_filter, by the fits that define it: orthogonal polynomials instead of the normal equations. */
import { at } from "./plain.js";

/** Coefficients of a polynomial, the constant first. */
type Polynomial = readonly number[];

function value(polynomial: Polynomial, x: number): number {
  return polynomial.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

function derivativeOf(polynomial: Polynomial): Polynomial {
  return polynomial.slice(1).map((coefficient, index) => coefficient * (index + 1));
}

/** The least-squares polynomial of `order` through `samples` at 0, 1, 2, … about their middle, as a function of x and of how often it is derived. */
function fit(samples: readonly number[], order: number): (x: number, derivative: number) => number {
  const middle = (samples.length - 1) / 2;
  const places = samples.map((_, index) => index - middle);
  const basis: { readonly polynomial: Polynomial; readonly values: readonly number[] }[] = [];
  const scalar = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * at(b, i), 0);
  for (let degree = 0; degree <= order; degree++) {
    const monomial: Polynomial = Array.from({ length: order + 1 }, (_, index) => (index === degree ? 1 : 0));
    const polynomial = basis.reduce<Polynomial>((rest, other) => {
      const share =
        scalar(
          places.map((x) => value(rest, x)),
          other.values,
        ) / scalar(other.values, other.values);
      return rest.map((coefficient, index) => coefficient - share * at(other.polynomial, index));
    }, monomial);
    basis.push({ polynomial, values: places.map((x) => value(polynomial, x)) });
  }
  const fitted = Array.from({ length: order + 1 }, (_, index) =>
    basis.reduce(
      (sum, { polynomial, values }) => sum + (scalar(samples, values) / scalar(values, values)) * at(polynomial, index),
      0,
    ),
  );
  return (x, derivative) => {
    let polynomial: Polynomial = fitted;
    for (let times = 0; times < derivative; times++) polynomial = derivativeOf(polynomial);
    return value(polynomial, x - middle);
  };
}

/** `savgol_filter(samples, window, order)[…]`: the whole array; an even window is read half a sample off its middle one. */
export function smoothed(samples: readonly number[], window: number, order: number): readonly number[] {
  const half = Math.floor(window / 2);
  const head = fit(samples.slice(0, window), order);
  const tail = fit(samples.slice(-window), order);
  return samples.map((_, index) => {
    if (index < half) return head(index, 0);
    if (index >= samples.length - half) return tail(index - (samples.length - window), 0);
    const first = window % 2 === 0 ? index - half + 1 : index - half;
    return fit(samples.slice(first, first + window), order)((window - 1) / 2, 0);
  });
}

/** `savgol_filter(samples, window, order, deriv=derivative, delta=delta)[-1]`. */
export function lastOf(
  samples: readonly number[],
  window: number,
  order: number,
  derivative: number,
  delta: number,
): number {
  return fit(samples.slice(-window), order)(window - 1, derivative) / delta ** derivative;
}

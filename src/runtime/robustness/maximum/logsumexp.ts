import { addExponentials, put } from "../sums.js";
import type { Maximum } from "./maximum.js";

/** ln(Σ exp(Tx)) / T, from the greatest to ln(n)/T above it. Its derivative to x is exp(T(x − value)). */
export function logSumExp(temperature: number): Maximum {
  return {
    exact: false,
    addition: addExponentials,
    width: 1,
    adjointWidth: 1,
    member: (x, into, at) => put(into, at, temperature * x, x === -Infinity ? 0 : 1),
    value: (sums, at) => ((sums.exponents[at] as number) + Math.log(sums.mantissas[at] as number)) / temperature,
    adjoint(_sums, _at, value, weight, into, index) {
      if (Number.isFinite(value) && weight !== 0) put(into, index, -temperature * value, weight);
      else put(into, index, -Infinity, 0);
    },
    pull(x, { exponents, mantissas }, at) {
      if (!Number.isFinite(x)) return 0;
      return (mantissas[at] as number) * Math.exp(temperature * x + (exponents[at] as number));
    },
  };
}

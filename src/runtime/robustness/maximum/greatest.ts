import { addGreatest, put } from "../sums.js";
import type { Maximum } from "./maximum.js";

/** The greatest itself. Its sum is the pair (greatest, how often); the derivative is split evenly among those. */
export const greatest: Maximum = {
  exact: true,
  addition: addGreatest,
  width: 1,
  adjointWidth: 1,
  member: (x, into, at) => put(into, at, x, 1),
  value: (sums, at) => sums.exponents[at] as number,
  adjoint(sums, at, value, weight, into, index) {
    if (Number.isFinite(value) && weight !== 0) put(into, index, -value, weight / (sums.mantissas[at] as number));
    else put(into, index, -Infinity, 0);
  },
  // No result is below its members, so that those equal to this member are the ones with the greatest exponent.
  pull(x, adjoints, at) {
    return Number.isFinite(x) && adjoints.exponents[at] === -x ? (adjoints.mantissas[at] as number) : 0;
  },
};

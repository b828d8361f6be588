import { RewardError } from "../kernel/errors.js";
import { unreachable } from "../unreachable.js";
import { generalisedMean } from "./maximum/generalised-mean.js";
import { greatest } from "./maximum/greatest.js";
import { logSumExp } from "./maximum/logsumexp.js";
import type { Maximum } from "./maximum/maximum.js";
import { softmax } from "./maximum/softmax.js";

/**
 * What stands in for greatest and least, so that every member has a derivative. `logsumexp` and `softmax` come closer with the temperature, but do not keep
 * the sign; `gmsr` keeps it, for every epsilon > 0 and power ≥ 1.
 */
export type Smooth =
  | { readonly kind: "logsumexp" | "softmax"; readonly temperature: number }
  | { readonly kind: "gmsr"; readonly epsilon: number; readonly power: number };

/** The maximum of that name; the exact one for none. Throws a `RewardError` for a parameter out of range. */
export function maximumOf(smooth: Smooth | undefined): Maximum {
  if (smooth === undefined) return greatest;
  switch (smooth.kind) {
    case "logsumexp":
      return logSumExp(required("temperature", smooth.temperature, 0, false));
    case "softmax":
      return softmax(required("temperature", smooth.temperature, 0, false));
    case "gmsr":
      return generalisedMean(required("epsilon", smooth.epsilon, 0, false), required("power", smooth.power, 1, true));
    default:
      return unreachable(smooth);
  }
}

function required(name: string, value: number, least: number, included: boolean): number {
  if (Number.isFinite(value) && (included ? value >= least : value > least)) return value;
  const expected = `a number ${included ? "from" : "above"} ${least}`;
  throw new RewardError({ kind: "bad-input", name: `smooth.${name}`, expected, found: String(value) });
}

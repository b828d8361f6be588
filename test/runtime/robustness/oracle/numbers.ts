import type { Smooth } from "../../../../src/runtime/index.js";
import { unreachable } from "../../../../src/runtime/unreachable.js";
import type { Numbers } from "./definition.js";

/** Plain numbers; the greatest is smooth if asked for. */
export function plain(smooth?: Smooth): Numbers<number> {
  return { constant: (value) => value, negative: (value) => -value, greatest: (values) => maximum(values, smooth) };
}

/** A number and how fast it changes. */
export interface Moving {
  readonly value: number;
  readonly slope: number;
}

/** Numbers that move: where several are the greatest, the greatest moves with their mean. */
export const moving: Numbers<Moving> = {
  constant: (value) => ({ value, slope: 0 }),
  negative: ({ value, slope }) => ({ value: -value, slope: -slope }),
  greatest(values) {
    const value = maximum(
      values.map((one) => one.value),
      undefined,
    );
    const ties = values.filter((one) => one.value === value);
    return { value, slope: ties.length === 0 ? 0 : sum(ties.map(({ slope }) => slope)) / ties.length };
  },
};

/** The greatest number of a list, or the smooth formulas as they are printed; −∞ is no member and +∞ beats all. */
function maximum(values: readonly number[], smooth: Smooth | undefined): number {
  const greatest = Math.max(-Infinity, ...values);
  const members = values.filter((value) => value !== -Infinity);
  if (smooth === undefined || members.length === 0 || greatest === Infinity) return greatest;
  switch (smooth.kind) {
    case "logsumexp": {
      const total = sum(members.map((x) => Math.exp(smooth.temperature * (x - greatest))));
      return greatest + Math.log(total) / smooth.temperature;
    }
    case "softmax": {
      const weights = members.map((x) => Math.exp(smooth.temperature * (x - greatest)));
      return sum(members.map((x, k) => x * (weights[k] as number))) / sum(weights);
    }
    case "gmsr":
      return -generalisedMinimum(
        members.map((x) => -x),
        smooth.epsilon,
        smooth.power,
      );
    default:
      return unreachable(smooth);
  }
}

/** Equation 3 of arXiv:2405.10996 with weights 1. */
function generalisedMinimum(y: readonly number[], epsilon: number, power: number): number {
  const product = y.reduce((sofar, value) => sofar * Math.max(value, 0) ** 2, 1);
  const m0 = (epsilon ** y.length + product) ** (1 / y.length);
  const mp = (epsilon ** power + sum(y.map((value) => (Math.min(value, 0) ** 2) ** power)) / y.length) ** (1 / power);
  return Math.sqrt(m0) - Math.sqrt(mp);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

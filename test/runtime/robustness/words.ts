import { expect } from "vitest";
import {
  robustness,
  type RobustnessFormula,
  type RobustnessOptions,
  type RobustnessWindow,
} from "../../../src/runtime/index.js";

/* Formulas and traces in few words. */

type Formula = RobustnessFormula;
const maybe = (window: readonly [low: number, high?: number] | undefined): { readonly window?: RobustnessWindow } =>
  window === undefined ? {} : { window: { low: window[0], ...(window[1] === undefined ? {} : { high: window[1] }) } };

export const x: Formula = { kind: "margin", channel: 0 };
export const y: Formula = { kind: "margin", channel: 1 };
export const not = (operand: Formula): Formula => ({ kind: "not", operand });
export const and = (...operands: readonly Formula[]): Formula => ({ kind: "and", operands });
export const or = (...operands: readonly Formula[]): Formula => ({ kind: "or", operands });
export const xor = (left: Formula, right: Formula): Formula => ({ kind: "xor", left, right });
export const one = (kind: "next" | "weak-next" | "previously" | "weak-previously", operand: Formula): Formula => ({
  kind,
  operand,
});
export const over = (
  kind: "eventually" | "always" | "once" | "historically",
  operand: Formula,
  window?: readonly [low: number, high?: number],
): Formula => ({ kind, operand, ...maybe(window) });
export const two = (
  kind: "until" | "release" | "since" | "trigger",
  left: Formula,
  right: Formula,
  window?: readonly [low: number, high?: number],
): Formula => ({ kind, left, right, ...maybe(window) });

/** The values of a formula along one episode of one environment. */
export function along(
  formula: Formula,
  margins: readonly (readonly number[])[],
  options?: RobustnessOptions,
): readonly number[] {
  const columns = margins.map((column) => Float64Array.from(column));
  const result = robustness(formula, { steps: margins[0]?.length ?? 0, environments: 1, margins: columns }, options);
  return result.kind === "values" ? [...result.values] : expect.fail(`channel ${result.channel} is not a number`);
}

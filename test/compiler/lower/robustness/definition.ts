import type { TemporalFormula, Window } from "../../../../src/compiler/automata/temporal/formula.js";
import type { PastEnd } from "../../../../src/compiler/automata/temporal/quantitative/formula.js";

/* The robustness of formulas straight from its definition: every quantifier is a loop over positions, and nothing is remembered but values. */

/** By position, the margins of the atoms. */
export type Margins = readonly (readonly number[])[];

const least = (values: readonly number[]): number => Math.min(...values);
const greatest = (values: readonly number[]): number => Math.max(...values);
const endless: Window = { low: 0, high: Infinity };

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** The robustness of a trace that is over, at a position. */
export function robustnessAt(
  root: TemporalFormula,
  trace: Margins,
  position: number,
  pastEnd: PastEnd = "what_is_there",
): number {
  const n = trace.length;
  const known = new Map<TemporalFormula, Map<number, number>>();
  const at = (formula: TemporalFormula, i: number): number => {
    const values = known.get(formula) ?? new Map<number, number>();
    known.set(formula, values);
    const value = values.get(i) ?? compute(formula, i);
    values.set(i, value);
    return value;
  };
  /** The positions of a window; past the end only one stands for all, which are alike. */
  const ahead = ({ low, high }: Window = endless, i: number): number[] => {
    if (low > high) return [];
    const beyond = high === Infinity ? i + low >= n : i + high >= n;
    return [...span(i + low, Math.min(i + high, n - 1)), ...(beyond && pastEnd !== "what_is_there" ? [n] : [])];
  };
  const behind = ({ low, high }: Window = endless, i: number): number[] => span(Math.max(0, i - high), i - low);
  const reached = (formula: TemporalFormula, j: number): number =>
    j < n ? at(formula, j) : pastEnd === "pessimistic" ? -Infinity : at(formula, n - 1);
  const compute = (formula: TemporalFormula, i: number): number => {
    switch (formula.kind) {
      case "constant":
        return formula.value ? Infinity : -Infinity;
      case "atom":
        return trace[i]?.[formula.atom] ?? NaN;
      case "not":
        return -at(formula.operand, i);
      case "and":
        return least(formula.operands.map((operand) => at(operand, i)));
      case "or":
        return greatest(formula.operands.map((operand) => at(operand, i)));
      case "xor": {
        const [left, right] = [at(formula.left, i), at(formula.right, i)];
        return Math.max(Math.min(left, -right), Math.min(-left, right));
      }
      case "next":
        return i + 1 < n ? at(formula.operand, i + 1) : -Infinity;
      case "weak-next":
        return i + 1 < n ? at(formula.operand, i + 1) : Infinity;
      case "previously":
        return i > 0 ? at(formula.operand, i - 1) : -Infinity;
      case "weak-previously":
        return i > 0 ? at(formula.operand, i - 1) : Infinity;
      case "eventually":
        return greatest(ahead(formula.window, i).map((j) => reached(formula.operand, j)));
      case "always":
        return least(ahead(formula.window, i).map((j) => reached(formula.operand, j)));
      case "once":
        return greatest(behind(formula.window, i).map((j) => at(formula.operand, j)));
      case "historically":
        return least(behind(formula.window, i).map((j) => at(formula.operand, j)));
      case "until":
        return greatest(
          ahead(formula.window, i).map((j) =>
            Math.min(reached(formula.right, j), least(span(i, j - 1).map((k) => at(formula.left, k)))),
          ),
        );
      case "release":
        return least(
          ahead(formula.window, i).map((j) =>
            Math.max(reached(formula.right, j), greatest(span(i, j - 1).map((k) => at(formula.left, k)))),
          ),
        );
      case "since":
        return greatest(
          behind(formula.window, i).map((j) =>
            Math.min(at(formula.right, j), least(span(j + 1, i).map((k) => at(formula.left, k)))),
          ),
        );
      case "trigger":
        return least(
          behind(formula.window, i).map((j) =>
            Math.max(at(formula.right, j), greatest(span(j + 1, i).map((k) => at(formula.left, k)))),
          ),
        );
      case "matches":
        throw new Error("sequences have no values");
    }
  };
  return at(root, position);
}

export type Interval = readonly [low: number, high: number];

/** More unseen positions than any window of the past in these tests reaches over. */
const unseen = 16;

/**
 * The bounds of the robustness at the first position of a trace that may go on: unseen letters are [−∞, ∞]; a position after the last one seen may be there or not, unless its own value is
 * asked for. Each operator bounds what it makes of the bounds of its operands.
 */
export function boundsAtStart(root: TemporalFormula, trace: Margins): Interval {
  const last = trace.length - 1;
  const known = new Map<TemporalFormula, Map<number, Interval>>();
  const at = (formula: TemporalFormula, i: number): Interval => {
    const values = known.get(formula) ?? new Map<number, Interval>();
    known.set(formula, values);
    const value = values.get(i) ?? compute(formula, i);
    values.set(i, value);
    return value;
  };
  const all = (intervals: readonly Interval[]): Interval => [
    least(intervals.map(([low]) => low)),
    least(intervals.map(([, high]) => high)),
  ];
  const some = (intervals: readonly Interval[]): Interval => [
    greatest(intervals.map(([low]) => low)),
    greatest(intervals.map(([, high]) => high)),
  ];
  const not = ([low, high]: Interval): Interval => [-high, -low];
  const ahead = ({ low, high }: Window = endless, i: number): number[] =>
    span(i + low, Math.min(i + high, Math.max(i, last) + low + unseen));
  const behind = ({ low, high }: Window = endless, i: number): number[] => span(Math.max(0, i - high), i - low);
  const isThere = (j: number, i: number): boolean => j <= Math.max(i, last);
  const ifThere = (j: number, i: number, [low, high]: Interval, otherwise: number): Interval =>
    isThere(j, i) ? [low, high] : [Math.min(low, otherwise), Math.max(high, otherwise)];
  const compute = (formula: TemporalFormula, i: number): Interval => {
    switch (formula.kind) {
      case "constant":
        return formula.value ? [Infinity, Infinity] : [-Infinity, -Infinity];
      case "atom": {
        const value = trace[i]?.[formula.atom];
        return value === undefined ? [-Infinity, Infinity] : [value, value];
      }
      case "not":
        return not(at(formula.operand, i));
      case "and":
        return all(formula.operands.map((operand) => at(operand, i)));
      case "or":
        return some(formula.operands.map((operand) => at(operand, i)));
      case "xor": {
        const [left, right] = [at(formula.left, i), at(formula.right, i)];
        return some([all([left, not(right)]), all([not(left), right])]);
      }
      case "next":
        return ifThere(i + 1, i, at(formula.operand, i + 1), -Infinity);
      case "weak-next":
        return ifThere(i + 1, i, at(formula.operand, i + 1), Infinity);
      case "previously":
        return i > 0 ? at(formula.operand, i - 1) : [-Infinity, -Infinity];
      case "weak-previously":
        return i > 0 ? at(formula.operand, i - 1) : [Infinity, Infinity];
      case "eventually":
        return some(ahead(formula.window, i).map((j) => ifThere(j, i, at(formula.operand, j), -Infinity)));
      case "always":
        return all(ahead(formula.window, i).map((j) => ifThere(j, i, at(formula.operand, j), Infinity)));
      case "once":
        return some(behind(formula.window, i).map((j) => at(formula.operand, j)));
      case "historically":
        return all(behind(formula.window, i).map((j) => at(formula.operand, j)));
      case "until":
        return some(
          ahead(formula.window, i).map((j) =>
            ifThere(j, i, all([at(formula.right, j), ...span(i, j - 1).map((k) => at(formula.left, k))]), -Infinity),
          ),
        );
      case "release":
        return all(
          ahead(formula.window, i).map((j) =>
            ifThere(j, i, some([at(formula.right, j), ...span(i, j - 1).map((k) => at(formula.left, k))]), Infinity),
          ),
        );
      case "since":
        return some(
          behind(formula.window, i).map((j) =>
            all([at(formula.right, j), ...span(j + 1, i).map((k) => at(formula.left, k))]),
          ),
        );
      case "trigger":
        return all(
          behind(formula.window, i).map((j) =>
            some([at(formula.right, j), ...span(j + 1, i).map((k) => at(formula.left, k))]),
          ),
        );
      case "matches":
        throw new Error("sequences have no values");
    }
  };
  return at(root, 0);
}

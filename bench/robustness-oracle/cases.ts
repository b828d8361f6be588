import type { PastEnd, RobustnessFormula, Smooth } from "../../src/runtime/index.js";
import { stream } from "../../src/runtime/random/index.js";
import { randomFormula } from "../../test/runtime/robustness/oracle/random-formula.js";

/** A formula and one trace to judge it on. */
export interface Case {
  readonly formula: RobustnessFormula;
  /** By channel and step. */
  readonly margins: readonly (readonly number[])[];
}

/** And by which conventions. */
export interface DifferentiableCase extends Case {
  readonly pastEnd: PastEnd;
  readonly smooth?: Smooth & { readonly kind: "logsumexp" | "softmax" };
}

const channels = 3;

/** A formula of 3 to 14 operators and channels, all operators alike, and a trace of 2 to 24 steps with many equal margins and a few infinite ones. The same for the same seed. */
export function randomCase(seed: number): Case {
  const random = stream(seed, "robustness");
  const formula = randomFormula({ channels, size: 3 + random.int(12) }, (bound) => random.int(bound));
  const steps = 2 + random.int(23);
  const margin = (): number => {
    const kind = random.int(20);
    return kind < 2 ? (kind === 0 ? Infinity : -Infinity) : (random.int(81) - 40) / 8;
  };
  return { formula, margins: Array.from({ length: channels }, () => Array.from({ length: steps }, margin)) };
}

/** The same within what stlcg++ has: no past, no next, until inclusive. Margins differ from each other, so that the exact gradient is one. */
export function differentiableCase(seed: number): DifferentiableCase {
  const random = stream(seed, "differentiable robustness");
  const way = random.int(4);
  const pastEnd = way === 3 ? "repeat_last" : "pessimistic";
  const kind = way === 1 ? "logsumexp" : way === 2 ? "softmax" : undefined;
  const steps = 1 + random.int(12);

  const window = (bounded: boolean) => {
    const low = random.int(4);
    if (bounded || random.int(3) > 0) return { window: { low, high: low + random.int(5) } };
    // stlcg++ fails where an until without end starts as late as the trace ends.
    const begins = low % steps;
    return begins === 0 ? {} : { window: { low: begins } };
  };
  const formulaOf = (size: number): RobustnessFormula => {
    if (size <= 1) return { kind: "margin", channel: random.int(channels) };
    // Two smooth leasts in a row, as stlcg++'s until has them, are one only with logsumexp.
    const choice = random.int(kind === "softmax" ? 5 : 7);
    if (choice === 0) return { kind: "not", operand: formulaOf(size - 1) };
    if (choice === 1) return { kind: "eventually", operand: formulaOf(size - 1), ...window(false) };
    // With the last step repeated, stlcg++'s always without end takes in its negative.
    if (choice === 2) return { kind: "always", operand: formulaOf(size - 1), ...window(pastEnd === "repeat_last") };
    const left = 1 + random.int(Math.max(1, size - 2));
    const parts = [formulaOf(left), formulaOf(Math.max(1, size - 1 - left))] as const;
    if (choice >= 5) return { kind: "until", left: parts[0], right: parts[1], inclusive: true, ...window(false) };
    const operator = choice === 3 ? "and" : "or";
    // stlcg++ takes `and` below `and` as one.
    const flat = parts.flatMap((part) => (part.kind === operator ? part.operands : [part]));
    return { kind: operator, operands: flat };
  };

  const order = random.permutation(channels * steps);
  const value = (index: number): number => {
    const place = (order[index] ?? 0) + 1;
    return (place % 2 === 0 ? place : -place) / 16;
  };
  const margins = Array.from({ length: channels }, (_, c) =>
    Array.from({ length: steps }, (_, t) => value(c * steps + t)),
  );
  const formula = formulaOf(2 + random.int(9));
  if (kind === undefined) return { formula, margins, pastEnd };
  return { formula, margins, pastEnd, smooth: { kind, temperature: 1 + random.int(4) } };
}

import type { RobustnessFormula, RobustnessWindow } from "../../src/runtime/index.js";
import { stream } from "../../src/runtime/random/index.js";

/** One operator over margins, as tools are compared on. */
export interface Case {
  readonly name: string;
  readonly kind: "always" | "eventually" | "until";
  readonly window?: RobustnessWindow;
  readonly formula: RobustnessFormula;
  /** Whether peers can do it in seconds and gigabytes: RTAMT's bounded until takes the square of its window, stlcg++'s until the square of the trace, for each step of the window. */
  readonly rtamt: boolean;
  readonly stlcgpp: boolean;
}

const x: RobustnessFormula = { kind: "margin", channel: 0 };
const y: RobustnessFormula = { kind: "margin", channel: 1 };

export const cases: readonly Case[] = [
  unary("G[0, 10]", "always", { low: 0, high: 10 }),
  unary("G[0, 1000]", "always", { low: 0, high: 1000 }),
  unary("G", "always"),
  unary("F[0, 10]", "eventually", { low: 0, high: 10 }),
  unary("F", "eventually"),
  until("U[0, 10]", { low: 0, high: 10 }, true, true),
  until("U[0, 1000]", { low: 0, high: 1000 }, false, false),
  until("U", undefined, true, false),
];

function unary(name: string, kind: "always" | "eventually", window?: RobustnessWindow): Case {
  const bounds = window === undefined ? {} : { window };
  return { name, kind, ...bounds, formula: { kind, operand: x, ...bounds }, rtamt: true, stlcgpp: true };
}

function until(name: string, window: RobustnessWindow | undefined, rtamt: boolean, stlcgpp: boolean): Case {
  const bounds = window === undefined ? {} : { window };
  return { name, kind: "until", ...bounds, formula: { kind: "until", left: x, right: y, ...bounds }, rtamt, stlcgpp };
}

/** Two columns of margins `[T, B]`, random walks that cross 0 now and then. */
export function walks(steps: number, environments: number): readonly Float64Array[] {
  const random = stream(1, "walks");
  return [0, 1].map(() => {
    const column = new Float64Array(steps * environments);
    for (let row = 0; row < column.length; row++) {
      column[row] = (row < environments ? 0 : 0.99 * (column[row - environments] ?? 0)) + random.normal(0, 0.1);
    }
    return column;
  });
}

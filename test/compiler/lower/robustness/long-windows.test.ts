import { describe, expect, it } from "vitest";
import {
  atom,
  binary,
  not,
  windowed,
  type TemporalFormula,
} from "../../../../src/compiler/automata/temporal/formula.js";
import { horizonOf } from "../../../../src/compiler/automata/temporal/quantitative/reach.js";
import { normalise } from "../../../../src/compiler/automata/temporal/quantitative/normalise.js";
import type { RobustnessField } from "../../../../src/compiler/check/typed.js";
import { scalarise } from "../../../../src/compiler/emit/fused/scalarise/index.js";
import { stream } from "../../../../src/runtime/random/index.js";
import { programOf } from "../run.js";
import { watch } from "../watch.js";
import { boundsAtStart, robustnessAt, type Margins } from "./definition.js";
import { read, rowsOf, specOf } from "./robustness-spec.js";

/* Windows of many steps mean what their definition says, and take no more operations than others. */

const [x, y] = [atom(0), atom(1)];
const random = stream(3, "test/long-windows");
const trace: Margins = Array.from({ length: 220 }, () => [0, 1].map(() => Math.round(100 * random.normal())));
const upTo = (step: number): Margins => trace.slice(0, step + 1);

function shown(formula: TemporalFormula, ...fields: readonly RobustnessField[]): readonly (readonly number[])[] {
  const { rows } = watch(fields.map(read), rowsOf(trace), { x: 0, y: 0 }, specOf(formula));
  return rows.map((row) => row.map(([value = NaN]) => value + 0));
}

const later = (low: number, high: number): { low: number; high: number } => ({ low, high });

describe("robustness over windows of many steps", () => {
  it.each([
    ["once[3, 80] x", windowed("once", x, later(3, 80))],
    ["historically[0, 100] x", windowed("historically", x, later(0, 100))],
    ["x since[10, 90] y", binary("since", x, y, later(10, 90))],
    ["x trigger[70, 150] y", binary("trigger", x, y, later(70, 150))],
    ["once[0, 64] historically[5, 70] y", windowed("once", windowed("historically", y, later(5, 70)), later(0, 64))],
  ])("past: %s", (_, formula) => {
    const found = shown(formula, "robustness.past");
    trace.forEach((__, step) => expect(found[step]).toEqual([robustnessAt(formula, upTo(step), step) + 0]));
  });

  it.each([
    ["always[0, 100] x", windowed("always", x, later(0, 100))],
    ["always[0, 70] eventually[2, 5] x", windowed("always", windowed("eventually", x, later(2, 5)), later(0, 70))],
    ["x until[5, 75] y", binary("until", x, y, later(5, 75))],
    ["x release[0, 64] y", binary("release", x, y, later(0, 64))],
    ["always[64, 64] x", windowed("always", x, later(64, 64))],
  ])("delayed: %s", (_, formula) => {
    const found = shown(formula, "robustness.delayed");
    const horizon = horizonOf(normalise(formula, "what_is_there") ?? expect.fail());
    trace.forEach((__, step) => {
      const position = step - horizon;
      expect(found[step]).toEqual([position < 0 ? 0 : robustnessAt(formula, upTo(step), position) + 0]);
    });
  });

  it.each([
    ["always[0, 100] x", windowed("always", x, later(0, 100))],
    ["not eventually[20, 90] x", not(windowed("eventually", x, later(20, 90)))],
    ["x until[5, 75] y", binary("until", x, y, later(5, 75))],
  ])("bounds and the value of an episode: %s", (_, formula) => {
    const found = shown(formula, "robustness.low", "robustness.high", "robustness");
    for (const step of [0, 1, 4, 5, 20, 75, 76, 90, 91, 99, 100, 101, 150]) {
      const value = robustnessAt(formula, upTo(step), 0) + 0;
      expect(found[step], `step ${step}`).toEqual([
        ...boundsAtStart(formula, upTo(step)).map((bound) => bound + 0),
        value,
      ]);
    }
  });

  it("runs in as many operations for a thousand steps as for a hundred", () => {
    const operations = (n: number): readonly number[] =>
      ["robustness.past", "robustness.delayed", "robustness.low"].map((field) => {
        const formula = field === "robustness.past" ? `historically[0, ${n}]` : `always[0, ${n}]`;

        const { step } = scalarise(programOf(`signal x: float\nobjective O = ${formula} x >= 1\nterm t = O.${field}`));
        return step.values.length;
      });
    expect(operations(1000)).toEqual(operations(100));
  });
});

import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, kernelOf, memoryHost } from "../../../../src/compiler/index.js";
import { useBackend } from "../../../../src/runtime/backend/use-backend.js";
import { stream } from "../../../../src/runtime/random/index.js";
import { robustness, type RobustnessFormula, type Smooth } from "../../../../src/runtime/index.js";

/*
 * The gradient that tfjs finds on its way through `finish`, by the signals of all steps, against central differences of the definition in `src/runtime/robustness` in double precision.
 */

beforeAll(async () => {
  await useBackend("cpu");
});

const x: RobustnessFormula = { kind: "margin", channel: 0 };
const y: RobustnessFormula = { kind: "margin", channel: 1 };
const formulas: readonly (readonly [string, RobustnessFormula])[] = [
  ["always (x > 0 or y > 0)", { kind: "always", operand: { kind: "or", operands: [x, y] } }],
  [
    "eventually[1, 3] (x > 0 and y > 0)",
    { kind: "eventually", operand: { kind: "and", operands: [x, y] }, window: { low: 1, high: 3 } },
  ],
  ["x > 0 until[0, 3] y > 0", { kind: "until", left: x, right: y, window: { low: 0, high: 3 } }],
  [
    "always (not x > 0 or eventually[0, 2] y > 0)",
    {
      kind: "always",
      operand: {
        kind: "or",
        operands: [
          { kind: "not", operand: x },
          { kind: "eventually", operand: y, window: { low: 0, high: 2 } },
        ],
      },
    },
  ],
];
const smooths: readonly (readonly [string, Smooth])[] = [
  ["logsumexp(3)", { kind: "logsumexp", temperature: 3 }],
  ["softmax(2)", { kind: "softmax", temperature: 2 }],
  ["gmsr", { kind: "gmsr", epsilon: 1e-8, power: 1 }],
];

/** Steps of each episode. */
const lengths = [6, 4, 2];
const steps = Math.max(...lengths);
type Signals = readonly [x: Float64Array, y: Float64Array];

/** The robustness at the first step of each episode, added up; signals `[T, N]`, row-major. */
function defined(formula: RobustnessFormula, smooth: Smooth, margins: Signals): number {
  const judged = robustness(formula, { steps, environments: lengths.length, margins, lengths }, { smooth });
  if (judged.kind !== "values") throw new Error("a margin is not a number");
  return judged.episodes.reduce((sum, episode) => sum + episode.robustness, 0);
}

function slopeByDifferences(
  formula: RobustnessFormula,
  smooth: Smooth,
  margins: Signals,
  channel: 0 | 1,
  at: number,
): number {
  const h = 1e-5;
  const moved = (by: number): number => {
    const changed = margins.map((column) => column.slice()) as [Float64Array, Float64Array];
    changed[channel][at] = (changed[channel][at] ?? 0) + by;
    return defined(formula, smooth, changed);
  };
  return (moved(h) - moved(-h)) / (2 * h);
}

function slopesByTfjs(text: string, asked: string, [xs, ys]: Signals): readonly [Float32Array, Float32Array] {
  const { program, diagnostics } = compile(
    "spec.reward",
    memoryHost({
      "spec.reward": `reward Test\nsignal x, y: float in [-100, 100]\nobjective O = ${text} with smooth: ${asked}\nterm t = O.robustness`,
    }),
  );
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const kernel = kernelOf(program);
  return tf.tidy(() => {
    const shape: [number, number] = [steps, lengths.length];
    const table = (values: Float64Array): tf.Tensor => tf.tensor2d(Float32Array.from(values), shape);
    const last = tf.tensor2d(
      Array.from({ length: steps }, (_, step) => lengths.map((length) => step === length - 1)),
      shape,
      "bool",
    );
    const paid = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => {
      const finished = kernel.finish?.({ signals: { x, y }, lengths, terminated: last });
      if (finished === undefined) throw new Error("steps know the robustness of a whole episode");
      return tf.sum(finished.reward);
    };
    const [byX, byY] = tf.grads(paid)([table(xs), table(ys)]);
    return [byX?.dataSync() as Float32Array, byY?.dataSync() as Float32Array] as unknown as tf.TensorContainer;
  }) as unknown as readonly [Float32Array, Float32Array];
}

describe.each(formulas)("the gradient of %s", (text, formula) => {
  it.each(smooths)("with %s is that of its definition", (asked, smooth) => {
    const random = stream(3, `${text}/${asked}`);
    const column = (): Float64Array =>
      Float64Array.from({ length: steps * lengths.length }, () => Math.fround(random.uniform(-2, 2)));
    const margins: Signals = [column(), column()];
    const found = slopesByTfjs(text, asked, margins);
    let moving = 0;
    for (const channel of [0, 1] as const) {
      found[channel].forEach((slope, at) => {
        const wanted = slopeByDifferences(formula, smooth, margins, channel, at);
        const isStep = Math.floor(at / lengths.length) < (lengths[at % lengths.length] ?? 0);
        const where = `channel ${channel}, place ${at}`;
        expect(Math.abs(slope - (isStep ? wanted : 0)), where).toBeLessThan(2e-4 * Math.max(1, Math.abs(wanted)));
        if (Math.abs(slope) > 1e-3) moving++;
      });
    }
    expect(moving).toBeGreaterThan(3);
  });
});

it.each(smooths.slice(0, 2))("shares the gradient evenly at ties with %s", (asked) => {
  const equal = new Float64Array(steps * lengths.length).fill(0.5);
  const [byX, byY] = slopesByTfjs("always (x > 0 or y > 0)", asked, [equal, equal]);
  // The episode of six steps, two signals each: 1/12 for all.
  for (const column of [byX, byY])
    for (let step = 0; step < steps; step++) expect(column[step * lengths.length]).toBeCloseTo(1 / 12, 5);
});

import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, kernelOf, memoryHost, type Program } from "../../../src/compiler/index.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { stream } from "../../../src/runtime/random/index.js";
import { finishBatch, finishedValue, finishOf, playEpisode } from "../../../src/runtime/reference/index.js";

/*
 * The gradient that tfjs's tape finds on its way through `finish`, by a signal in all steps of all episodes, against central differences of the same weighted sum of advantages on the float64 reference.
 */

beforeAll(async () => {
  await useBackend("cpu");
});

/** Steps of each episode, and its group; the second step of each episode ends a turn. */
const lengths = [5, 3, 4, 1, 5];
const groups = [0, 1, 0, 1, 0];
const [steps, episodes] = [Math.max(...lengths), lengths.length];
const turnEnd = (step: number): boolean => step === 1;

const smooth = [
  "sum(square(x)) over episode",
  "mean(x) over episode",
  "product(x) over episode",
  "first(x) over episode",
  "last(x) over episode",
  "max(x) over episode",
  "min(x) over episode",
  "std(x, population) over episode",
  "median(x, ties: mean) over episode",
  "quantile(x, 0.3) over episode",
  "discounted_sum(x, 0.9) over episode",
  "suffix_sum(square(x)) over episode",
  "telescope(square(x), rise, after: hold)",
  "sum(square(x)) over turn",
  "mean(x) over turn",
  "max(x) over turn",
  "median(x, ties: mean) over turn",
  "quantile(x, 0.3) over turn",
  "quantile(x, 0.7) over batch by late",
  "median(x, ties: mean) over group by late",
  "median(x, ties: mean, empty: 0) over group by late except self",
  "x * (rank(x, ties: mean) over turn)",
  "x + (mode(x, ties: upper) over turn)",
  "center(sum(square(x)) over episode) over group",
  "zscore(sum(x) over episode, std: population, epsilon: 0.001) over group",
  "zscore(x, std: population, epsilon: 0.001) over batch",
  "exp(mean(x) over episode) / (sum(exp(mean(x) over episode)) over group)",
  "max(sum(x) over episode) over group",
  "mean(sum(square(x)) over episode, empty: 0) over group except self",
  "(sum(x) over episode) * (mean(x) over batch)",
];

function programOf(advantage: string): Program {
  const text = `reward Test\nsignal x: float\nsignal turn_end: bool\nsegment turn = between(turn_end)\nlet late = step_index > 1\nterm t = x\nadvantage = ${advantage}`;
  const { program, diagnostics } = compile("spec.reward", memoryHost({ "spec.reward": text }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return program;
}

/** Row-major `[steps, episodes]`; no two equal. */
function numbers(name: string): Float64Array {
  const random = stream(11, name);
  return Float64Array.from({ length: steps * episodes }, () => Math.fround(random.uniform(0.3, 2)));
}

/** What the advantages of all steps add up to, each with a weight of its own. */
function defined(program: Program, x: Float64Array, weights: Float64Array): number {
  const trajectories = lengths.map((length, episode) => ({
    reset: { x: 0, turn_end: false },
    rows: Array.from({ length }, (_, step) => ({
      signals: { x: x[step * episodes + episode] ?? NaN, turn_end: turnEnd(step) },
      terminated: step === length - 1,
    })),
    group: groups[episode] ?? 0,
  }));
  const batch = { episodes: trajectories, groups: [{}, {}] };
  const finished = finishBatch(
    program,
    batch,
    trajectories.map((trajectory) => playEpisode(program, trajectory)),
  );
  const { advantage = -1 } = finishOf(program);
  let sum = 0;
  finished.steps.forEach((rows, episode) => {
    rows.forEach((row, step) => {
      if (row === undefined) throw new Error("a row that is no step");
      sum += (weights[step * episodes + episode] ?? 0) * (finishedValue(finished, advantage, "step", row)[0] ?? NaN);
    });
  });
  return sum;
}

function slopesByTfjs(program: Program, x: Float64Array, weights: Float64Array): Float32Array {
  const kernel = kernelOf(program);
  const shape: [number, number] = [steps, episodes];
  const flags = (holds: (step: number, episode: number) => boolean): tf.Tensor =>
    tf.tensor2d(
      Array.from({ length: steps }, (_, step) => lengths.map((_length, episode) => holds(step, episode))),
      shape,
      "bool",
    );
  return tf.tidy(() => {
    const ends = flags((step, episode) => step === (lengths[episode] ?? 0) - 1);
    const turns = flags(turnEnd);
    const wanted = tf.tensor2d(Float32Array.from(weights), shape);
    const weighted = (signal: tf.Tensor): tf.Tensor => {
      const advantage = kernel.finish?.({
        signals: { x: signal, turn_end: turns },
        lengths,
        groups,
        terminated: ends,
      }).advantage;
      if (advantage === undefined) throw new Error("there is no advantage");
      return tf.sum(tf.mul(advantage, wanted));
    };
    return tf
      .grad(weighted)(tf.tensor2d(Float32Array.from(x), shape))
      .dataSync() as Float32Array;
  });
}

describe("the gradient through finish", () => {
  it.each(smooth)("of %s is its slope", (text) => {
    const program = programOf(text);
    const [x, weights] = [numbers(text), numbers(`weights of ${text}`)];
    const found = slopesByTfjs(program, x, weights);
    let moving = 0;
    found.forEach((slope, at) => {
      const h = 1e-5;
      const moved = (by: number): number => {
        const changed = x.slice();
        changed[at] = (changed[at] ?? 0) + by;
        return defined(program, changed, weights);
      };
      const isStep = Math.floor(at / episodes) < (lengths[at % episodes] ?? 0);
      const wanted = isStep ? (moved(h) - moved(-h)) / (2 * h) : 0;
      expect(Math.abs(slope - wanted), `place ${at}: ${slope} instead of ${wanted}`).toBeLessThan(
        5e-4 * Math.max(1, Math.abs(wanted)),
      );
      if (Math.abs(slope) > 1e-4) moving++;
    });
    expect(moving).toBeGreaterThan(1);
  });

  it.each(["max(x) over episode", "min(x) over episode", "max(x) over turn"])("of %s is divided at ties", (text) => {
    const found = slopesByTfjs(
      programOf(text),
      new Float64Array(steps * episodes).fill(0.5),
      new Float64Array(steps * episodes).fill(1),
    );
    // However it is divided: each of an episode's steps has its advantage from values of that episode, with a slope of 1.
    lengths.forEach((length, episode) => {
      const column = Array.from({ length: steps }, (_, step) => found[step * episodes + episode] ?? NaN);
      expect(column.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(length, 5);
      expect(Math.min(...column)).toBeGreaterThanOrEqual(0);
    });
  });

  it("is finite where a group has no variance", () => {
    const text = "zscore(sum(x) over episode, std: population, epsilon: 0.001) over batch";
    const found = slopesByTfjs(
      programOf(text),
      new Float64Array(steps * episodes).map((_, at) => 1 / (lengths[at % episodes] ?? 1)),
      numbers("weights"),
    );
    for (const slope of found) expect(Number.isFinite(slope)).toBe(true);
  });
});

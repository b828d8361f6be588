import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import { progressLine } from "../../../src/runtime/logging/progress.js";
import type { EpisodeRecord } from "../../../src/runtime/logging/records.js";
import { EpisodeTracker } from "../../../src/runtime/training/episode-tracker.js";
import { RewardedEnvironment } from "../../../src/runtime/training/rewarded-environment.js";
import { Window } from "../../../src/runtime/training/window.js";
import { corridor, fetchByObjective } from "../agents/fetch.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const kernel = fetchByObjective();
/** Moves of the grid. */
const [right, left] = [1, 3];

/** A run of one row over these moves, and what was said of it. */
async function played(moves: readonly number[], limit = 50) {
  const world = await RewardedEnvironment.create({ environment: corridor(1, limit), kernel, features: true, seed: 1 });
  const tracker = new EpisodeTracker(kernel.descriptor, 1);
  const window = new Window(kernel.descriptor);
  const episodes: EpisodeRecord[] = [];
  const observed: number[][] = [];
  for (const [index, move] of moves.entries()) {
    const step = await world.step(Int32Array.of(move));
    const ended = tracker.add(step, index + 1);
    window.add(step, ended);
    episodes.push(...ended);
    observed.push([...world.observations.slice(-3)]);
  }
  world.dispose();
  return {
    episodes,
    summary: window.summary(),
    observed,
    inputs: world.inputs - world.environment.metadata.observation,
  };
}

const fetching = [left, left, right, right, right, right];

describe("the records of a training on an objective", () => {
  it("tell the verdict of each episode, unknown where a limit cut it", async () => {
    const fetched = await played(fetching);
    expect(fetched.episodes.map(({ verdicts, end }) => ({ verdicts, end }))).toEqual([
      { verdicts: { Fetch: "Satisfied" }, end: "terminated" },
    ]);
    const cut = await played([left, left, right], 3);
    expect(cut.episodes.map(({ verdicts, end }) => ({ verdicts, end }))).toEqual([
      { verdicts: { Fetch: "Unknown" }, end: "truncated" },
    ]);
  });

  it("tell where the objective stood, and the share of each verdict", async () => {
    const { summary } = await played(fetching);
    expect(summary.objectives).toEqual({ Fetch: { q0: 1 / 6, q1: 4 / 6, q2: 1 / 6 } });
    expect(summary.verdicts).toEqual({ Fetch: { Satisfied: 1, Violated: 0, Unknown: 0 } });
    const none = await played([left]);
    expect(none.summary.verdicts).toEqual({});
  });

  it("are there in the progress line", async () => {
    const { summary } = await played(fetching);
    const record = { ...summary, v: 1, type: "train", update: 1, steps: 6, totalSteps: 6, episodes: 1 } as const;
    expect(progressLine({ ...record, seconds: 1, stepsPerSecond: 6, learner: {} })).toMatch(/Fetch satisfied 100%$/);
  });

  it("go with observations that hold the state of the automaton, one-hot", async () => {
    const { inputs, observed } = await played([left, left, right]);
    expect(inputs).toBe(3);
    expect(observed).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
  });
});

/*
 * Quick attempts crowd out slow ones (paper 46, "RL for ML Engineering Agents", 2509.01684):
 *
 *     node scripts/run.mjs examples/papers/46-ml-engineering.ts [--seeds 1,2,3]
 *
 * Three programs: one that fails at once, a quick one with a middling score, and a slow one with a better. A learner that takes attempts as they end sees π·T/Δ copies of one that takes Δ;
 * here each actor draws a program and repeats it until the window T is over. Weighing each by its duration undoes it.
 */
import type { Answers } from "../../src/runtime/agents/grpo/answers.js";
import { judge } from "../../src/runtime/agents/grpo/judge.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { stream } from "../../src/runtime/random/index.js";
import { kernelAt, printTable, seedsOf, writePlot } from "./replica.js";

interface Program {
  readonly name: string;
  readonly graded: boolean;
  readonly score: number;
  /** Prints that are met, of seven. */
  readonly matched: number;
  /** Seconds. */
  readonly duration: number;
}

/** The window T, in seconds: the slow program runs once in it. */
const window = 16;
const programs: readonly Program[] = [
  { name: "fails", graded: false, score: 0, matched: 3, duration: 1 },
  { name: "quick", graded: true, score: 0.5, matched: 7, duration: 1 },
  { name: "slow", graded: true, score: 0.8, matched: 7, duration: window },
];
const actors = 32;
const learningRate = 0.5;

/** How attempts come to the learner. */
export interface Arm {
  readonly name: string;
  readonly variant?: "unweighted";
  /** Whether an actor repeats its program until the window is over, or hands in one attempt. */
  readonly repeats: boolean;
}

export const arms: readonly Arm[] = [
  { name: "one attempt each", variant: "unweighted", repeats: false },
  { name: "as they end", variant: "unweighted", repeats: true },
  { name: "weighed by duration", repeats: true },
];

/** How probable the slow program is, update by update: a softmax of one logit for each program, which climbs the gradient mean(A · ∇ log π) of the attempts that the learner sees. */
export async function runAttempts(
  { variant, repeats }: Arm,
  seed: number,
  updates: number,
): Promise<readonly number[]> {
  const kernel = kernelAt("examples/papers/46-ml-engineering.reward", variant);
  const random = stream(seed, "programs");
  const logits = programs.map(() => 0);
  const shares: number[] = [];
  for (let done = 0; done < updates; done++) {
    const probabilities = softmax(logits);
    shares.push(probabilities.at(-1) ?? 0);
    const drawn = Array.from({ length: actors }, () => draw(probabilities, random.uniform(0, 1)));
    const attempts = drawn.flatMap((program) => {
      const copies = repeats ? window / (programs[program]?.duration ?? window) : 1;
      return Array.from({ length: copies }, () => program);
    });
    const { advantages } = await judge(answersOf(attempts), {
      kernel,
      groups: attempts.map(() => 0),
      params: {},
      clock: { steps: done, updates: done, episodes: done },
      seed,
    });
    attempts.forEach((program, row) => {
      probabilities.forEach((probability, other) => {
        const slope = (other === program ? 1 : 0) - probability;
        logits[other] = (logits[other] ?? 0) + (learningRate * (advantages[row] ?? 0) * slope) / attempts.length;
      });
    });
  }
  return shares;
}

function softmax(logits: readonly number[]): readonly number[] {
  const weights = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
}

/** The index into which a number in [0, 1) falls. */
function draw(probabilities: readonly number[], at: number): number {
  let sum = 0;
  const found = probabilities.findIndex((probability) => (sum += probability) > at);
  return found < 0 ? probabilities.length - 1 : found;
}

/** Attempts as the spec reads them: episodes of one step. */
function answersOf(attempts: readonly number[]): Answers {
  const size = attempts.length;
  const all = attempts.map((index) => programs[index]).filter((program) => program !== undefined);
  return {
    steps: 1,
    prompts: new Int32Array(size),
    lengths: new Int32Array(size).fill(1),
    observations: new Float32Array(),
    actions: Int32Array.from(attempts),
    logProbabilities: new Float32Array(size),
    terminated: new Uint8Array(size).fill(1),
    truncated: new Uint8Array(size),
    reset: { duration: new Float32Array(size).fill(1) },
    signals: {
      graded: Uint8Array.from(all, ({ graded }) => Number(graded)),
      score: Float32Array.from(all, ({ score }) => score),
      matched: Int32Array.from(all, ({ matched }) => matched),
      duration: Float32Array.from(all, ({ duration }) => duration),
    },
    causes: new Int32Array(size),
  };
}

if (process.argv[1]?.includes("46-ml-engineering")) {
  const seeds = seedsOf();
  await useBackend("cpu");
  const curves = new Map<string, readonly (readonly number[])[]>();
  for (const arm of arms) {
    const runs = [];
    for (const seed of seeds) runs.push(await runAttempts(arm, seed, 300));
    curves.set(arm.name, runs);
  }
  printTable(curves, seeds, "probability of the slow program");
  writePlot("docs/replicas/46-ml-engineering.svg", curves, {
    title: "Quick attempts and slow ones",
    x: "update",
    y: "slow programs",
  });
}

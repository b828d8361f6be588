/*
 * What `finish` costs on whole rollouts, against a loop that somebody wrote by hand, on each tfjs backend that this machine has, all in this run: read the ratios. The kernel gives every term and mask beside
 * what the loop gives. Each size is checked first: the results agree, and no tensor is left behind.
 *
 *     node scripts/run.mjs bench/finish.ts [--sizes 1x16x32,64x16x128] [--milliseconds 300]
 */
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs-core";
import { compile, kernelOf, memoryHost } from "../src/compiler/index.js";
import { checkBackends, useBackend } from "../src/runtime/backend/use-backend.js";
import type { FinishOutputs, Trajectories } from "../src/runtime/index.js";
import { plainLoop, type Rollouts } from "./finish/plain-loop.js";
import { spec } from "./finish/spec.js";

const { values } = parseArgs({ options: { sizes: { type: "string" }, milliseconds: { type: "string" } } });
const { sizes = "1x16x32,16x16x64,64x16x128", milliseconds = "300" } = values;

const { program, diagnostics } = compile("rollouts.reward", memoryHost({ "rollouts.reward": spec }));
if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
const kernel = kernelOf(program);
const backends = (await checkBackends()).flatMap((report) => (report.available ? [report.name] : []));

const line = (cells: readonly string[]): void =>
  void process.stdout.write(cells.map((cell) => cell.padStart(16)).join("") + "\n");
process.stdout.write("milliseconds for a batch, and times the loop by hand\n");
line(["groups x members x steps", "by hand", ...backends.flatMap((name) => [name, "÷ by hand"])]);
for (const size of sizes.split(",")) {
  const [groups = 1, members = 1, steps = 1] = size.split("x").map(Number);
  const rollouts = randomRollouts(groups, members, steps);
  const byHand = secondsOf(() => Promise.resolve(plainLoop(rollouts)));
  const cells = [size, ((await byHand) * 1e3).toFixed(2)];
  for (const name of backends) {
    await useBackend(name);
    await assertSame(rollouts);
    const trajectories = trajectoriesOf(rollouts);
    const seconds = await secondsOf(async () => {
      const outputs = finish(trajectories);
      const advantage = await outputs.advantage?.data();
      dispose(outputs);
      return advantage;
    });
    dispose(trajectories);
    cells.push((seconds * 1e3).toFixed(2), (seconds / (await byHand)).toFixed(0));
  }
  line(cells);
}

/** Always the same. */
function randomRollouts(groups: number, members: number, steps: number): Rollouts {
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const episodes = groups * members;
  return {
    groups,
    members,
    steps,
    process: Float32Array.from({ length: steps * episodes }, random),
    correct: Uint8Array.from({ length: episodes }, () => Number(random() < 0.4)),
    lengths: Int32Array.from({ length: episodes }, () => 1 + Math.floor(random() * steps)),
  };
}

/** The rollouts as tensors, made before time is taken. */
function trajectoriesOf({ groups, members, steps, process: scores, correct, lengths }: Rollouts): Trajectories {
  const episodes = groups * members;
  return {
    signals: { process: tf.tensor2d(scores, [steps, episodes]) },
    episodeSignals: { correct: tf.tensor1d(correct, "bool") },
    terminated: tf.tensor2d(
      Uint8Array.from({ length: steps * episodes }, (_, at) =>
        Number(Math.floor(at / episodes) === (lengths[at % episodes] ?? 0) - 1),
      ),
      [steps, episodes],
      "bool",
    ),
    lengths: [...lengths],
    groups: Array.from({ length: episodes }, (_, episode) => Math.floor(episode / members)),
  };
}

function finish(trajectories: Trajectories): FinishOutputs {
  if (kernel.finish === undefined) throw new Error("the spec gives everything in its steps");
  return kernel.finish(trajectories);
}

/** Numbers among the tensors are left alone. */
function dispose(tensors: FinishOutputs | Trajectories): void {
  tf.dispose(tensors as unknown as tf.TensorContainer);
}

async function assertSame(rollouts: Rollouts): Promise<void> {
  const before = tf.memory().numTensors;
  const trajectories = trajectoriesOf(rollouts);
  const outputs = finish(trajectories);
  const { reward, advantage, toGo, solved } = plainLoop(rollouts);
  const pairs = [
    ["reward", outputs.reward, reward],
    ["advantage", outputs.advantage, advantage],
    ["to_go", outputs.reports["to_go"], toGo],
    ["solved", outputs.reports["solved"], solved],
  ] as const;
  for (const [name, found, wanted] of pairs) {
    const data = (await found?.data()) ?? [];
    const full = data.length === wanted.length ? data : await spread(found, rollouts.steps);
    const worst = wanted.reduce((most, value, at) => Math.max(most, Math.abs(value - (full[at] ?? NaN))), 0);
    if (!(worst < 1e-3)) throw new Error(`${name} differs from the loop by ${worst}`);
  }
  dispose(outputs);
  dispose(trajectories);
  const left = tf.memory().numTensors - before;
  if (left !== 0) throw new Error(`${left} tensors are left behind`);
}

/** A value of each episode in all its steps. */
async function spread(value: tf.Tensor | undefined, steps: number): Promise<ArrayLike<number>> {
  const data = (await value?.data()) ?? [];
  return Array.from({ length: steps * data.length }, (_, at) => data[at % data.length] ?? NaN);
}

/** The best of several stretches, so that others on the machine matter less. */
async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let time = 0; time < 5; time++) {
    const begin = performance.now();
    let runs = 0;
    do {
      await run();
      runs++;
    } while (performance.now() - begin < Number(milliseconds) / 5);
    best = Math.min(best, (performance.now() - begin) / runs / 1000);
  }
  return best;
}

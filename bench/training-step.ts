/*
 * What a step of a reward costs a training loop that holds tensors, copies included: operations of tfjs's backend against the fused loop behind the same interface (`rewards` in a configuration of `train`), in one run.
 *
 *     node scripts/run.mjs bench/training-step.ts [--backend wasm] [--sizes 8,64,1024]
 */
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs-core";
import { compile, kernelOf, nodeHost, wasmKernelOf } from "../src/compiler/index.js";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import type { Columns, RewardKernel } from "../src/runtime/kernel/kernel.js";

const { values } = parseArgs({ options: { backend: { type: "string" }, sizes: { type: "string" } } });
const { backend = "wasm", sizes = "8,64,1024" } = values;
const clock = { steps: 0, updates: 0, episodes: 0 };

await useBackend(backend);
process.stdout.write(`microseconds a step, tensors on ${backend}\n`);
for (const file of ["specs/control/cartpole.reward", "specs/robotics/legged-gym.reward"]) {
  const { program } = compile(file, nodeHost());
  if (program === undefined) throw new Error(`${file} does not compile`);
  for (const size of sizes.split(",").map(Number)) {
    const [tfjs, fused] = [kernelOf(program), wasmKernelOf(program)].map((kernel) => microseconds(kernel, size));
    if (tfjs === undefined || fused === undefined) throw new Error("nothing measured");
    process.stdout.write(
      `${file.padEnd(36)}${String(size).padStart(6)}  tfjs ${tfjs.toFixed(0).padStart(7)}  fused ${fused.toFixed(0).padStart(6)}  ${(tfjs / fused).toFixed(1).padStart(6)} ×\n`,
    );
  }
}

/** The best of several stretches, so that others on the machine matter less. */
function microseconds(kernel: RewardKernel, size: number): number {
  const [signals, actions] = (["signal", "action"] as const).map((role) => zeros(kernel, role, size));
  if (signals === undefined || actions === undefined) throw new Error("no inputs");
  let state = kernel.init(size, signals, { clock });
  let best = Infinity;
  for (let stretch = 0; stretch < 5; stretch++) {
    const begin = performance.now();
    let steps = 0;
    do {
      const outputs = kernel.step(state, { signals, actions, clock });
      outputs.reward.dataSync();
      const { state: next, ...shown } = outputs;
      tf.dispose([shown as never, state as never]);
      state = next;
      steps++;
    } while (performance.now() - begin < 200);
    best = Math.min(best, (1000 * (performance.now() - begin)) / steps);
  }
  tf.dispose([state as never, signals, actions]);
  return best;
}

function zeros({ descriptor }: RewardKernel, role: "signal" | "action", size: number): Columns {
  const types = { float: "float32", int: "int32", bool: "bool" } as const;
  return Object.fromEntries(
    descriptor.signals
      .filter((signal) => signal.role === role)
      .map(({ name, shape, dtype }) => [name, tf.zeros([size, ...shape], types[dtype])]),
  );
}

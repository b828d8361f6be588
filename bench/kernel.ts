/*
 * Throughput of the tfjs kernel and of the fused JavaScript loop against a plain loop over typed arrays that computes the same reward, all in this run: read the
 * ratios, the times are those of the machine. The kernels give every term, state and cause beside the reward. `fused` finds its inputs in its columns; `copied` has rows written into them first.
 *
 *     node scripts/run.mjs bench/kernel.ts [--sizes 1,64,4096] [--milliseconds 300]
 */
import { parseArgs } from "node:util";
import { Bench } from "tinybench";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import {
  assertFusedSame,
  assertSame,
  fusedStep,
  fusedWorkload,
  kernelStep,
  plainLoop,
  randomRows,
  workloadKernel,
  writeRows,
} from "./kernel/workload.js";

const { values } = parseArgs({ options: { sizes: { type: "string" }, milliseconds: { type: "string" } } });
const { sizes: list = "1,16,256,4096,65536", milliseconds = "500" } = values;
const sizes = list.split(",").map(Number);

const kernel = workloadKernel();

process.stdout.write("steps of one environment per second, rewards read back\n");
process.stdout.write(
  [
    "environments",
    "plain loop",
    "fused",
    "fused ÷ loop",
    "copied",
    "copied ÷ loop",
    "cpu",
    "cpu ÷ loop",
    "wasm",
    "wasm ÷ loop",
  ]
    .map((title) => title.padStart(14))
    .join("") + "\n",
);
for (const count of sizes) {
  const rows = randomRows(count);
  const rate = async (name: string, run: () => unknown): Promise<number> => {
    const bench = new Bench({ time: Number(milliseconds), warmupTime: Number(milliseconds) / 5 });
    bench.add(name, () => void run());
    const [task] = await bench.run();
    const result = task?.result;
    if (result === undefined || !("throughput" in result)) throw new Error(`${name} did not run`);
    return result.throughput.mean * count;
  };
  const [state, reward] = [new Int32Array(count), new Float32Array(count)];
  const loop = await rate("plain loop", () => plainLoop(rows, state, reward));
  const cells = [String(count), loop.toExponential(2)];
  assertFusedSame();
  const fused = fusedWorkload(count);
  const fusedRun = fusedStep(fused);
  writeRows(fused, rows);
  for (const run of [fusedRun, () => (writeRows(fused, rows), fusedRun())]) {
    const speed = await rate("fused", run);
    cells.push(speed.toExponential(2), (speed / loop).toFixed(4));
  }
  for (const backend of ["cpu", "wasm"]) {
    await useBackend(backend);
    assertSame(kernel);
    const step = kernelStep(kernel, count);
    const speed = await rate(backend, () => step(rows));
    cells.push(speed.toExponential(2), (speed / loop).toFixed(4));
  }
  process.stdout.write(cells.map((cell) => cell.padStart(14)).join("") + "\n");
}

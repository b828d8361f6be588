/*
 * The base task of legged_gym at the size at which it is trained, beside a loop by hand over `Float32Array`: both in this run, one thread, processor time. The loop reads rows, as a simulator in JavaScript
 * would have them, without objects or calls; the fused kernel writes what a learner needs.
 *
 *     node scripts/run.mjs bench/legged-gym.ts [--sizes 4096] [--seconds 0.5]
 */
import { parseArgs } from "node:util";
import { wasmModuleOf } from "../src/compiler/emit/wasm/kernel.js";
import { compile, nodeHost } from "../src/compiler/index.js";
import { wasmKernel } from "../src/runtime/fused/index.js";
import { bestSeconds, processorSeconds } from "./fused/best-seconds.js";
import { leggedGymLoop, rowNumbers, rowSizes } from "./legged-gym/plain-loop.js";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { sizes: text, seconds: text } });
const { sizes = "4096", seconds = "0.5" } = values;
const { program } = compile("specs/robotics/legged-gym.reward", nodeHost());
if (program === undefined) throw new Error("the spec does not compile");
const module = wasmModuleOf(program);

for (const size of sizes.split(",").map(Number)) {
  const rows = randomRows(size);
  const byHand = leggedGymLoop(rows);
  const kernels = (["columns", "rows"] as const).map((inputs) => inKernel(rows, inputs));
  for (let step = 0; step < 3; step++) {
    const expected = byHand();
    for (const run of kernels) assertClose(run(), expected);
  }
  const [loop = NaN, columns = NaN, inRows = NaN] = bestSeconds(
    [byHand, ...kernels],
    Number(seconds),
    processorSeconds,
  );
  for (const [name, time] of [
    ["loop by hand", loop],
    ["fused, columns", columns],
    ["fused, rows", inRows],
  ] as const)
    process.stdout.write(
      `${String(size).padStart(7)} environments  ${name.padEnd(16)}${(time * 1e6).toFixed(1).padStart(9)} µs  ${(time / loop).toFixed(3).padStart(6)} of the loop\n`,
    );
}

/** Rows of numbers between −2 and 2, forces as those of a robot that stands on some feet; always the same. */
function randomRows(size: number): Float32Array {
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  return Float32Array.from({ length: size * rowNumbers }, () => 4 * random() - 2);
}

function inKernel(rows: Float32Array, inputs: "columns" | "rows"): () => Float32Array {
  const size = rows.length / rowNumbers;
  if (inputs === "rows") {
    const kernel = wasmKernel(module, size, { outputs: "reward", inputs });
    kernel.rows.set(rows);
    kernel.init();
    return () => {
      kernel.step();
      return kernel.outputs.reward;
    };
  }
  const kernel = wasmKernel(module, size, { outputs: "reward" });
  let start = 0;
  for (const [name, numbers] of Object.entries(rowSizes)) {
    kernel.signals[name]?.columns.forEach((column, element) => {
      for (let row = 0; row < size; row++) column[row] = rows[row * rowNumbers + start + element] ?? 0;
    });
    start += numbers;
  }
  kernel.init();
  return () => {
    kernel.step();
    return kernel.outputs.reward;
  };
}

function assertClose(found: Float32Array, expected: Float32Array): void {
  const worst = Math.max(...found.map((value, row) => Math.abs(value - (expected[row] ?? NaN))));
  if (!(worst < 1e-5)) throw new Error(`the kernel and the loop differ by ${worst}`);
}

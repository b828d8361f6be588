/*
 * Throughput of the fused targets on a reward of a legged robot, against a loop that somebody wrote by hand and tfjs's graph on wasm, all in this run: read the ratios, the times are
 * those of the machine. The kernels give every term, state and cause beside the reward, the loop by hand gives the reward only. `fused` and `fused-js` find their inputs in their columns;
 * `fused, rows` has rows written into them at each step.
 *
 *     node scripts/run.mjs bench/fused.ts [--sizes 16,4096] [--milliseconds 300]
 */
import { parseArgs } from "node:util";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { assertSame, candidates, randomRows } from "./fused/candidates.js";

const { values } = parseArgs({ options: { sizes: { type: "string" }, milliseconds: { type: "string" } } });
const { sizes = "16,256,4096,65536", milliseconds = "300" } = values;

await useBackend("wasm");
const all = candidates();
assertSame(all);

const line = (cells: readonly string[]): void =>
  void process.stdout.write(cells.map((cell) => cell.padStart(14)).join("") + "\n");
process.stdout.write("millions of steps of one environment per second, and times the loop by hand\n");
line(["environments", ...all.flatMap(({ name }, index) => (index === 0 ? [name] : [name, "÷ loop"]))]);
for (const size of sizes.split(",").map(Number)) {
  const rows = randomRows(size);
  const rates = all.map(({ prepare }) => (size / secondsOf(prepare(rows), Number(milliseconds))) * 1e-6);
  const [loop = NaN] = rates;
  line([
    String(size),
    ...rates.flatMap((rate, index) => (index === 0 ? [rate.toFixed(2)] : [rate.toFixed(2), (rate / loop).toFixed(2)])),
  ]);
}

/** Seconds of one step: the best of several stretches, so that others on the machine matter less. */
function secondsOf(step: () => Float32Array, stretch: number): number {
  let best = Infinity;
  for (let time = 0; time < 6; time++) {
    const begin = performance.now();
    let steps = 0;
    do {
      step();
      steps++;
    } while (performance.now() - begin < stretch / 5);
    best = Math.min(best, (performance.now() - begin) / steps / 1000);
  }
  return best;
}

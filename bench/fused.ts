/*
 * Throughput of the fused target on a reward of a legged robot, beside a loop that somebody wrote by hand, tfjs's graph on wasm, numpy and torch where this Python has them, and reading the inputs
 * alone, which nothing can beat: all in this run. Read the ratios, the times are those of the machine. Unless a line says otherwise, inputs lie where the way to compute wants them.
 *
 *     node scripts/run.mjs bench/fused.ts [--sizes 16,4096] [--seconds 0.5] [--python /usr/bin/python3]
 */
import { parseArgs } from "node:util";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { bestSeconds } from "./fused/best-seconds.js";
import { assertSame, candidates, randomRows } from "./fused/candidates.js";
import { peers } from "./fused/peers.js";
import { reading } from "./fused/roofline.js";

const { values } = parseArgs({
  options: { sizes: { type: "string" }, seconds: { type: "string" }, python: { type: "string" } },
});
const { sizes = "16,256,4096,65536", seconds = "0.5", python = "python3" } = values;

await useBackend("wasm");
const all = candidates();
const { found, missing } = peers(python);
const first = assertSame(all);

const names = [...all.map(({ name }) => name), "reading alone", ...found.map(({ name }) => name)];
const rates = new Map<number, readonly number[]>();
for (const size of sizes.split(",").map(Number)) {
  const rows = randomRows(size);
  const times = bestSeconds([...all.map(({ prepare }) => prepare(rows)), reading(size)], Number(seconds));
  const others: number[] = [];
  for (const { name, time } of found) {
    const answer = await time(rows, Number(seconds));
    const worst = Math.max(...answer.rewards.map((reward, row) => Math.abs(reward - (first[row] ?? NaN))));
    if (!(worst < 2e-5)) throw new Error(`${name} differs from the plain loop by ${worst}`);
    others.push(answer.seconds);
  }
  rates.set(
    size,
    [...times, ...others].map((time) => size / time / 1e6),
  );
}
found.forEach(({ close }) => close());

const line = (name: string, cells: readonly string[]): void =>
  void process.stdout.write(name.padEnd(28) + cells.map((cell) => cell.padStart(12)).join("") + "\n");
process.stdout.write("millions of steps of one environment per second, and times the loop by hand\n");
line(
  "environments",
  [...rates.keys()].flatMap((size) => [String(size), "÷ loop"]),
);
names.forEach((name, index) =>
  line(
    name,
    [...rates.values()].flatMap((row) => {
      const [loop = NaN, rate = NaN] = [row[0], row[index]];
      return [rate.toFixed(2), (rate / loop).toFixed(2)];
    }),
  ),
);
for (const text of missing) process.stdout.write(`${text}\n`);

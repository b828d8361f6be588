/*
 * Throughput of the fused target on a reward of a legged robot, beside a loop that somebody wrote by hand, tfjs's graph on wasm, numpy and torch where this Python has them, and reading the inputs
 * alone, which nothing can beat: all in this run, one thread each, in time of the processor. Read the ratios, the times are those of the machine. Unless a line says otherwise, inputs lie where the way to
 * compute wants them.
 *
 *     node scripts/run.mjs bench/fused.ts [--sizes 16,4096] [--seconds 0.5] [--python /usr/bin/python3]
 */
import { parseArgs } from "node:util";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { bestSeconds } from "./fused/best-seconds.js";
import { assertSame, candidates, randomRows } from "./fused/candidates.js";
import { peers, type Peer } from "./fused/peers.js";
import { reading } from "./fused/roofline.js";

const { values } = parseArgs({
  options: { sizes: { type: "string" }, seconds: { type: "string" }, python: { type: "string" } },
});
const { sizes = "16,256,4096,65536", seconds = "0.5", python = "python3" } = values;
const rounds = 3;

await useBackend("wasm");
const all = candidates();
const { found, missing } = peers(python);
const first = assertSame(all);
const names = [...all.map(({ name }) => name), "reading alone", ...found.map(({ name }) => name)];

const line = (name: string, cells: readonly string[]): void =>
  void process.stdout.write(name.padEnd(30) + cells.map((cell) => cell.padStart(12)).join("") + "\n");
for (const size of sizes.split(",").map(Number)) {
  const times = await secondsOf(size);
  const [loop = NaN, read = NaN] = [times[0], times[all.length]];
  process.stdout.write(`\n${size} environments\n`);
  line("", ["M steps/s", "× loop", "% of reading", "µs a call"]);
  names.forEach((name, index) => {
    const time = times[index] ?? NaN;
    line(name, [
      (size / time / 1e6).toFixed(2),
      (loop / time).toFixed(2),
      ((100 * read) / time).toFixed(0),
      (time * 1e6).toFixed(2),
    ]);
  });
}
found.forEach(({ close }) => close());
for (const text of missing) process.stdout.write(`${text}\n`);

/** Seconds of a step in each way, in the order of the names: the best of several turns of all. */
async function secondsOf(size: number): Promise<readonly number[]> {
  const rows = randomRows(size);
  const steps = [...all.map(({ prepare }) => prepare(rows)), reading(size)];
  let best = names.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    const times = [...bestSeconds(steps, Number(seconds) / rounds)];
    for (const peer of found) times.push(await secondsOfPeer(peer, rows));
    best = best.map((time, index) => Math.min(time, times[index] ?? Infinity));
  }
  return best;
}

async function secondsOfPeer({ name, time }: Peer, rows: Float32Array): Promise<number> {
  const { seconds: found, rewards } = await time(rows, Number(seconds) / rounds);
  const worst = Math.max(...rewards.map((reward, row) => Math.abs(reward - (first[row] ?? NaN))));
  if (!(worst < 2e-5)) throw new Error(`${name} differs from the plain loop by ${worst}`);
  return found;
}

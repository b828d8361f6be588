/*
 * Throughput of the fused target on a reward of a legged robot, beside a loop that somebody wrote by hand, tfjs's graph on wasm, numpy and torch where this Python has them, and reading the inputs
 * alone, which nothing can beat: all in this run, one thread each, in time of the processor. Read the ratios, the times are those of the machine. Unless a line says otherwise, inputs lie where the way to
 * compute wants them.
 * `--workers` adds a table of what worker threads do beside the calling one, and torch with as many threads, in time on the wall, which means something on a machine with nothing else to do.
 *
 *     node scripts/run.mjs bench/fused.ts [--sizes 16,4096] [--seconds 0.5] [--python /usr/bin/python3] [--workers 1]
 */
import { parseArgs } from "node:util";
import { nodeThreads } from "../src/runtime/threads/index.js";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { bestSeconds, processorSeconds, wallSeconds } from "./fused/best-seconds.js";
import { assertSame, candidates, randomRows, threadCandidates } from "./fused/candidates.js";
import { peers, type Peer, type PeerTiming } from "./fused/peers.js";
import { reading } from "./fused/roofline.js";

const { values } = parseArgs({
  options: {
    sizes: { type: "string" },
    seconds: { type: "string" },
    python: { type: "string" },
    workers: { type: "string" },
  },
});
const { sizes = "16,256,4096,65536", seconds = "0.5", python = "python3", workers } = values;
const rounds = 3;
const threads = workers === undefined ? undefined : nodeThreads(Number(workers));

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
  line("", ["M steps/s", "× loop", "% reading", "µs a call"]);
  names.forEach((name, index) => show(name, size, times[index] ?? NaN, loop, read));
  if (threads === undefined) continue;
  const ways = [...threadCandidates(threads), ...all.slice(0, 1)];
  const rows = randomRows(size);
  const onWall = bestSeconds(
    [...ways.map(({ prepare }) => prepare(rows)), reading(size)],
    Number(seconds),
    wallSeconds,
  );
  const [loopOnWall = NaN, readOnWall = NaN] = onWall.slice(-2);
  process.stdout.write("on the wall\n");
  [...ways, { name: "reading alone" }].forEach(({ name }, index) =>
    show(name, size, onWall[index] ?? NaN, loopOnWall, readOnWall),
  );
  const timing = { threads: 1 + threads.workers, clock: "wall" } as const;
  for (const peer of found.filter(({ name }) => name.startsWith("torch")))
    show(`${peer.name}, ${timing.threads} threads`, size, await bestOfPeer(peer, rows, timing), loopOnWall, readOnWall);
}
found.forEach(({ close }) => close());
await threads?.close();
for (const text of missing) process.stdout.write(`${text}\n`);

function show(name: string, size: number, time: number, loop: number, read: number): void {
  const share = (100 * read) / time;
  line(name, [(size / time / 1e6).toFixed(2), (loop / time).toFixed(2), share.toFixed(0), (time * 1e6).toFixed(2)]);
}

/** Seconds of a step in each way, in the order of the names: the best of several turns of all. */
async function secondsOf(size: number): Promise<readonly number[]> {
  const rows = randomRows(size);
  const steps = [...all.map(({ prepare }) => prepare(rows)), reading(size)];
  let best = names.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    const times = [...bestSeconds(steps, Number(seconds) / rounds, processorSeconds, 1)];
    for (const peer of found) times.push(await secondsOfPeer(peer, rows));
    best = best.map((time, index) => Math.min(time, times[index] ?? Infinity));
  }
  return best;
}

/** As many turns as the other ways have. */
async function bestOfPeer(peer: Peer, rows: Float32Array, timing: PeerTiming): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) best = Math.min(best, await secondsOfPeer(peer, rows, timing));
  return best;
}

async function secondsOfPeer({ name, time }: Peer, rows: Float32Array, timing?: PeerTiming): Promise<number> {
  const { seconds: found, rewards } = await time(rows, Number(seconds) / rounds, timing);
  const worst = Math.max(...rewards.map((reward, row) => Math.abs(reward - (first[row] ?? NaN))));
  if (!(worst < 2e-5)) throw new Error(`${name} differs from the plain loop by ${worst}`);
  return found;
}

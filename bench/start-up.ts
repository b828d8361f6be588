/*
 * What the command line costs before it does anything, as ratios to an empty Node process of the same run.
 *
 *     npm run build && node scripts/run.mjs bench/start-up.ts
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const repeats = 11;
const binary = resolve("dist/bin/rewardc.js");
const spec = join(mkdtempSync(join(tmpdir(), "rewardc-")), "door.reward");
writeFileSync(spec, "reward Door\nsignal at_goal: bool\nterm goal = at_goal\n");

/** Median wall-clock milliseconds of a process, after one run that is not counted. */
function median(args: readonly string[]): number {
  const times = Array.from({ length: repeats + 1 }, () => {
    const begin = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
    if (status !== 0) throw new Error(`node ${args.join(" ")} exited with ${status}`);
    return performance.now() - begin;
  });
  return times.slice(1).sort((a, b) => a - b)[repeats >> 1] ?? NaN;
}

const baseline = median(["-e", "0"]);
console.log(`empty Node process   ${baseline.toFixed(0).padStart(5)} ms    1.0×`);
for (const [name, args] of [
  ["rewardc --version", [binary, "--version"]],
  ["rewardc --help", [binary, "--help"]],
  ["rewardc check", [binary, "check", spec]],
] as const) {
  const time = median(args);
  console.log(`${name.padEnd(20)} ${time.toFixed(0).padStart(5)} ms  ${(time / baseline).toFixed(1).padStart(5)}×`);
}

/*
 * `npm run bench`: the tables of all benches, each with little time; each file says how to run it alone, and for longer. Options go to the bench of the compiler:
 *
 *     npm run bench
 *     npm run bench -- --against main [--save FILE] [--baseline FILE]
 */
import { spawnSync } from "node:child_process";

const brief: readonly (readonly [file: string, ...args: readonly string[]])[] = [
  ["compiler", "--seconds", "0.3", "--rounds", "5"],
  ["start-up"],
  ["temporal", "--limit", "2", "--mona-limit", "2"],
  ["kernel"],
  ["fused", "--sizes", "16,4096", "--milliseconds", "100"],
  ["finish", "--sizes", "1x16x32,16x16x64", "--milliseconds", "100"],
  ["windows"],
  ["robustness"],
];

const options = process.argv.slice(2);
const chosen: typeof brief = options.length > 0 ? [["compiler", ...options]] : brief;
let failed = false;
for (const [file, ...args] of chosen) {
  if (chosen.length > 1) console.log(`\n${file} (bench/${file}.ts)\n`);
  const { status } = spawnSync(process.execPath, ["scripts/run.mjs", `bench/${file}.ts`, ...args], {
    stdio: "inherit",
  });
  failed ||= status !== 0;
}
if (failed) process.exitCode = 1;

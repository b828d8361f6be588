/*
 * Robustness of one operator at every step of a batch of trajectories, against the plain loops of its definition in the same run, and, where Python has
 * them, against RTAMT (pip install rtamt) and stlcg++ (pip install stlcgpp torch) on one trajectory. Ends with 1 if values differ from the plain loops.
 * Times are those of the processor; read the ratios.
 *
 *     node scripts/run.mjs bench/robustness.ts [--steps 1000] [--environments 256] [--milliseconds 500] [--python python3] [--torch-python python3]
 */
import { parseArgs } from "node:util";
import { robustness, robustnessGradients, type RobustnessOptions } from "../src/runtime/index.js";
import { cases, walks } from "./robustness/cases.js";
import { naive } from "./robustness/naive.js";
import { peers } from "./robustness/peers.js";

const text = { type: "string" } as const;
const { values: options } = parseArgs({
  options: { steps: text, environments: text, milliseconds: text, python: text, "torch-python": text },
});
const steps = Number(options.steps ?? "1000");
const environments = Number(options.environments ?? "256");
const milliseconds = Number(options.milliseconds ?? "500");
const python = options.python ?? "python3";

const margins = walks(steps, environments);
const given = { steps, environments, margins };
const trace = (column: Float64Array | undefined): readonly number[] =>
  Array.from({ length: steps }, (_, t) => column?.[t * environments] ?? 0);
const signals = { x0: trace(margins[0]), x1: trace(margins[1]) };
const { found, missing } = peers(python, options["torch-python"] ?? python, signals, milliseconds / 1000);
for (const line of missing) console.log(`${line}\n`);

const logsumexp: RobustnessOptions = { smooth: { kind: "logsumexp", temperature: 10 } };
const titles = ["case", "ms", "ns a step", "plain loops ÷ ours", ...found.map(({ name }) => `${name} ÷ ours`)];
row([...titles, "gradients, ms", "logsumexp, ms", "logsumexp gradients, ms"]);
row(["---", ...Array.from({ length: titles.length + 2 }, () => "---:")]);
for (const one of cases) {
  const ours = best(() => robustness(one.formula, given));
  const result = robustness(one.formula, given);
  const expected = naive(one, margins, steps, environments);
  if (result.kind !== "values" || result.values.some((value, i) => value !== expected[i])) {
    console.log(`WRONG ${one.name} differs from the plain loops`);
    process.exitCode = 1;
  }
  const nanoseconds = (ours * 1e6) / (steps * environments);
  const ratios: string[] = [];
  for (const peer of found) {
    const theirs = await peer.nanoseconds(one);
    ratios.push(theirs === undefined ? "" : significant(theirs / nanoseconds));
  }
  // Smooth until takes time in proportion to its window.
  const far = one.kind === "until" && one.window?.high !== 10;
  row([
    one.name,
    significant(ours),
    significant(nanoseconds),
    significant(best(() => naive(one, margins, steps, environments)) / ours),
    ...ratios,
    significant(best(() => robustnessGradients(one.formula, given))),
    far ? "" : significant(best(() => robustness(one.formula, given, logsumexp))),
    far ? "" : significant(best(() => robustnessGradients(one.formula, given, logsumexp))),
  ]);
}
for (const peer of found) peer.close();
for (const line of missing) console.log(`\n${line}`);

/** The least milliseconds of one of several runs, in processor time, so that other programs of the machine do not count. */
function best(run: () => unknown): number {
  let [least, spent] = [Infinity, 0];
  while (spent < milliseconds) {
    const started = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1000);
    spent += (user + system) / 1000;
  }
  return least;
}

function significant(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}

function row(cells: readonly string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

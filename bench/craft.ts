/*
 * The craft-world yardstick on map 1, task t10 alone, beside what was published over ten maps:
 *
 *     node scripts/run.mjs bench/craft.ts [--seeds 6] [--steps 2000000] [--tasks t10] [--backend cpu|wasm]
 *
 * `--tasks all` goes through the ten tasks in turn. One map is not ten: where curves are steep, cells may be off, and the exit code says so.
 */
import { parseArgs } from "node:util";
import { environments } from "../src/runtime/environments/index.js";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { compiledKernel } from "./tabular/compiled.js";
import { compare } from "./tabular/compare.js";
import { learningCurves } from "./tabular/curves.js";
import { publishedLearners } from "./tabular/learners.js";
import { publishedCraft } from "./tabular/published.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "6" },
    steps: { type: "string", default: "2000000" },
    tasks: { type: "string", default: "t10" },
    backend: { type: "string", default: "cpu" },
  },
});
const seeds = Number(values.seeds);
const steps = Number(values.steps);
const every = 10_000;
const all = publishedCraft.optimum.map((_, index) => `t${String(index + 1)}`);
const tasks = values.tasks === "all" ? all : (values.tasks ?? "").split(",");
await useBackend(values.backend, { synchronous: true });

const started = performance.now();
const kernels = tasks.map((name) => ({
  name,
  kernel: compiledKernel(`specs/craft/${name}.reward`, { variant: "published" }),
}));
const curves = learningCurves({
  environment: (rows) => environments.get("craft").create({ size: rows, seed: 0, tasks }),
  tasks: kernels,
  learners: publishedLearners,
  seeds,
  steps,
  every,
  window: tasks.length === 1 ? 100 : 1000,
  optimum: tasks.map((name) => publishedCraft.optimum[all.indexOf(name)] ?? NaN),
  progress: (step, medians) => {
    if (step % 50_000 !== 0) return;
    const shown = Object.entries(medians).map(([name, median]) => `${name} ${median.toFixed(2)}`);
    console.error(
      `${String(step / 1000)}k: ${shown.join(", ")}; ${((performance.now() - started) / 1000).toFixed(0)} s`,
    );
  },
});
const table = compare({
  title: `# Craft world, map 1, ${tasks.join(", ")}: ${String(seeds)} seeds, tfjs ${values.backend}\n\nCells are ours (published: medians over 6 runs on each of 10 maps); ✗ marks medians more than 0.05 and crossings more than 50k steps away.`,
  curves,
  expected: values.tasks === "all" ? publishedCraft.multi : values.tasks === "t10" ? publishedCraft.single : {},
  points: publishedCraft.points.filter((point) => point <= steps),
  every,
  slack: 50_000,
});
console.log(
  `${table.text}\n\n${((performance.now() - started) / 1000).toFixed(0)} s\n\n${String(table.compared - table.misses)} of ${String(table.compared)} compared cells agree`,
);
process.exitCode = table.misses === 0 ? 0 : 1;

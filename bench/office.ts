/*
 * The office-world yardstick: learning curves of tabular Q-learning with and without counterfactual experience and shaping, beside those
 * that were published. Everything that is paid comes from the specs in specs/office.
 *
 *     node scripts/run.mjs bench/office.ts [--seeds 60] [--steps 100000] [--only published|correct|positive|protocol] [--backend cpu|wasm]
 */
import { parseArgs } from "node:util";
import type { TabularSettings } from "../src/runtime/agents/tabular/index.js";
import { environments } from "../src/runtime/environments/index.js";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { compiledKernel } from "./tabular/compiled.js";
import { compare, type Expected } from "./tabular/compare.js";
import { learningCurves } from "./tabular/curves.js";
import { properLearners, publishedLearners } from "./tabular/learners.js";
import { publishedOffice } from "./tabular/published.js";

interface Study {
  readonly name: "published" | "correct" | "positive" | "protocol";
  readonly title: string;
  /** The spec of each task, t1 to t4. */
  readonly specs: readonly string[];
  readonly compatibility?: "falling-off-pays";
  /** Where fewer steps than usual show all that there is to see. */
  readonly steps?: number;
  readonly optimum: readonly number[];
  readonly learners: Readonly<Record<string, TabularSettings>>;
  readonly multi: Readonly<Record<string, Expected>>;
  readonly single: Readonly<Record<string, Expected>>;
}

const tasks = ["t1", "t2", "t3", "t4"];
const single = 2;
const textMachines = tasks.map((task) => `specs/office/published/${task}.reward`);
const studies: readonly Study[] = [
  {
    name: "published",
    title: "as published: with the edge bug (`falling-off-pays`), Φ = −v*, Q from 2",
    specs: textMachines,
    compatibility: "falling-off-pays",
    optimum: publishedOffice.optimumWithBug,
    learners: publishedLearners,
    multi: publishedOffice.multi,
    single: publishedOffice.single,
  },
  {
    name: "correct",
    title: "without the edge bug: a plant never pays; Φ = −v*, Q from 2",
    specs: textMachines,
    optimum: publishedOffice.optimum,
    learners: publishedLearners,
    multi: {},
    single: {},
  },
  {
    name: "positive",
    title:
      "without the edge bug, Φ = +v*, Q from 0; expected: 0.95 by about 30k steps with all tasks, 21k with t3 alone",
    specs: ["coffee", "mail", "coffee-and-mail", "patrol"].map((name) => `specs/office/${name}.reward`),
    steps: 40_000,
    optimum: publishedOffice.optimum,
    learners: properLearners,
    multi: { "crm-rs": { crossings: [undefined, undefined, 30] } },
    single: { "crm-rs": { crossings: [undefined, undefined, 21] } },
  },
  {
    name: "protocol",
    title:
      "with the bug, but the other choice wherever the publication is silent: time limits the other way round, counterfactual experience from all states",
    specs: textMachines,
    compatibility: "falling-off-pays",
    optimum: publishedOffice.optimumWithBug,
    learners: {
      ql: { ...publishedLearners.ql, timeLimit: "bootstrap" },
      "ql-rs": { ...publishedLearners["ql-rs"], timeLimit: "terminal" },
      crm: { ...publishedLearners.crm, counterfactual: "all" },
      "crm-rs": { ...publishedLearners["crm-rs"], counterfactual: "all" },
    },
    multi: publishedOffice.multi,
    single: publishedOffice.single,
  },
];

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "60" },
    steps: { type: "string", default: "100000" },
    only: { type: "string" },
    backend: { type: "string", default: "cpu" },
  },
});
const seeds = Number(values.seeds);
const steps = Number(values.steps);
const every = 1000;
await useBackend(values.backend, { synchronous: true });

let misses = 0;
let compared = 0;
console.log(`# Office world: ${String(seeds)} seeds, ${String(steps)} steps, tfjs ${values.backend}\n`);
console.log("Cells are ours (theirs); ✗ marks medians more than 0.05 and crossings more than 2k steps away.\n");
for (const study of studies) {
  // The study of the protocol is for those who ask for it.
  if (values.only === undefined ? study.name === "protocol" : values.only !== study.name) continue;
  const length = Math.min(steps, study.steps ?? steps);
  for (const scope of ["multi", "single"] as const) {
    const chosen = scope === "multi" ? tasks : [tasks[single] ?? ""];
    const started = performance.now();
    const kernels = chosen.map((name) => ({
      name,
      kernel: compiledKernel(
        study.specs[tasks.indexOf(name)] ?? "",
        study.compatibility === undefined ? {} : { compatibility: study.compatibility },
      ),
    }));
    const curves = learningCurves({
      environment: (rows) => environments.get("office").create({ size: rows, seed: 0, tasks: chosen }),
      tasks: kernels,
      learners: study.learners,
      seeds,
      steps: length,
      every,
      window: scope === "multi" ? 400 : 100,
      optimum: scope === "multi" ? study.optimum : study.optimum.slice(single, single + 1),
      progress: (step, medians) => {
        if (step % 10_000 !== 0) return;
        const shown = Object.entries(medians).map(([name, median]) => `${name} ${median.toFixed(2)}`);
        console.error(
          `${study.name} ${scope} ${String(step / 1000)}k: ${shown.join(", ")}; ${((performance.now() - started) / 1000).toFixed(0)} s`,
        );
      },
    });
    const table = compare({
      title: `## ${scope === "multi" ? "All tasks in turn" : "t3 alone"}, ${study.title}`,
      curves,
      expected: study[scope],
      points: publishedOffice.points.filter((point) => point <= length),
      every,
      slack: 2000,
    });
    misses += table.misses;
    compared += table.compared;
    console.log(`${table.text}\n\n${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
}
console.log(`${String(compared - misses)} of ${String(compared)} compared cells agree`);
process.exitCode = misses === 0 ? 0 : 1;

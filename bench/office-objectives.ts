/*
 * The tasks of the office world as temporal objectives, beside the hand-written machines of the same tasks: what Q-learning and
 * counterfactual experience make of either, with the same seeds, under the correct normalisers.
 *
 *     node scripts/run.mjs bench/office-objectives.ts [--seeds 60] [--steps 100000] [--backend cpu|wasm]
 *
 * Exits with 1 where an objective is not its machine, or a run had another episode.
 */
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { environments } from "../src/runtime/environments/index.js";
import { compare } from "./tabular/compare.js";
import { compiledKernel } from "./tabular/compiled.js";
import { learningCurves, type Curves } from "./tabular/curves.js";
import { publishedLearners } from "./tabular/learners.js";
import { publishedOffice } from "./tabular/published.js";
import { statePairs } from "./tabular/state-pairs.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "60" },
    steps: { type: "string", default: "100000" },
    backend: { type: "string", default: "cpu" },
  },
});
const seeds = Number(values.seeds);
const steps = Number(values.steps);
const every = 1000;
const tasks = { t1: "coffee", t2: "mail", t3: "coffee-and-mail", t4: "patrol" };
const learners = { ql: publishedLearners.ql, crm: publishedLearners.crm };
const folders = { machine: "specs/office/", objective: "specs/objectives/office-" };
await useBackend(values.backend, { synchronous: true });
console.log(`# Office objectives: ${String(seeds)} seeds, ${String(steps)} steps, tfjs ${values.backend}\n`);

let differences = 0;
for (const [task, spec] of Object.entries(tasks)) {
  const found = statePairs(
    compiledKernel(`${folders.machine}${spec}.reward`),
    compiledKernel(`${folders.objective}${spec}.reward`),
  );
  if (!found.isomorphic) differences++;
  const text = found.isomorphic ? found.pairs.map((pair) => pair.join(" = ")).join(", ") : `differ: ${found.reason}`;
  console.log(`- ${task}: ${text}`);
}

for (const scope of [Object.keys(tasks), ["t3"]]) {
  const started = performance.now();
  const runs = Object.entries(folders).map(([kind, folder]) => ({ kind, ...trained(scope, folder) }));
  const curves = Object.fromEntries(
    Object.keys(learners).flatMap((learner) =>
      runs.map(({ kind, curves: own }) => [`${learner}, ${kind}`, own[learner] ?? []]),
    ),
  );
  const title = `\n## ${scope.length === 1 ? "t3 alone" : "All tasks in turn"}, Q from 2, without shaping`;
  const points = publishedOffice.points.filter((point) => point <= steps);
  console.log(compare({ title, curves, expected: {}, points, every, slack: 0 }).text);
  const [first, second] = runs;
  const same = first !== undefined && first.digest === second?.digest;
  if (!same) differences++;
  console.log(
    `\n${String(first?.episodes)} and ${String(second?.episodes)} episodes, ${same ? "the same one by one" : "NOT THE SAME"} (${String(first?.digest.slice(0, 12))}, ${String(second?.digest.slice(0, 12))}); ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}
process.exitCode = differences === 0 ? 0 : 1;

/** Learning curves, and a digest of every episode that was played for them. */
function trained(
  scope: readonly string[],
  folder: string,
): { readonly curves: Curves; readonly episodes: number; readonly digest: string } {
  const digest = createHash("sha256");
  let episodes = 0;
  const curves = learningCurves({
    environment: (rows) => environments.get("office").create({ size: rows, seed: 0, tasks: scope }),
    tasks: Object.entries(tasks)
      .filter(([name]) => scope.includes(name))
      .map(([name, spec]) => ({ name, kernel: compiledKernel(`${folder}${spec}.reward`) })),
    learners,
    seeds,
    steps,
    every,
    window: scope.length === 1 ? 100 : 400,
    optimum: Object.keys(tasks).flatMap((name, index) =>
      scope.includes(name) ? [publishedOffice.optimum[index] ?? NaN] : [],
    ),
    onEpisode: ({ row, task, at, length, return: paid, terminated }) => {
      episodes++;
      digest.update(JSON.stringify([row, task, at, length, paid, terminated]));
    },
  });
  return { curves, episodes, digest: digest.digest("hex") };
}

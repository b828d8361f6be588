/*
 * Learns the four tasks of the office world from their specs, with counterfactual experience and the potential that each spec asks for:
 *
 *     node scripts/run.mjs examples/office.ts
 *
 * Every step in the office teaches all four tasks: the machine of each is asked what it would have done from each of its states.
 */
import { parseArgs } from "node:util";
import {
  defaultSettings,
  greedyEpisode,
  TabularTraining,
  type GreedyEpisode,
} from "../src/runtime/agents/tabular/index.js";
import { shortestPlan } from "../src/runtime/environments/grid/shortest-plan.js";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { environments } from "../src/runtime/environments/index.js";
import { officeMap } from "../src/runtime/environments/office-world.js";
import { compiledKernel } from "../bench/tabular/compiled.js";

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "4" }, steps: { type: "string", default: "40000" } },
});
const seeds = Number(values.seeds);
const steps = Number(values.steps);

await useBackend("cpu", { synchronous: true });

const specs = { t1: "coffee", t2: "mail", t3: "coffee-and-mail", t4: "patrol" } as const;
const names = ["t1", "t2", "t3", "t4"] as const;
const office = environments.get("office");
const map = officeMap();

const tasks = names.map((name) => ({ name, kernel: compiledKernel(`specs/office/${specs[name]}.reward`) }));
const training = new TabularTraining({
  environment: office.create({ size: seeds, seed: 0 }),
  tasks,
  seed: 0,
  learners: [
    { rows: { first: 0, count: seeds }, settings: { ...defaultSettings, counterfactual: "all", shaped: true } },
  ],
});

const started = performance.now();
const every = steps / 20;
for (let done = 0; done < steps; done += every) {
  let episodes = 0;
  let paid = 0;
  training.run(every, (episode) => {
    episodes++;
    paid += episode.return;
  });
  const speed = (training.steps * seeds) / ((performance.now() - started) / 1000);
  const share = episodes === 0 ? 0 : paid / episodes;
  console.error(
    `${String(training.steps).padStart(6)} steps  ${"█".repeat(Math.round(share * 20)).padEnd(20, "·")} ${(share * 100).toFixed(0).padStart(3)} % of ${String(episodes)} episodes succeed  ${speed.toFixed(0)} steps/s`,
  );
}

console.log("task             reward  steps  shortest");
names.forEach((name, index) => {
  const [task] = tasks.slice(index, index + 1);
  const learner = training.learners[0];
  if (task === undefined || learner === undefined) return;
  const shortest = shortestPlan(map, task.kernel)?.actions.length;
  for (let run = 0; run < seeds; run++) {
    const episode = greedyEpisode(learner, run, office.create({ size: 1, seed: 0, tasks: [name] }), task, index);
    console.log(
      `${specs[name].padEnd(16)} ${String(episode.return).padStart(6)} ${String(episode.actions.length).padStart(6)} ${String(shortest).padStart(9)}`,
    );
    if (run === seeds - 1) console.log(drawn(episode));
  }
});
training.dispose();

/** The path on the map of the office, 12 by 9 cells from the lower left: `S` start, `E` end, `o` cells passed. */
function drawn(episode: GreedyEpisode): string {
  const cells = Array<string>(12 * 9).fill("·");
  for (const cell of episode.situations) cells[cell] = "o";
  cells[episode.situations[0] ?? 0] = "S";
  cells[episode.situations.at(-1) ?? 0] = "E";
  return Array.from({ length: 9 }, (_, line) => `  ${cells.slice((8 - line) * 12, (9 - line) * 12).join(" ")}`).join(
    "\n",
  );
}

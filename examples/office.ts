/*
 * Learns tasks of the office world from their specs, with counterfactual experience and the potential that each spec asks for:
 *
 *     node scripts/run.mjs examples/office.ts [--task coffee|mail|coffee-and-mail|patrol|all] [--seeds 10] [--steps 8000]
 *
 * Every step teaches every state of the task's machine, and with `--task all` every state of all four: each is asked what it would have
 * done. Rewards are tabulated: the kernel is asked once for each state and input, as there are finitely many.
 */
import { parseArgs } from "node:util";
import { compiledKernel } from "../bench/tabular/compiled.js";
import { defaultSettings, greedyEpisode, TabularTraining } from "../src/runtime/agents/tabular/index.js";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { shortestPlan } from "../src/runtime/environments/grid/shortest-plan.js";
import { environments } from "../src/runtime/environments/index.js";
import { officeMap } from "../src/runtime/environments/office-world.js";

const { values } = parseArgs({
  options: {
    task: { type: "string", default: "coffee" },
    seeds: { type: "string", default: "10" },
    steps: { type: "string" },
  },
});
const known = { coffee: "t1", mail: "t2", "coffee-and-mail": "t3", patrol: "t4" };
const chosen = Object.entries(known).filter(([spec]) => values.task === "all" || values.task === spec);
if (chosen.length === 0)
  throw new RangeError(`no task \`${values.task}\`; there are ${Object.keys(known).join(", ")}, all`);
const seeds = Number(values.seeds);
const steps = Number(values.steps ?? (values.task === "coffee" ? 8000 : 40_000));

await useBackend("cpu", { synchronous: true });
const office = environments.get("office");
const map = officeMap();
const tasks = chosen.map(([spec, name]) => ({ spec, name, kernel: compiledKernel(`specs/office/${spec}.reward`) }));
const training = new TabularTraining({
  environment: office.create({ size: seeds, seed: 0, tasks: tasks.map(({ name }) => name) }),
  tasks,
  seed: 0,
  rewards: "tabulated",
  learners: [
    { rows: { first: 0, count: seeds }, settings: { ...defaultSettings, counterfactual: "all", shaped: true } },
  ],
});

const started = performance.now();
const every = steps / 20;
while (training.steps < steps) {
  let episodes = 0;
  let paid = 0;
  training.run(every, (episode) => {
    episodes++;
    paid += episode.return;
  });
  const speed = (training.steps * seeds) / ((performance.now() - started) / 1000);
  const share = paid / Math.max(1, episodes);
  const bar = "█".repeat(Math.round(share * 20)).padEnd(20, "·");
  console.error(
    `${String(training.steps).padStart(6)} steps  ${bar} ${(share * 100).toFixed(0).padStart(3)} % of ${String(episodes)} episodes succeed  ${speed.toFixed(0)} steps/s`,
  );
}

tasks.forEach((task, index) => {
  const episodes = Array.from({ length: seeds }, (_, run) => {
    const [learner] = training.learners;
    if (learner === undefined) throw new Error("the training has one learner");
    return greedyEpisode(
      learner,
      run,
      office.create({ size: 1, seed: 0, limit: 100, tasks: [task.name] }),
      task,
      index,
    );
  });
  const lengths = episodes.map((episode) => (episode.return > 0 ? String(episode.actions.length) : "never"));
  console.log(
    `${task.spec}: without exploration there in ${lengths.join(", ")} steps; the shortest way takes ${String(shortestPlan(map, task.kernel)?.actions.length)}`,
  );
  console.log(drawn(episodes[0]?.situations ?? []));
});
training.dispose();

/** A way on the map of the office, from the lower left: `S` start, `E` end, `o` cells passed, capitals the map's own places. */
function drawn(way: readonly number[]): string {
  const marks: Readonly<Record<string, string>> = { coffee: "C", mail: "M", office: "O", plant: "*" };
  const cells = Array.from({ length: map.width * map.height }, (_, cell) => {
    const place = Object.keys(map.labels).find((name) => map.labels[name]?.[cell] === 1);
    return place === undefined ? "·" : (marks[place] ?? place.toUpperCase());
  });
  for (const cell of way) if (cells[cell] === "·") cells[cell] = "o";
  cells[way[0] ?? 0] = "S";
  cells[way.at(-1) ?? 0] = "E";
  const lines = Array.from({ length: map.height }, (_, row) =>
    cells.slice(row * map.width, (row + 1) * map.width).join(" "),
  );
  return lines
    .reverse()
    .map((line) => `  ${line}`)
    .join("\n");
}

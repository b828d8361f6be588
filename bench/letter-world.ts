/*
 * The letter-world yardstick: temporal formulas on the torus of LTL2Action, learnt by tables with counterfactual experience over the
 * objective and by PPO that sees the state of its automaton, beside the shortest ways in the product of map and automaton.
 *
 *     node scripts/run.mjs bench/letter-world.ts [--only tabular|ppo|random] [--maps 1,2,3] [--backend wasm]
 *
 * `random` is the one in which every episode has a map of its own; it takes most of the time. A seed is the number of its map.
 */
import { parseArgs } from "node:util";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { ppoStudy, type PlayedLetters, type PpoStudy } from "./letter/ppo.js";
import { letterTask, optimum, type LetterTask } from "./letter/task.js";
import { tabularStudy } from "./letter/tabular.js";

const {
  only,
  maps: numbers = "1,2,3",
  backend = "wasm",
} = parseArgs({
  options: { only: { type: "string" }, maps: { type: "string" }, backend: { type: "string" } },
}).values;
const maps = numbers.split(",").map(Number);
const specs = ["sequence", "errands", "avoid"];
const tasksIn = (world: string): LetterTask[] => specs.map((spec) => letterTask(world, spec));
const wanted = (study: string): boolean => only === undefined || only === study;

await useBackend("cpu", { synchronous: true });
const [small, large, centred] = ["letters-4x4", "letters-5x5", "letters-5x5-centred"].map(tasksIn);
if (small === undefined || large === undefined || centred === undefined) throw new Error("three worlds expected");

if (wanted("tabular")) {
  console.log("\n### Tables: steps until the greedy policy takes a shortest way, and keeps to it\n");
  table(["world", "formula", "map", "states", "shortest", "v*", "with counterfactual experience", "without"]);
  for (const task of [...small, ...large, letterTask("letters-7x7", "avoidances")]) {
    // Without counterfactual experience twelve letters take ten times as long.
    const lengths =
      task.rules.side === 7
        ? { all: { steps: 20_000, every: 200 }, none: { steps: 200_000, every: 1000 } }
        : { all: { steps: 10_000, every: 50 }, none: { steps: 10_000, every: 50 } };
    for (const map of maps) {
      const { product, steps, value } = optimum(task, map);
      const cells = (["all", "none"] as const).map((counterfactual) => {
        const { optimalFrom } = tabularStudy({ task, map, runs: 20, ...lengths[counterfactual], counterfactual });
        const known = optimalFrom.filter((each) => each !== undefined);
        return `${median(optimalFrom.map((each) => each ?? Infinity))} (${String(known.length)} of ${String(optimalFrom.length)})`;
      });
      const states = String(product.automaton.states.length);
      row([task.rules.name, task.spec, String(map), states, String(steps), value.toFixed(3), ...cells]);
    }
  }
}

await useBackend(backend);
if (wanted("ppo")) {
  console.log("\n### PPO on fixed maps, with the state of the automaton as a feature\n");
  const fixed = { steps: 40_000, features: true };
  await ppoTable([...small, ...large].flatMap((task) => maps.map((map) => ({ task, seed: map, map, ...fixed }))));
}
if (wanted("random")) {
  console.log("\n### PPO with a map for each episode, judged on maps that it has not seen\n");
  const drawn = { steps: 200_000, features: true, settings: { entropyWeight: 0.02 } };
  await ppoTable(maps.flatMap((seed) => centred.map((task) => ({ task, seed, ...drawn }))));
  console.log("\n### The same without the feature\n");
  await ppoTable(centred.map((task) => ({ task, seed: maps[0] ?? 1, ...drawn, features: false })));
}

async function ppoTable(studies: readonly PpoStudy[]): Promise<void> {
  table(["world", "formula", "seed", "steps", "greedy", "drawn actions", "seconds"]);
  for (const study of studies) {
    const { greedy, sampled, seconds } = await ppoStudy(study);
    const { rules, spec } = study.task;
    row([
      rules.name,
      spec,
      String(study.seed),
      `${String(study.steps / 1000)}k`,
      judged(greedy),
      judged(sampled),
      seconds.toFixed(0),
    ]);
  }
}

/** `satisfied % (violated %), mean steps / mean steps of the shortest ways`. */
function judged({ satisfied, violated, steps, shortest }: PlayedLetters): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const failed = violated > 0 ? ` (violated ${percent(violated)})` : "";
  return `${percent(satisfied)}${failed}${satisfied > 0 ? `, ${steps.toFixed(2)} / ${shortest.toFixed(2)} steps` : ""}`;
}

function median(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  const value = ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
  return value === Infinity ? "–" : String(value);
}

function table(head: readonly string[]): void {
  row(head);
  row(head.map(() => "---"));
}

function row(cells: readonly string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

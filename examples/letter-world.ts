/*
 * Learns a temporal objective in the letter world of LTL2Action: by a table, where every step teaches every state of the objective's
 * automaton, or by PPO, which sees that state beside the map.
 *
 *     node scripts/run.mjs examples/letter-world.ts [--spec specs/letter/avoid.reward] [--learner crm|ppo] [--world letters-5x5] [--map 1]
 *     node scripts/run.mjs examples/letter-world.ts --objective "eventually (c and eventually d) and (not e until a)"
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compile, kernelOf, memoryHost, render } from "../src/compiler/index.js";
import { defaultSettings, greedyEpisode, TabularTraining } from "../src/runtime/agents/tabular/index.js";
import { useBackend } from "../src/runtime/backend/use-backend.js";
import { shortestPlan } from "../src/runtime/environments/grid/shortest-plan.js";
import { environments } from "../src/runtime/environments/index.js";
import { fixedLetterMap, letterRules } from "../src/runtime/environments/letter-world.js";
import {
  alphabet,
  letterGrid,
  type LetterMap,
  type LetterRules,
} from "../src/runtime/environments/letter-world-map.js";
import { letterSettings } from "./training/letter-settings.js";
import { trainedAgent } from "./training/trained-agent.js";

const {
  spec = "specs/letter/avoid.reward",
  objective: formula,
  learner: kind = "crm",
  world = "letters-5x5",
  steps,
  ...numbers
} = parseArgs({
  options: {
    spec: { type: "string" },
    objective: { type: "string" },
    learner: { type: "string" },
    world: { type: "string" },
    map: { type: "string" },
    seed: { type: "string" },
    steps: { type: "string" },
  },
}).values;
const map = Number(numbers.map ?? 1);
const seed = Number(numbers.seed ?? 1);
const rules = letterRules.find(({ name }) => name === world);
if (rules === undefined)
  throw new RangeError(`no world \`${world}\`; there are ${letterRules.map(({ name }) => name).join(", ")}`);

await useBackend("cpu", { synchronous: true });
const text =
  formula === undefined
    ? readFileSync(spec, "utf8")
    : `reward Letters
signal ${alphabet(rules).join(", ")}: bool
objective Visit = ${formula}
term goal = 1 on satisfied Visit
term failure = -1 on violated Visit
terminate when Visit.satisfied or Visit.violated
discount 0.94`;
const { program, diagnostics, sources } = compile("letters.reward", memoryHost({ "letters.reward": text }));
if (program === undefined) {
  console.error(diagnostics.map((each) => render(each, sources)).join("\n"));
  process.exit(1);
}
const kernel = kernelOf(program);
const [objective] = kernel.descriptor.objectives;
console.log(`automaton: ${String(objective?.states.length)} states over ${String(objective?.classes)} kinds of labels`);
const letters = fixedLetterMap(rules, map);
const shortest = shortestPlan(letterGrid(rules, letters), kernel);
console.log(`the shortest way on map ${String(map)} takes ${String(shortest?.actions.length ?? "for ever:")} steps`);

if (kind === "ppo") {
  const { evaluation, sampled, seconds } = await trainedAgent({
    kernel,
    environment: rules.name,
    world: { map },
    settings: letterSettings,
    steps: Number(steps ?? 60_000),
    seed,
  });
  console.log(`${seconds.toFixed(0)} s of training; 100 episodes each:`);
  for (const { policy, return: paid, length } of [evaluation, sampled])
    console.log(`  ${policy} actions: return ${paid.toFixed(2)} in ${length.toFixed(2)} steps`);
} else {
  // Q begins at the best return there is, so that everything is tried; one table for each run.
  const runs = 5;
  const training = new TabularTraining({
    environment: environments.get(rules.name).create({ size: runs, seed, map }),
    tasks: [{ kernel }],
    seed,
    rewards: "tabulated",
    learners: [
      { rows: { first: 0, count: runs }, settings: { ...defaultSettings, initialValue: 1, counterfactual: "all" } },
    ],
  });
  training.run(Number(steps ?? 5000));
  const [learner] = training.learners;
  if (learner === undefined) throw new Error("the training has one learner");
  const ways = Array.from({ length: runs }, (_, run) =>
    greedyEpisode(learner, run, environments.get(rules.name).create({ size: 1, seed, map }), { kernel }),
  );
  console.log(`after ${String(training.steps)} steps, the best known actions of ${String(runs)} runs:`);
  for (const way of ways) console.log(`  return ${String(way.return)} in ${String(way.actions.length)} steps`);
  console.log(drawn(rules, letters, ways[0]?.situations ?? []));
  training.dispose();
}

/** The map, and beside it after how many steps the way of the first run came to each cell. */
function drawn(rules: LetterRules, letters: LetterMap, way: readonly number[]): string {
  const { side } = rules;
  const known = alphabet(rules);
  const line = (cell: (index: number) => string | number | undefined, row: number): string =>
    Array.from({ length: side }, (_, column) => String(cell(row * side + column) ?? "·").padStart(2)).join(" ");
  const time = (cell: number): number | undefined => (way.includes(cell) ? way.lastIndexOf(cell) : undefined);
  return Array.from(
    { length: side },
    (_, row) => `  ${line((cell) => known[letters[cell] ?? -1], row)}    ${line(time, row)}`,
  ).join("\n");
}

import { properLearners } from "../../bench/tabular/learners.js";
import { Score } from "../../bench/tabular/score.js";
import { greedyEpisode, TabularTraining, type GreedyEpisode } from "../../src/runtime/agents/tabular/index.js";
import { environments } from "../../src/runtime/environments/index.js";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";
import { say } from "./print.js";

const seeds = 20;
const steps = 24_000;
const every = 2000;
/** Reward per step of the best ε-greedy policy for t3, and the steps of its shortest plan. */
const optimum = 0.0223;
const shortest = 29;

/** Trains tables on task t3 of the office world; returns rows of the final table. */
export function trainOffice(kernel: RewardKernel): readonly (readonly string[])[] {
  const office = environments.get("office");
  const tasks = [{ name: "t3", kernel }];
  const training = new TabularTraining({
    environment: office.create({ size: seeds, seed: 1, tasks: ["t3"] }),
    tasks,
    seed: 1,
    learners: [{ rows: { first: 0, count: seeds }, settings: properLearners["crm-rs"] }],
  });
  const score = new Score(seeds, 100, [optimum]);
  let crossed: number | undefined;
  const began = performance.now();
  for (let done = every; done <= steps; done += every) {
    training.run(every, (episode) => {
      score.add(episode);
    });
    const median = score.median(0, seeds);
    if (median >= 0.95) crossed ??= done;
    const speed = (done * seeds) / ((performance.now() - began) / 1000);
    const bar = "█".repeat(Math.max(0, Math.min(20, Math.round(median * 20)))).padEnd(20, "·");
    say(
      `  ${String(done).padStart(6)} steps  ${bar} ${median.toFixed(2)} of the best possible, median of ${String(seeds)} seeds  ${speed.toFixed(0)} steps/s`,
    );
  }
  const [learner] = training.learners;
  const [task] = tasks;
  if (learner === undefined || task === undefined) throw new Error("there is one learner and one task");
  const episodes = Array.from({ length: seeds }, (_, run) =>
    greedyEpisode(learner, run, office.create({ size: 1, seed: 1, tasks: ["t3"] }), task),
  );
  training.dispose();
  const best = episodes.filter((episode) => episode.return === 1 && episode.actions.length === shortest);
  const [first] = best;
  if (first !== undefined)
    say(`\nThe path of the first table that found a shortest plan (S start, E end):\n\n${drawn(first)}`);
  return [
    [
      "office, coffee and mail",
      "median reaches 0.95 of the best after",
      crossed === undefined ? `not within ${String(steps)} steps` : `${String(crossed)} steps`,
      "18000 steps",
    ],
    ["", "tables that walk a shortest plan (29 steps)", `${String(best.length)} of ${String(seeds)}`, "–"],
  ];
}

/** The path on the map of the office, 12 by 9 cells from the lower left. */
function drawn(episode: GreedyEpisode): string {
  const cells = Array<string>(12 * 9).fill("·");
  for (const cell of episode.situations) cells[cell] = "o";
  cells[episode.situations[0] ?? 0] = "S";
  cells[episode.situations.at(-1) ?? 0] = "E";
  return Array.from({ length: 9 }, (_, line) => `    ${cells.slice((8 - line) * 12, (9 - line) * 12).join(" ")}`).join(
    "\n",
  );
}

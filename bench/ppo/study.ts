import { trainedAgent, type TrainedAgent, type TrainedAgentOptions } from "../../examples/training/trained-agent.js";

export interface Study extends Omit<TrainedAgentOptions, "seed"> {
  readonly name: string;
  readonly seeds: readonly number[];
}

/** Trains once for each seed, one after the other, and prints a Markdown table: a line a seed, and the mean over seeds. */
export async function study({ name, seeds, ...options }: Study): Promise<readonly TrainedAgent[]> {
  console.log(`\n### ${name}\n`);
  console.log(
    "| seed | greedy, 100 episodes | sampled, 100 episodes | last 100 training episodes | training | weights |",
  );
  console.log("| --- | --- | --- | --- | --- | --- |");
  const results: TrainedAgent[] = [];
  for (const seed of seeds) {
    const result = await trainedAgent({ ...options, seed });
    const { evaluation, sampled, last, steps, seconds, weights } = result;
    const text = ({ return: mean, deviation }: typeof evaluation) => `${mean.toFixed(2)} ± ${deviation.toFixed(2)}`;
    const recent = last?.recentReturn?.toFixed(2) ?? "–";
    console.log(
      `| ${String(seed)} | ${text(evaluation)} | ${text(sampled)} | ${recent} | ${String(steps)} steps, ${seconds.toFixed(0)} s | \`${weights.slice(0, 12)}\` |`,
    );
    results.push(result);
  }
  const mean = (value: (result: TrainedAgent) => number) =>
    results.reduce((sum, each) => sum + value(each), 0) / results.length;
  console.log(
    `| mean | **${mean((each) => each.evaluation.return).toFixed(2)}** | **${mean((each) => each.sampled.return).toFixed(2)}** | ${mean((each) => each.last?.recentReturn ?? NaN).toFixed(2)} | | |`,
  );
  return results;
}

/** `1,2,3` as numbers. */
export function seedsOf(text: string): readonly number[] {
  return text.split(",").map(Number);
}

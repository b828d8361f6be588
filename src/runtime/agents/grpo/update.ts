import type { GrpoAgent } from "./agent.js";
import type { Answers } from "./answers.js";
import type { Judgement } from "./judge.js";
import type { LossStatistics } from "./loss.js";

export type UpdateStatistics = LossStatistics & { readonly gradientNorm: number; readonly minibatches: number };

/** Epochs × minibatches of Adam on the answers that count. `limit`: tokens that an answer may have. Where nothing counts nothing moves. */
export async function update(
  agent: GrpoAgent,
  answers: Answers,
  { advantages, counts }: Pick<Judgement, "advantages" | "counts">,
  limit: number,
  learningRate: number,
): Promise<UpdateStatistics> {
  const { settings } = agent.options;
  const rows = answers.prompts.length;
  const counted = Array.from({ length: rows }, (_, row) => row).filter((row) => counts[row] === 1);
  const sums = { policyLoss: 0, entropy: 0, approximateKl: 0, referenceKl: 0, clipFraction: 0, gradientNorm: 0 };
  let minibatches = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    const order = [...agent.shuffle.permutation(counted.length)].map((place) => counted[place] ?? 0);
    const size = Math.ceil(order.length / settings.minibatches);
    for (let start = 0; start < order.length; start += size) {
      const batch = tokensOf(answers, advantages, counts, order.slice(start, start + size), settings.average, limit);
      const { observations, ...tokens } = gathered(answers, batch, agent.options.inputs);
      const statistics = await agent.learn(observations, tokens, learningRate);
      for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += statistics[name];
      minibatches += 1;
    }
  }
  const means = Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, minibatches === 0 ? 0 : sum / minibatches]),
  );
  return { ...(means as typeof sums), minibatches };
}

interface WeightedTokens {
  /** Places in `[T, N]`. */
  readonly places: readonly number[];
  readonly weights: readonly number[];
  readonly advantages: readonly number[];
}

/** The tokens of some rows, and what each counts. */
function tokensOf(
  { prompts, steps }: Answers,
  advantages: Float32Array,
  counts: Uint8Array,
  chosen: readonly number[],
  average: "tokens" | "answers" | "limit",
  limit: number,
): WeightedTokens {
  const rows = prompts.length;
  const answers = chosen.map((row) =>
    Array.from({ length: steps }, (_, step) => step * rows + row).filter((place) => counts[place] === 1),
  );
  const all = answers.reduce((sum, places) => sum + places.length, 0);
  const weightIn = (length: number): number => {
    switch (average) {
      case "tokens":
        return 1 / all;
      case "answers":
        return 1 / (answers.length * length);
      case "limit":
        return 1 / (answers.length * limit);
    }
  };
  const places = answers.flat();
  return {
    places,
    weights: answers.flatMap((own) => own.map(() => weightIn(own.length))),
    advantages: places.map((place) => advantages[place] ?? 0),
  };
}

function gathered({ observations, actions, logProbabilities }: Answers, tokens: WeightedTokens, inputs: number) {
  const { places, weights, advantages } = tokens;
  const seen = new Float32Array(places.length * inputs);
  places.forEach((place, index) => {
    seen.set(observations.subarray(place * inputs, (place + 1) * inputs), index * inputs);
  });
  return {
    observations: seen,
    actions: Int32Array.from(places, (place) => actions[place] ?? 0),
    logProbabilities: Float32Array.from(places, (place) => logProbabilities[place] ?? 0),
    weights: Float32Array.from(weights),
    advantages: Float32Array.from(advantages),
  };
}

import type { EpisodeRecord, EvaluationRecord } from "../logging/records.js";
import { EpisodeTracker } from "./episode-tracker.js";
import type { RewardedEnvironment } from "./rewarded-environment.js";

export interface EvaluationOptions {
  /** An environment of its own, so that training is not disturbed. */
  readonly world: RewardedEnvironment;
  /** Actions `[N]` for observations `[N, D]`. */
  readonly act: (observations: Float32Array) => Promise<Int32Array>;
  readonly policy: EvaluationRecord["policy"];
  readonly episodes: number;
}

/**
 * Plays whole episodes with a fixed policy and judges them by the specified return. Every row plays its share, so that short episodes do
 * not count more often.
 */
export async function evaluate({ world, act, policy, episodes }: EvaluationOptions): Promise<EvaluationRecord> {
  const { size } = world.environment;
  const quota = Array.from({ length: size }, (_, row) => Math.floor(episodes / size) + (row < episodes % size ? 1 : 0));
  const tracker = new EpisodeTracker(world.kernel.descriptor, size);
  const played: EpisodeRecord[] = [];
  for (let steps = size; played.length < episodes; steps += size) {
    const step = await world.step(await act(world.observations));
    for (const episode of tracker.add(step, steps)) {
      const left = quota[episode.environment] ?? 0;
      if (left === 0) continue;
      quota[episode.environment] = left - 1;
      played.push(episode);
    }
  }
  return summarise(played, policy);
}

function summarise(played: readonly EpisodeRecord[], policy: EvaluationRecord["policy"]): EvaluationRecord {
  const mean = (value: (episode: EpisodeRecord) => number) =>
    played.reduce((sum, episode) => sum + value(episode), 0) / played.length;
  const returns = played.map((episode) => episode.return);
  const average = mean((episode) => episode.return);
  const squares = returns.reduce((sum, each) => sum + (each - average) ** 2, 0);
  const ends: Record<string, number> = {};
  for (const { cause } of played) ends[cause] = (ends[cause] ?? 0) + 1;
  return {
    v: 1,
    type: "evaluation",
    policy,
    episodes: played.length,
    return: average,
    deviation: played.length > 1 ? Math.sqrt(squares / (played.length - 1)) : 0,
    minimum: Math.min(...returns),
    maximum: Math.max(...returns),
    length: mean((episode) => episode.length),
    terms: Object.fromEntries(
      Object.keys(played[0]?.terms ?? {}).map((name) => [name, mean((episode) => episode.terms[name] ?? 0)]),
    ),
    ends,
  };
}

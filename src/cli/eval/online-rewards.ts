import type { Program } from "../../compiler/ir/program.js";
import type { EpisodeId } from "../../compiler/recording/line.js";
import type { Target, TargetEpisode } from "../../testing/target/target.js";
import type { TraceRewards } from "./trace-rewards.js";

/** Rewards that are known in their steps: each row is evaluated when it is read. */
export function onlineRewards(program: Program, target: Target, seed: number): TraceRewards {
  const runs = new Map<EpisodeId, TargetEpisode>();
  return {
    begin({ episode: { id, environment, reset }, clock }) {
      runs.get(id)?.dispose();
      runs.delete(id);
      runs.set(id, target.begin(program, reset, { seed, environment, clock }));
    },
    step({ episode, row }) {
      const run = runs.get(episode.id);
      if (run === undefined) throw new Error("a step of no episode");
      return run.step(row);
    },
    episode: () => ({}),
    rest: () => [],
    dispose: () => runs.forEach((run) => run.dispose()),
  };
}

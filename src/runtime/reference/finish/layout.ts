import type { NodeRate } from "../../../compiler/ir/node.js";

/** The rates at which whole trajectories have values of their own. */
export type ElementRate = Exclude<NodeRate, "const" | "param">;

/** Which steps, episodes and groups a batch has: steps of one episode stand together in order, and so do episodes, whatever their groups. */
export interface Layout {
  /** How many values there are at each rate. */
  readonly count: Readonly<Record<ElementRate, number>>;
  /** Steps in each episode, and the first of them. */
  readonly episodes: readonly { readonly first: number; readonly steps: number }[];
  readonly episodeOfStep: readonly number[];
  readonly groupOfEpisode: readonly number[];
}

/** `steps[e]` is the length of episode e, `groups[e]` its group's number in `[0, groupCount)`. */
export function layoutOf(steps: readonly number[], groups: readonly number[], groupCount: number): Layout {
  let first = 0;
  const episodes = steps.map((count) => {
    const episode = { first, steps: count };
    first += count;
    return episode;
  });
  return {
    count: { step: first, episode: steps.length, group: groupCount, batch: 1 },
    episodes,
    episodeOfStep: episodes.flatMap(({ steps: count }, episode) => Array.from({ length: count }, () => episode)),
    groupOfEpisode: groups,
  };
}

/** The element of the slower rate `to` that element `index` of the rate `from` belongs to. */
export function ownerOf(layout: Layout, index: number, from: ElementRate, to: ElementRate): number {
  if (from === to) return index;
  if (to === "batch") return 0;
  const episode = from === "step" ? (layout.episodeOfStep[index] ?? -1) : index;
  return to === "episode" || from === "group" ? episode : (layout.groupOfEpisode[episode] ?? -1);
}

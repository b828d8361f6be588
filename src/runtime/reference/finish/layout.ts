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
  /** Ordered pairs of episodes of one group, those of the first episode first. */
  readonly pairs: readonly { readonly this: number; readonly other: number }[];
}

/** `steps[e]` is the length of episode e, `groups[e]` its group's number in `[0, groupCount)`. */
export function layoutOf(steps: readonly number[], groups: readonly number[], groupCount: number): Layout {
  let first = 0;
  const episodes = steps.map((count) => {
    const episode = { first, steps: count };
    first += count;
    return episode;
  });
  const members = Array.from({ length: groupCount }, (): number[] => []);
  groups.forEach((group, episode) => members[group]?.push(episode));
  const pairs = groups.flatMap((group, episode) => (members[group] ?? []).map((other) => ({ this: episode, other })));
  return {
    pairs,
    count: { step: first, pair: pairs.length, episode: steps.length, group: groupCount, batch: 1 },
    episodes,
    episodeOfStep: episodes.flatMap(({ steps: count }, episode) => Array.from({ length: count }, () => episode)),
    groupOfEpisode: groups,
  };
}

/** The element of the slower rate `to` that element `index` of the rate `from` belongs to. */
export function ownerOf(layout: Layout, index: number, from: ElementRate, to: ElementRate): number {
  if (from === to) return index;
  if (to === "batch") return 0;
  if (from === "group") return index;
  const episode =
    from === "step" ? (layout.episodeOfStep[index] ?? -1) : from === "pair" ? (layout.pairs[index]?.this ?? -1) : index;
  return to === "episode" ? episode : (layout.groupOfEpisode[episode] ?? -1);
}

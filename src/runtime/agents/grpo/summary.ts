import type { SpecDescriptor } from "../../kernel/descriptor.js";
import type { EpisodeRecord, GroupRecord, TrainRecord } from "../../logging/records.js";
import type { Judgement } from "./judge.js";

/** What an update's record says of its episodes and groups. */
type Summary = Omit<
  TrainRecord,
  "v" | "type" | "update" | "steps" | "totalSteps" | "episodes" | "seconds" | "stepsPerSecond" | "learner"
>;

export function summarise(
  episodes: readonly EpisodeRecord[],
  groups: readonly GroupRecord[],
  { masked, reports, problems }: Judgement,
  { terms }: SpecDescriptor,
): Summary {
  const mean = (read: (episode: EpisodeRecord) => number): number =>
    episodes.reduce((sum, episode) => sum + read(episode), 0) / episodes.length;
  const means = (read: (episode: EpisodeRecord) => Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(
      Object.keys(episodes[0] === undefined ? {} : read(episodes[0])).map((name) => [
        name,
        mean((episode) => read(episode)[name] ?? 0),
      ]),
    );
  const share = (holds: (group: GroupRecord) => boolean): number => groups.filter(holds).length / groups.length;
  const ends: Record<string, number> = {};
  for (const { cause } of episodes) ends[cause] = (ends[cause] ?? 0) + 1;
  const primary = terms.filter((term) => term.primary).map(({ name }) => name);
  return {
    episodesEnded: episodes.length,
    ...(episodes.length === 0
      ? {}
      : {
          return: mean((episode) => episode.return),
          shaped: mean((episode) => episode.shaped),
          length: mean(({ length }) => length),
          terms: means((episode) => episode.terms),
          shapings: means((episode) => episode.shapings),
          recentReturn: mean((episode) => episode.return),
          recentShaped: mean((episode) => episode.shaped),
          ...(primary.length === 0
            ? {}
            : { primary: mean((episode) => primary.reduce((sum, name) => sum + (episode.terms[name] ?? 0), 0)) }),
        }),
    ends,
    machines: {},
    groups: {
      count: groups.length,
      flat: share(({ flat }) => flat),
      kept: share(({ kept }) => kept),
      masked: masked.reduce((sum, flag) => sum + flag, 0) / masked.length,
    },
    ...(Object.keys(reports).length === 0 ? {} : { reports }),
    ...(problems.length === 0 ? {} : { nonFinite: problems.length }),
  };
}

import type { SpecDescriptor } from "../kernel/descriptor.js";
import type { EpisodeRecord, WindowSummary } from "../logging/records.js";
import type { JudgedStep } from "./rewarded-environment.js";

/** What happened between two updates: machine-state occupancy, and the episodes that ended. Cleared by `summary`. */
export class Window {
  readonly #occupancy: readonly {
    readonly name: string;
    readonly states: readonly string[];
    readonly counts: Float64Array;
  }[];
  #steps = 0;
  #episodes: EpisodeRecord[] = [];
  #nonFinite = 0;

  constructor(descriptor: SpecDescriptor) {
    this.#occupancy = descriptor.machines.map(({ name, states }) => ({
      name,
      states,
      counts: new Float64Array(states.length),
    }));
  }

  add(step: JudgedStep, ended: readonly EpisodeRecord[]): void {
    this.#steps += step.reward.length;
    this.#nonFinite += step.problems.length;
    this.#episodes.push(...ended);
    for (const { name, counts } of this.#occupancy) {
      for (const state of step.machines[name] ?? []) counts[state] = (counts[state] ?? 0) + 1;
    }
  }

  summary(): WindowSummary {
    const episodes = this.#episodes;
    const ends: Record<string, number> = {};
    for (const { cause } of episodes) ends[cause] = (ends[cause] ?? 0) + 1;
    const summary: WindowSummary = {
      episodesEnded: episodes.length,
      ...(episodes.length === 0
        ? {}
        : {
            return: mean(episodes, (each) => each.return),
            shaped: mean(episodes, (each) => each.shaped),
            length: mean(episodes, (each) => each.length),
            terms: meansByName(episodes, (each) => each.terms),
            shapings: meansByName(episodes, (each) => each.shapings),
          }),
      ends,
      machines: Object.fromEntries(
        this.#occupancy.map(({ name, states, counts }) => [
          name,
          Object.fromEntries(states.map((state, index) => [state, (counts[index] ?? 0) / Math.max(this.#steps, 1)])),
        ]),
      ),
      ...(this.#nonFinite === 0 ? {} : { nonFinite: this.#nonFinite }),
    };
    this.#steps = 0;
    this.#episodes = [];
    this.#nonFinite = 0;
    for (const { counts } of this.#occupancy) counts.fill(0);
    return summary;
  }
}

function mean(episodes: readonly EpisodeRecord[], value: (episode: EpisodeRecord) => number): number {
  return episodes.reduce((sum, episode) => sum + value(episode), 0) / episodes.length;
}

function meansByName(
  episodes: readonly EpisodeRecord[],
  values: (episode: EpisodeRecord) => Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const names = Object.keys(values(episodes[0] as EpisodeRecord));
  return Object.fromEntries(names.map((name) => [name, mean(episodes, (each) => values(each)[name] ?? 0)]));
}

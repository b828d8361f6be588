import type { MachineDescriptor, SpecDescriptor } from "../kernel/descriptor.js";
import type { Verdict } from "../kernel/verdict.js";
import type { EpisodeRecord, WindowSummary } from "../logging/records.js";
import type { JudgedStep } from "./rewarded-environment.js";

/** What happened between two updates: where machines and objectives stood, and the episodes that ended. Cleared by `summary`. */
export class Window {
  readonly #machines: readonly Occupancy[];
  readonly #objectives: readonly Occupancy[];
  #steps = 0;
  #episodes: EpisodeRecord[] = [];
  #nonFinite = 0;

  constructor(descriptor: SpecDescriptor) {
    this.#machines = descriptor.machines.map(unvisited);
    this.#objectives = [...descriptor.objectives, ...(descriptor.pastObjectives ?? [])].map(unvisited);
  }

  add(step: JudgedStep, ended: readonly EpisodeRecord[]): void {
    this.#steps += step.reward.length;
    this.#nonFinite += step.problems.length;
    this.#episodes.push(...ended);
    count(this.#machines, step.machines);
    count(this.#objectives, step.objectives);
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
      machines: shares(this.#machines, this.#steps),
      ...(this.#objectives.length === 0
        ? {}
        : { objectives: shares(this.#objectives, this.#steps), verdicts: verdictRates(this.#objectives, episodes) }),
      ...(this.#nonFinite === 0 ? {} : { nonFinite: this.#nonFinite }),
    };
    this.#steps = 0;
    this.#episodes = [];
    this.#nonFinite = 0;
    for (const { counts } of [...this.#machines, ...this.#objectives]) counts.fill(0);
    return summary;
  }
}

/** Steps that ended in each state of a machine or an objective. */
interface Occupancy {
  readonly name: string;
  readonly states: readonly string[];
  readonly counts: Float64Array;
}

function unvisited({ name, states }: Pick<MachineDescriptor, "name" | "states">): Occupancy {
  return { name, states, counts: new Float64Array(states.length) };
}

function count(occupancies: readonly Occupancy[], columns: JudgedStep["machines"]): void {
  for (const { name, counts } of occupancies) {
    for (const state of columns[name] ?? []) counts[state] = (counts[state] ?? 0) + 1;
  }
}

function shares(occupancies: readonly Occupancy[], steps: number): WindowSummary["machines"] {
  return Object.fromEntries(
    occupancies.map(({ name, states, counts }) => [
      name,
      Object.fromEntries(states.map((state, index) => [state, (counts[index] ?? 0) / Math.max(steps, 1)])),
    ]),
  );
}

/** Of the episodes that ended, the share of each verdict on each objective; nothing where none did. */
function verdictRates(
  objectives: readonly Occupancy[],
  episodes: readonly EpisodeRecord[],
): NonNullable<WindowSummary["verdicts"]> {
  if (episodes.length === 0) return {};
  return Object.fromEntries(
    objectives.map(({ name }) => {
      const rate = (verdict: Verdict): number =>
        episodes.filter((episode) => episode.verdicts?.[name] === verdict).length / episodes.length;
      return [name, { Satisfied: rate("Satisfied"), Violated: rate("Violated"), Unknown: rate("Unknown") }];
    }),
  );
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

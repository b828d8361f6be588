import type { Episode, Sample, Step } from "./random-batch.js";

/* What the language says of aggregates (language.md §1, §4), evaluated as it is written: lists of values, filtered and folded. */

/** One value that may be pooled. */
export interface Element {
  readonly value: number;
  readonly holds: boolean;
  readonly episode: number;
  /** Where it stands: the last step of what it belongs to, counted over the batch. */
  readonly at: number;
  /** Its episode or segment is over. */
  readonly counts: boolean;
}

/** The step at a place of the batch, and what it belongs to. */
export interface Place {
  readonly step: Step;
  readonly episode: Episode;
  readonly number: number;
  /** Within the episode. */
  readonly index: number;
  readonly turn: number;
  readonly thought: number;
}

/** All steps in order, with the numbers of their segments within the episode. */
export function placesOf({ episodes }: Sample): readonly Place[] {
  return episodes.flatMap((episode, number) => {
    let [turn, thought] = [0, 0];
    return episode.steps.map((step, index) => {
      const before = episode.steps[index - 1];
      if (before?.p === true) turn++;
      if (before !== undefined && before.k !== step.k) thought++;
      return { step, episode, number, index, turn, thought };
    });
  });
}

export type Rate = "step" | "turn" | "episode";
export type ScopeName = "turn" | "thought" | "episode" | "group" | "batch";

const isOver = ({ end }: Episode): boolean => end !== "unfinished";

/** The elements of a rate: all steps; each turn at its last step; each episode at its last step. */
export function elementsOf(places: readonly Place[], rate: Rate): readonly Element[] {
  return places.flatMap((place, at): readonly Element[] => {
    const next = places[at + 1];
    const { episode, step, number } = place;
    const endsEpisode = next?.number !== number;
    switch (rate) {
      case "step":
        return [{ value: step.x, holds: step.p, episode: number, at, counts: true }];
      case "turn":
        return endsEpisode || next.turn !== place.turn
          ? [{ value: step.quality, holds: step.quality > 0, episode: number, at, counts: step.p || isOver(episode) }]
          : [];
      case "episode":
        return endsEpisode
          ? [{ value: episode.score, holds: episode.won, episode: number, at, counts: isOver(episode) }]
          : [];
    }
  });
}

/** The element that stands for a step. */
export function ownOf(places: readonly Place[], elements: readonly Element[], rate: Rate, at: number): Element {
  const here = places[at];
  const own = elements.find((element) => {
    const there = places[element.at];
    if (rate === "step") return element.at === at;
    return there?.number === here?.number && (rate === "episode" || there?.turn === here?.turn);
  });
  if (own === undefined) throw new Error("every step belongs to something");
  return own;
}

/** Which part of the batch a step lies in. */
export function scopeOf(place: Place, scope: ScopeName): string {
  const { number, episode, turn, thought } = place;
  switch (scope) {
    case "turn":
      return `${number}:${turn}`;
    case "thought":
      return `${number}:${thought}`;
    case "episode":
      return String(number);
    case "group":
      return String(episode.group);
    case "batch":
      return "";
  }
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** 0 of nothing: what `center` and `zscore` take it for. */
export const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);

export function deviation(values: readonly number[], freedom: number): number {
  const middle = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - middle) ** 2)) / Math.max(freedom, 1));
}

export type Ties = "mean" | "lower" | "upper";

/** Hyndman and Fan's seventh definition, at q (n − 1), or the value on one side of it. */
export function quantile(values: readonly number[], q: number, ties: Ties): number {
  const sorted = values.toSorted((one, other) => one - other);
  const position = q * (sorted.length - 1);
  const [below = NaN, above = NaN] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (ties === "lower") return below;
  if (ties === "upper") return above;
  const part = position - Math.floor(position);
  return (1 - part) * below + part * above;
}

export function mode(values: readonly number[], ties: "lower" | "upper"): number {
  const often = (value: number): number => values.filter((other) => other === value).length;
  const most = Math.max(...values.map(often));
  const winners = values.filter((value) => often(value) === most);
  return ties === "lower" ? Math.min(...winners) : Math.max(...winners);
}

/** Places from 1, equal values sharing theirs. */
export function rank(values: readonly number[], value: number, ties: Ties): number {
  const sorted = values.toSorted((one, other) => one - other);
  const lower = sorted.indexOf(value) + 1;
  const upper = sorted.lastIndexOf(value) + 1;
  return { lower, upper, mean: (lower + upper) / 2 }[ties];
}

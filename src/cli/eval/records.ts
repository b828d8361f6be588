import type { RowResult } from "../../testing/target/target.js";
import { own } from "../../runtime/reference/index.js";
import type { EpisodeId } from "./trace-line.js";

/** JSON has no NaN: numbers that are not finite become words. */
type Numeric = number | "NaN" | "Infinity" | "-Infinity";

function numeric(value: number): Numeric {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

function numerics(values: Readonly<Record<string, number>>): Readonly<Record<string, Numeric>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, numeric(value)]));
}

/** What `rewardc eval` prints for each step. `shaping` is the sum of `shapings`. */
export function stepRecord(episode: EpisodeId, step: number, row: RowResult): object {
  const shaping = Object.values(row.shapings).reduce((sum, value) => sum + value, 0);
  return {
    v: 1,
    type: "step",
    episode,
    step,
    reward: numeric(row.reward),
    total: numeric(row.total),
    terms: numerics(row.terms),
    raw: numerics(row.raw),
    shaping: numeric(shaping),
    shapings: numerics(row.shapings),
    machines: row.machines,
    objectives: {},
    terminated: row.terminated,
    truncated: row.truncated,
    ...(row.cause === undefined ? {} : { cause: row.cause }),
  };
}

/** Sums over one episode. */
export interface EpisodeSums {
  readonly steps: number;
  readonly return: number;
  readonly terms: Readonly<Record<string, number>>;
  readonly end: "terminated" | "truncated" | "unfinished";
  readonly cause?: string;
}

export const noSums: EpisodeSums = { steps: 0, return: 0, terms: {}, end: "unfinished" };

export function addRow(sums: EpisodeSums, row: RowResult): EpisodeSums {
  const end = row.terminated ? "terminated" : row.truncated ? "truncated" : sums.end;
  return {
    steps: sums.steps + (row.stepped ? 1 : 0),
    return: sums.return + row.reward,
    terms: Object.fromEntries(
      Object.entries(row.terms).map(([name, value]) => [name, (own(sums.terms, name) ?? 0) + value]),
    ),
    end,
    ...(row.cause === undefined ? (sums.cause === undefined ? {} : { cause: sums.cause }) : { cause: row.cause }),
  };
}

/** What `rewardc eval` prints for each episode: sums over its steps. */
export function episodeRecord(episode: EpisodeId, sums: EpisodeSums): object {
  return {
    v: 1,
    type: "episode",
    episode,
    steps: sums.steps,
    return: numeric(sums.return),
    terms: numerics(sums.terms),
    objectives: {},
    end: sums.end,
    ...(sums.cause === undefined ? {} : { cause: sums.cause }),
  };
}

import type { Program } from "../../compiler/ir/program.js";
import { verdictOf, viewOf } from "../../runtime/kernel/verdict.js";
import { nothingPaid, own, type Paid } from "../../runtime/reference/index.js";
import type { EpisodeId } from "../../compiler/recording/line.js";
import { numeric, numerics, type Numeric } from "./json-value.js";
import type { EpisodeExtras, EvaluatedRow } from "./trace-rewards.js";

/** A number, or one for each component by its name, or a list with one for each agent. */
function paid(
  value: Paid,
  { components = [], agents }: Program,
): Numeric | readonly Numeric[] | Readonly<Record<string, Numeric>> {
  if (typeof value === "number") return numeric(value);
  if (agents !== undefined) return value.map(numeric);
  return Object.fromEntries(components.map(({ name }, place) => [name, numeric(value[place] ?? NaN)]));
}

/** Element by element. */
function sum(left: Paid, right: Paid): Paid {
  if (typeof left === "number" && typeof right === "number") return left + right;
  const [of, others] = [[left].flat(), [right].flat()];
  return of.map((value, place) => value + (others[place] ?? 0));
}

type Objectives = readonly (Program["objectives"][number] | Program["pastObjectives"][number])[];

/** Every objective of a program, whatever it runs as. */
function objectivesOf(program: Program): Objectives {
  return [...program.objectives, ...program.pastObjectives];
}

/** What `rewardc eval` prints for each step. `shaping` is the sum of `shapings`. */
export function stepRecord(episode: EpisodeId, step: number, row: EvaluatedRow, program: Program): object {
  const shaping = Object.values(row.shapings).reduce((all, value) => all + value, 0);
  return {
    v: 1,
    type: "step",
    episode,
    step,
    reward: paid(row.reward, program),
    total: paid(row.total, program),
    ...(row.discount === undefined ? {} : { discount: numeric(row.discount) }),
    terms: numerics(row.terms),
    raw: numerics(row.raw),
    ...(row.advantage === undefined ? {} : { advantage: numeric(row.advantage) }),
    ...(row.reports === undefined ? {} : { reports: row.reports }),
    shaping: numeric(shaping),
    shapings: numerics(row.shapings),
    machines: row.machines,
    objectives: byName(objectivesOf(program), row.objectives, viewOf),
    terminated: row.terminated,
    truncated: row.truncated,
    ...(row.cause === undefined ? {} : { cause: row.cause }),
  };
}

function byName<T>(
  objectives: Objectives,
  states: Readonly<Record<string, number>>,
  shown: (objective: Objectives[number], state: number) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    objectives.map((objective) => [objective.name, shown(objective, own(states, objective.name) ?? 0)]),
  );
}

/** Sums over one episode. */
export interface EpisodeSums {
  readonly steps: number;
  readonly return: Paid;
  readonly terms: Readonly<Record<string, number>>;
  /** States that the objectives' automata stand in after the last step; that of the start is 0. */
  readonly objectives: Readonly<Record<string, number>>;
  /** Of those that have one, after the last step. */
  readonly robustness: Readonly<Record<string, number>>;
  readonly end: "terminated" | "truncated" | "unfinished";
  readonly cause?: string;
}

/** Before the first step. */
export function noSums(program: Program): EpisodeSums {
  return {
    steps: 0,
    return: nothingPaid(program),
    terms: {},
    objectives: {},
    robustness: {},
    end: "unfinished",
  };
}

export function addRow(sums: EpisodeSums, row: EvaluatedRow): EpisodeSums {
  const end = row.terminated ? "terminated" : row.truncated ? "truncated" : sums.end;
  return {
    steps: sums.steps + (row.stepped ? 1 : 0),
    return: sum(sums.return, row.reward),
    terms: Object.fromEntries(
      Object.entries(row.terms).map(([name, value]) => [name, (own(sums.terms, name) ?? 0) + value]),
    ),
    objectives: row.objectives,
    robustness: row.robustness ?? {},
    end,
    ...(row.cause === undefined ? (sums.cause === undefined ? {} : { cause: sums.cause }) : { cause: row.cause }),
  };
}

/** What `rewardc eval` prints for each episode: sums over its steps, what is known of the objectives at its end, and what whole trajectories say of it. An unfinished episode has no robustness. */
export function episodeRecord(
  episode: EpisodeId,
  sums: EpisodeSums,
  program: Program,
  { group, ...extras }: EpisodeExtras,
): object {
  return {
    v: 1,
    type: "episode",
    episode,
    ...(group === undefined ? {} : { group }),
    steps: sums.steps,
    return: paid(sums.return, program),
    terms: numerics(sums.terms),
    objectives: byName(objectivesOf(program), sums.objectives, (objective, state) => {
      const robustness = sums.end === "unfinished" ? undefined : own(sums.robustness, objective.name);
      return {
        verdict: verdictOf(objective, state, sums.end === "terminated"),
        ...(robustness === undefined ? {} : { robustness: numeric(robustness) }),
      };
    }),
    ...extras,
    end: sums.end,
    ...(sums.cause === undefined ? {} : { cause: sums.cause }),
  };
}

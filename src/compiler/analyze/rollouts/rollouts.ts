import type { NodeId } from "../../ir/node.js";
import type { Program, SignalInput } from "../../ir/program.js";
import {
  columnOf,
  finishBatch,
  playEpisode,
  valueAt,
  valueOf,
  type Column,
  type Finished,
  type PlayedRow,
} from "../../../runtime/reference/index.js";
import { complete, totalOf, type Inputs } from "../trace.js";
import type { Work } from "../work.js";

/** When a signal comes: with each step (a segment's with its last), with the start of an episode or group, or when an episode or a group is over. */
export type Part = "step" | "start" | "episode" | "group";

/** When the signal comes. */
export function partOf({ per }: SignalInput): Part {
  if (per === undefined || per.rate === "segment") return "step";
  return per.atStart ? "start" : per.rate;
}

/** A whole episode, which the environment ends with its last step. */
export interface Rollout {
  readonly steps: readonly Inputs[];
  /** Signals that come when it is over. */
  readonly end: Inputs;
}

/** Episodes that belong together. */
export interface RolloutGroup {
  /** Signals that its episodes start with. */
  readonly start: Inputs;
  readonly episodes: readonly Rollout[];
  /** Signals that come when the group is over. */
  readonly end: Inputs;
}

/** What an episode of a batch is worth. */
export interface Worth {
  /** What each term pays in each step. */
  readonly terms: Readonly<Record<string, readonly number[]>>;
  /** The sum of `total`. */
  readonly return: number;
  /** What the learner is given in each step, where the spec says so. */
  readonly advantages: readonly number[];
  /** Nodes that were asked for, in the last step. */
  readonly watched: readonly number[];
}

/** The first signals of an episode of the group. */
export function resetOf({ start }: Pick<RolloutGroup, "start">, { steps }: Rollout): Inputs {
  return { ...start, ...steps[0] };
}

const clock = { steps: 0, updates: 0, episodes: 0 };

/**
 * The episodes of the groups as one batch on the reference, group by group. Undefined where something is not finite, a value is missing that may not be, an assertion does not hold, an episode ends before its last step, or
 * nothing is left of what searches may cost.
 */
export function worthOf(
  program: Program,
  groups: readonly RolloutGroup[],
  work: Work,
  watch: readonly NodeId[] = [],
): readonly Worth[] | undefined {
  const rollouts = groups.flatMap((group, index) => group.episodes.map((rollout) => ({ group, index, rollout })));
  const steps = rollouts.reduce((sum, { rollout }) => sum + rollout.steps.length, 0);
  if (!work.steps(steps, program)) return undefined;
  const episodes = rollouts.map(({ group, index, rollout }) => ({
    reset: complete(program, resetOf(group, rollout)),
    rows: rollout.steps.map((inputs, step) => ({
      signals: complete(program, { ...group.start, ...inputs }),
      terminated: step === rollout.steps.length - 1,
      clock,
    })),
    end: complete(program, { ...group.start, ...rollout.end }),
    group: index,
  }));
  const played = episodes.map((episode) => playEpisode(program, episode, { clock }));
  if (!played.every((rows) => rows.every(isSound))) return undefined;
  const batch = { episodes, groups: groups.map(({ start, end }) => complete(program, { ...start, ...end })), clock };
  const finished = finishBatch(program, batch, played);
  const worths = played.map((rows, episode) => worthOfEpisode(program, finished, rows, episode, watch));
  return worths.every(isFinite) ? worths : undefined;
}

function isSound({ moved }: PlayedRow, row: number, { length }: readonly PlayedRow[]): boolean {
  const { outputs, state } = moved;
  const { nonFinite, missing, failedAsserts } = outputs;
  return nonFinite.length + missing.length + failedAsserts.length === 0 && state.ended === (row === length - 1);
}

function isFinite({ terms, return: sum, advantages }: Worth): boolean {
  return [...Object.values(terms).flat(), sum, ...advantages].every(Number.isFinite);
}

function worthOfEpisode(
  program: Program,
  finished: Finished,
  rows: readonly PlayedRow[],
  episode: number,
  watch: readonly NodeId[],
): Worth {
  const { total, terms = [], advantage } = program.finish ?? {};
  const steps = finished.steps[episode] ?? [];
  const ofSteps = (node: NodeId): readonly number[] => {
    const column = columnOf(finished.values, node);
    return steps.map((step) => valueAt(column, indexIn(column, finished, episode, step ?? -1))[0] ?? NaN);
  };
  const totals = total === undefined ? rows.map(({ moved }) => totalOf(moved.outputs)) : ofSteps(total);
  return {
    terms: Object.fromEntries([
      ...program.terms.map(({ name }) => [name, rows.map(({ moved }) => moved.outputs.terms[name] ?? NaN)] as const),
      ...terms.map(({ name, contribution }) => [name, ofSteps(contribution)] as const),
    ]),
    return: sumOf(totals),
    advantages: advantage === undefined ? [] : ofSteps(advantage),
    watched: watch.map((node) => {
      const { phase } = program.nodes[node] ?? {};
      const values = rows.at(-1)?.moved.values;
      const ofStep = phase === "step" && values !== undefined;
      return (ofStep ? valueOf(values, node)[0] : ofSteps(node).at(-1)) ?? NaN;
    }),
  };
}

/** Where a column has its value for a step of an episode. */
function indexIn({ rate }: Column, { layout }: Finished, episode: number, step: number): number {
  switch (rate) {
    case "step":
      return step;
    case "episode":
      return episode;
    case "group":
      return layout.groupOfEpisode[episode] ?? -1;
    case "pair":
      throw new Error("no value of a step compares episodes");
    case "const":
    case "param":
    case "batch":
      return 0;
  }
}

/** The sum of numbers. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

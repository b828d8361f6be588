import { RewardError } from "../kernel/errors.js";
import { Evaluation } from "./evaluation.js";
import type { RobustnessFormula } from "./formula.js";
import type { Column } from "./operators/column.js";
import type { PastEnd } from "./operators/past-end.js";
import { type Plan, planOf } from "./plan.js";
import { maximumOf, type Smooth } from "./smooth.js";
import { type Episode, episodesOf, type MarginTrajectories } from "./trajectories.js";

/*
 * formula ──planOf──▶ instructions      margins [T, B] ──episodesOf──▶ episodes
 *                          └──────────────┬───────────────┘
 *                                         ▼
 *            Evaluation: one episode at a time, one column per instruction (operators/)
 *                                         ▼
 *                          values at all steps, or gradients back
 */

export interface RobustnessOptions {
  /** Default: what_is_there, the only one whose sign agrees with the Boolean meaning of the formula. */
  readonly pastEnd?: PastEnd;
  /** Default: exact greatest and least. */
  readonly smooth?: Smooth;
}

/** A margin that the formula reads is not a number, so nothing that it says can be trusted: the first in the order of environments, steps and channels. */
export interface NotANumber {
  readonly kind: "not-a-number";
  readonly channel: number;
  readonly step: number;
  readonly environment: number;
}

/** An episode and what the formula is worth at its first step. */
export interface EpisodeRobustness extends Episode {
  readonly robustness: number;
}

/** The formula at the first step of each episode; `[T, B]` at every step, NaN where a row is no step of an episode. */
export interface RobustnessValues {
  readonly kind: "values";
  readonly episodes: readonly EpisodeRobustness[];
  readonly values: Float64Array;
}

/** And the gradients with respect to each column of margins, `[T, B]`; 0 where the formula does not look. */
export interface RobustnessGradients extends Omit<RobustnessValues, "kind"> {
  readonly kind: "gradients";
  readonly gradients: readonly Float64Array[];
}

/**
 * The robustness of a formula of signal temporal logic on whole trajectories: at every step of every episode, that of the rest of the episode from there (and
 * its past). A constant number of operations per instruction and step, whatever the windows; smooth until takes time in proportion to its window. Memory
 * for a few columns of the longest episode besides the result. Throws a `RewardError` where formula, sizes or options are wrong.
 */
export function robustness(
  formula: RobustnessFormula,
  trajectories: MarginTrajectories,
  options: RobustnessOptions = {},
): RobustnessValues | NotANumber {
  const prepared = prepare(formula, trajectories, options);
  if ("kind" in prepared) return prepared;
  const { evaluation, episodes, result } = prepared;
  const { environments } = trajectories;
  const judged = episodes.map((episode): EpisodeRobustness => {
    evaluation.values(episode.length, gather(trajectories, episode), (values) =>
      scatter(values, result, environments, episode),
    );
    return { ...episode, robustness: result[episode.start * environments + episode.environment] as number };
  });
  return { kind: "values", episodes: judged, values: result };
}

/**
 * The same, with the gradients of Σ weights·values over all steps; `weights` is `[T, B]`, by default 1 at the first step of each episode and 0 elsewhere.
 * Where several members are the greatest or the least the gradient is split evenly among them. Keeps one column per instruction of the formula; until takes
 * time in proportion to its window at each step that the gradient reaches.
 */
export function robustnessGradients(
  formula: RobustnessFormula,
  trajectories: MarginTrajectories,
  options: RobustnessOptions & { readonly weights?: ArrayLike<number> } = {},
): RobustnessGradients | NotANumber {
  const prepared = prepare(formula, trajectories, options);
  if ("kind" in prepared) return prepared;
  const { evaluation, episodes, result, longest } = prepared;
  const { environments, margins } = trajectories;
  const weights = options.weights;
  if (weights !== undefined && weights.length !== result.length) {
    const expected = `${result.length} values`;
    throw new RewardError({ kind: "bad-input", name: "weights", expected, found: String(weights.length) });
  }
  const gradients = margins.map(() => new Float64Array(result.length));
  const seed = new Float64Array(longest);
  const judged = episodes.map((episode): EpisodeRobustness => {
    const { environment, start, length } = episode;
    const receive = (values: Column): Column => {
      scatter(values, result, environments, episode);
      for (let t = 0; t < length; t++) {
        seed[t] =
          weights === undefined ? Number(t === 0) : (weights[(start + t) * environments + environment] as number);
      }
      return seed;
    };
    evaluation.gradients(length, gather(trajectories, episode), receive, (channel, gradient) =>
      scatter(gradient, gradients[channel] as Float64Array, environments, episode),
    );
    return { ...episode, robustness: result[start * environments + environment] as number };
  });
  return { kind: "gradients", episodes: judged, values: result, gradients };
}

interface Prepared {
  readonly evaluation: Evaluation;
  readonly episodes: readonly Episode[];
  readonly longest: number;
  /** `[T, B]`, NaN everywhere. */
  readonly result: Float64Array;
}

function prepare(
  formula: RobustnessFormula,
  trajectories: MarginTrajectories,
  { pastEnd = "what_is_there", smooth }: RobustnessOptions,
): Prepared | NotANumber {
  const plan = planOf(formula, trajectories.margins.length);
  const maximum = maximumOf(smooth);
  const episodes = episodesOf(trajectories);
  const wrong = notANumber(plan, trajectories, episodes);
  if (wrong !== undefined) return wrong;
  const longest = episodes.reduce((length, episode) => Math.max(length, episode.length), 0);
  const result = new Float64Array(trajectories.steps * trajectories.environments).fill(NaN);
  return { evaluation: new Evaluation(plan, { maximum, pastEnd }, longest), episodes, longest, result };
}

function notANumber(
  { channels }: Plan,
  { margins, environments }: MarginTrajectories,
  episodes: readonly Episode[],
): NotANumber | undefined {
  // Nearly always nothing is wrong: look through the columns as they lie before looking where.
  if (!channels.some((channel) => hasNaN(margins[channel]))) return undefined;
  for (const { environment, start, length } of episodes) {
    for (let step = start; step < start + length; step++) {
      for (const channel of channels) {
        if (!Number.isNaN(margins[channel]?.[step * environments + environment])) continue;
        return { kind: "not-a-number", channel, step, environment };
      }
    }
  }
  return undefined;
}

function hasNaN(column: Float64Array | Float32Array = new Float64Array()): boolean {
  for (let row = 0; row < column.length; row++) if (Number.isNaN(column[row])) return true;
  return false;
}

function gather({ margins, environments }: MarginTrajectories, { environment, start, length }: Episode) {
  return (channel: number, into: Column): void => {
    const column = margins[channel] ?? [];
    for (let t = 0, row = start * environments + environment; t < length; t++, row += environments) {
      into[t] = column[row] as number;
    }
  };
}

function scatter(
  values: Column,
  into: Float64Array,
  environments: number,
  { environment, start, length }: Episode,
): void {
  for (let t = 0, row = start * environments + environment; t < length; t++, row += environments) {
    into[row] = values[t] as number;
  }
}

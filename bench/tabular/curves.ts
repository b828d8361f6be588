import {
  TabularTraining,
  type Episode,
  type TabularSettings,
  type TabularTask,
} from "../../src/runtime/agents/tabular/index.js";
import type { Environment } from "../../src/runtime/environments/index.js";
import { Score } from "./score.js";

export interface CurvesOptions {
  /** With one row for each learner and seed. */
  readonly environment: (rows: number) => Environment;
  readonly tasks: readonly TabularTask[];
  /** By name; all learn side by side, so that one kernel step serves them all. */
  readonly learners: Readonly<Record<string, TabularSettings>>;
  readonly seeds: number;
  readonly steps: number;
  /** Steps between two points of a curve. */
  readonly every: number;
  readonly window: number;
  readonly optimum: readonly number[];
  readonly onEpisode?: (episode: Episode) => void;
  readonly progress?: (step: number, medians: Readonly<Record<string, number>>) => void;
}

/** Medians over seeds, by learner, at `every`, 2 · `every`, … steps. */
export type Curves = Readonly<Record<string, readonly number[]>>;

/** Trains all learners with all seeds and returns their learning curves. */
export function learningCurves(options: CurvesOptions): Curves {
  const { seeds, steps, every } = options;
  const names = Object.keys(options.learners);
  const environment = options.environment(names.length * seeds);
  const score = new Score(environment.size, options.window, options.optimum);
  const training = new TabularTraining({
    environment,
    tasks: options.tasks,
    seed: 0,
    rewards: "tabulated",
    learners: Object.values(options.learners).map((settings, index) => ({
      rows: { first: index * seeds, count: seeds },
      settings,
    })),
  });
  const curves: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let step = every; step <= steps; step += every) {
    training.run(every, (episode) => {
      score.add(episode);
      options.onEpisode?.(episode);
    });
    const medians = Object.fromEntries(names.map((name, index) => [name, score.median(index * seeds, seeds)]));
    for (const name of names) curves[name]?.push(medians[name] ?? 0);
    options.progress?.(step, medians);
  }
  training.dispose();
  return curves;
}

/** Median after so many steps. */
export function after(curve: readonly number[], steps: number, every: number): number | undefined {
  return curve[steps / every - 1];
}

/** The first point at which the median is at least `level`, in steps. */
export function crossing(curve: readonly number[], level: number, every: number): number | undefined {
  const index = curve.findIndex((value) => value >= level);
  return index < 0 ? undefined : (index + 1) * every;
}

import type { Program } from "../../../compiler/ir/program.js";
import type { Clock } from "../../kernel/clock.js";
import { RewardError } from "../../kernel/errors.js";
import { initialState, sharedValues, step, type EpisodeOptions, type EpisodeState, type Moved } from "../episode.js";
import { own, valueOf, type Row, type Values } from "../inputs.js";
import { scopeOf } from "../scope.js";
import type { NodeValues, Precision } from "../evaluate.js";
import { valueAt } from "./column.js";
import { columnOf, evaluateFinish, type FinishValues } from "./evaluate-finish.js";
import { layoutOf, type Layout } from "./layout.js";

/** One whole trajectory. */
export interface TrajectoryRows {
  /** The first signals. */
  readonly reset: Values;
  readonly rows: readonly Row[];
  /** Signals that come when the episode is over. */
  readonly end?: Values;
  /** In `[0, groups.length)`. */
  readonly group: number;
}

export interface Batch {
  readonly episodes: readonly TrajectoryRows[];
  /** Signals that come when a group is over, group by group. */
  readonly groups: readonly Values[];
  readonly params?: Values;
  /** What the learner had done when the batch began. */
  readonly clock?: Clock;
  /** What training remembers of earlier updates, in the order of `program.trained`; absent before the first. */
  readonly trained?: readonly Float64Array[];
}

/** A row and what it did. */
export interface PlayedRow {
  readonly row: Row;
  readonly before: EpisodeState;
  readonly moved: Moved;
}

/** The steps of one episode, row by row. */
export function playEpisode(
  program: Program,
  { reset, rows }: Pick<TrajectoryRows, "reset" | "rows">,
  options: EpisodeOptions = {},
): readonly PlayedRow[] {
  const shared = { ...options, shared: options.shared ?? sharedValues(program, options) };
  let state = initialState(program, reset, shared);
  return rows.map((row) => {
    const moved = step(program, state, row, shared);
    const played = { row, before: state, moved };
    state = moved.state;
    return played;
  });
}

/** What whole trajectories give. */
export interface Finished {
  readonly layout: Layout;
  readonly values: FinishValues;
  /** The layout's number of each episode's rows; absent for a row that is no step. */
  readonly steps: readonly (readonly (number | undefined)[])[];
  /** What training remembers after this update. */
  readonly trained: readonly Float64Array[];
}

/** Evaluates the graph of whole trajectories on episodes that have been played: the meaning of `finish`. Rows that did not step are no part of them. */
export function finishBatch(
  program: Program,
  { episodes, groups, params, clock, trained }: Batch,
  played: readonly (readonly PlayedRow[])[],
  precision?: Precision,
): Finished {
  const values: NodeValues[] = [];
  const steps = played.map((rows) =>
    rows.map(({ moved }) => (moved.values === undefined ? undefined : values.push(moved.values) - 1)),
  );
  const counts = steps.map((rows) => rows.filter((row) => row !== undefined).length);
  const layout = layoutOf(
    counts,
    episodes.map(({ group }) => group),
    groups.length,
  );
  const settings = scopeOf(program, [], new Map(), {
    ...(params === undefined ? {} : { params }),
    ...(clock === undefined ? {} : { clock }),
    ...(trained === undefined ? {} : { trained }),
  });
  const given = { episode: episodes.map(({ end }) => end), group: groups };
  const scope = {
    layout,
    steps: values,
    settings,
    signal: (name: string, at: "episode" | "group", index: number) =>
      signalOf(program, name, at, given[at][index], index),
  };
  const finished = evaluateFinish(program, scope, precision);
  return {
    layout,
    values: finished,
    steps,
    trained: (program.trained ?? []).map(({ next }) => valueAt(columnOf(finished, next), 0)),
  };
}

function signalOf(
  program: Program,
  name: string,
  at: "episode" | "group",
  values: Values | undefined,
  index: number,
): Float64Array {
  const signal = program.signals.find((candidate) => candidate.name === name);
  if (signal === undefined) throw new Error(`the program reads ${name}, which it does not declare`);
  if (signal.missing?.policy === "error" && own(values, name) === undefined)
    throw new RewardError({ kind: "missing-signal", signal: name, at, environment: index });
  return valueOf(signal, (given) => own(values, given) ?? signal.default, at, index);
}

import { reshape, tensor, tidy, type Tensor } from "@tensorflow/tfjs-core";
import type { NodeRate } from "../../compiler/ir/node.js";
import type { Program, SignalInput } from "../../compiler/ir/program.js";
import type { FinishOutputs, RewardKernel, Trajectories } from "../../runtime/kernel/kernel.js";
import {
  finishBatch,
  float32,
  float64,
  playEpisode,
  roundConstants,
  sharedValues,
  type Batch,
  type Row,
  type Values,
} from "../../runtime/reference/index.js";
import { columnsOf, paramsOf } from "./columns.js";
import { compareRow, type Comparison } from "./compare-row.js";
import { observeFinish, observeFinished } from "./finish-observation.js";
import type { Observations } from "./observation.js";
import { randomRoundings } from "./random-rounding.js";
import { tensorsIn } from "./tensors-in.js";

/** What the comparison of one batch gave. */
export interface BatchComparison extends Comparison {
  /** What training remembers after the batch, on the reference, in numbers that single precision holds. */
  readonly trained: Batch["trained"];
}

/** Compares what a kernel makes of a batch of whole trajectories with the reference; judged as in `compareRow`, each row, episode and group by itself. */
export async function compareFinish(
  program: Program,
  kernel: RewardKernel,
  batch: Batch,
  tolerance = 1e-6,
): Promise<BatchComparison> {
  if (kernel.finish === undefined) throw new Error(`${program.name} gives everything in its steps`);
  const rounded = roundConstants(program);
  const steps = batch.episodes.reduce((most, { rows }) => Math.max(most, rows.length), 1);
  const finished = (precision: typeof float32): Reference => {
    const settings = { ...settingsOf(batch), precision };
    const shared = sharedValues(rounded, settings);
    const played = batch.episodes.map((episode, environment) =>
      playEpisode(rounded, episode, { ...settings, shared, environment }),
    );
    const whole = finishBatch(rounded, batch, played, precision);
    return { shown: observeFinished(rounded, played, whole, steps, precision.round), trained: whole.trained };
  };
  const outputs = finishOn(rounded, kernel.finish, batch, steps);
  const found = await observeFinish(outputs, reportRates(program));
  for (const made of tensorsIn(outputs)) made.dispose();
  const { shown, trained } = finished(float64);
  const comparison = compareRow(
    { environment: 0, row: 0 },
    shown,
    {
      nearest: finished(float32).shown,
      random: randomRoundings(0).map((rounding) => () => finished(rounding).shown),
    },
    new Map([...found].map(([name, values]) => [name, () => values] as const)),
    tolerance,
  );
  return { ...comparison, trained: trained.map((values) => Float64Array.from(values, Math.fround)) };
}

/** What the reference makes of a batch. */
interface Reference {
  readonly shown: Observations;
  readonly trained: readonly Float64Array[];
}

function settingsOf({ params, clock, trained }: Batch): Pick<Batch, "params" | "clock" | "trained"> {
  return {
    ...(params === undefined ? {} : { params }),
    ...(clock === undefined ? {} : { clock }),
    ...(trained === undefined ? {} : { trained }),
  };
}

/** At what rate each report is known. */
export function reportRates({ nodes, finish }: Program): ReadonlyMap<string, NodeRate> {
  return new Map((finish?.reports ?? []).map(({ name, value }) => [name, nodes[value]?.rate ?? "step"]));
}

/** What a kernel makes of a batch of the reference of so many rows; the caller disposes of it. */
export function finishOn(
  program: Program,
  finish: (trajectories: Trajectories) => FinishOutputs,
  batch: Batch,
  steps: number,
): FinishOutputs {
  return tidy(
    () => finish(trajectoriesOf(program, batch, steps)) as unknown as { [name: string]: Tensor },
  ) as unknown as FinishOutputs;
}

/** A batch of the reference as a kernel takes it; rows behind an episode's end hold what would show. */
export function trajectoriesOf(program: Program, batch: Batch, steps: number): Trajectories {
  const { episodes, groups, params, clock, trained } = batch;
  const table = <T>(read: (row: Row) => T, outside: T): readonly T[] =>
    Array.from({ length: steps }, (_, step) =>
      episodes.map(({ rows }) => (rows[step] ? read(rows[step]) : outside)),
    ).flat();
  const columns = (signals: readonly SignalInput[]): Record<string, Tensor> =>
    Object.fromEntries(
      Object.entries(
        columnsOf(
          signals,
          table((row): Values => ({ ...row.signals, ...row.actions }), {}),
        ),
      ).map(([name, column]) => [name, reshape(column, [steps, episodes.length, ...column.shape.slice(1)])]),
    );
  const flags = (read: (row: Row) => boolean): Tensor =>
    tensor(Uint8Array.from(table(read, true), Number), [steps, episodes.length], "bool");
  const late = (rate: "episode" | "group"): readonly SignalInput[] =>
    program.signals.filter(({ per }) => per?.rate === rate && !per.atStart);
  const ofSteps = program.signals.filter(({ per }) => per === undefined || per.atStart || per.rate === "segment");
  return {
    signals: columns(ofSteps.filter(({ role }) => role === "signal")),
    actions: columns(ofSteps.filter(({ role }) => role === "action")),
    reset: columnsOf(
      program.signals.filter(({ needsReset }) => needsReset),
      episodes.map(({ reset }) => reset),
    ),
    lengths: episodes.map(({ rows }) => rows.length),
    terminated: flags((row) => row.terminated === true),
    truncated: flags((row) => row.truncated === true),
    groups: episodes.map(({ group }) => group),
    episodeSignals: columnsOf(
      late("episode"),
      episodes.map(({ end = {} }) => end),
    ),
    groupSignals: columnsOf(late("group"), groups),
    ...(params === undefined ? {} : { params: paramsOf(program, params) }),
    ...(clock === undefined ? {} : { clock }),
    ...(trained === undefined
      ? {}
      : {
          trained: Object.fromEntries(
            (program.trained ?? []).map(({ name, dtype, shape }, index) => [
              name,
              tensor(
                [...(trained[index] ?? [])],
                [...shape],
                ({ float: "float32", int: "int32", bool: "bool" } as const)[dtype],
              ),
            ]),
          ),
        }),
  };
}

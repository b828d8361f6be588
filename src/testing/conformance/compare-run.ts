import { dispose } from "@tensorflow/tfjs-core";
import type { Program } from "../../compiler/ir/program.js";
import type { Clock } from "../../runtime/kernel/clock.js";
import type { RewardKernel, RewardState } from "../../runtime/kernel/kernel.js";
import {
  float32,
  initialState,
  roundConstants,
  shareSlots,
  step,
  type EpisodeState,
  type Moved,
  type Row,
  type Values,
} from "../../runtime/reference/index.js";
import { columnsOf, flags, inputsOf, paramsOf } from "./columns.js";
import { compareRow, type Comparison, type Mismatch, type SinglePrecision } from "./compare-row.js";
import { observeKernel, observeReference, type Observations } from "./observation.js";
import { randomRoundings } from "./random-rounding.js";
import { tensorsIn } from "./tensors-in.js";

/** The rows of one environment, one after the other. */
export interface RowSource {
  /** The first signals of an episode that begins outside of a step. */
  signals(): Values;
  /** The next row, given whether the episode has ended. */
  row(ended: boolean): Row;
  /** Whether an episode begins before the next row, by `RewardKernel.reset`. */
  resetsBetween(ended: boolean): boolean;
}

export interface RunOptions {
  readonly rows: number;
  /** Relative to max(1, |x|). */
  readonly tolerance: number;
  readonly seed?: number;
  readonly params?: Values;
  /** What the learner has done before each row; row −1 is the start. Needed where the program has schedules. */
  readonly clock?: (row: number) => Clock;
}

export interface RunComparison {
  /** Empty where the target conforms. */
  readonly mismatches: readonly Mismatch[];
  /** Values compared. */
  readonly judged: number;
  /** Values that were not compared, since rounding to single precision alone changes them. */
  readonly illConditioned: number;
  /** Rows that stepped (the others are resets and rows after an end, which are compared as well). */
  readonly stepped: number;
}

/** One environment in both precisions. */
interface Lane {
  readonly exact: EpisodeState;
  readonly single: EpisodeState;
  /** Single precision went another way in this episode: nothing is compared until the next one. */
  readonly parted: boolean;
}

/** Feeds the same rows to a kernel and to the reference, one source per environment, and compares all that they give. */
export async function compareRun(
  program: Program,
  kernel: RewardKernel,
  sources: readonly RowSource[],
  options: RunOptions,
): Promise<RunComparison> {
  const rounded = roundConstants(program);
  const { causes } = kernel.descriptor;
  const slots = kernel.descriptor.slots.map(({ name }) => name);
  const roundings = randomRoundings(options.seed ?? 0);
  const tally = new Tally();
  let { lanes, state } = start(rounded, kernel, sources, options);
  for (let row = 0; row < options.rows; row++) {
    const settings = settingsOf(options, row);
    ({ lanes, state } = resetBetween(rounded, kernel, sources, lanes, state, settings));
    const given = sources.map((source, environment): Row => ({
      ...source.row(lanes[environment]?.exact.ended ?? false),
      ...settings,
    }));
    const { inputs, tensors } = inputsOf(rounded, given);
    const outputs = kernel.step(state, inputs);
    const all = kernel.stepAllStates(outputs.labels);
    const features = kernel.features(outputs.state);
    const found = await observeKernel(outputs, all, features, slots);
    const advanced = advance(rounded, lanes, given, causes, roundings);
    lanes = lanes.map((lane, environment) => {
      const moved = advanced[environment];
      if (moved === undefined) throw new Error(`environment ${environment} did not move`);
      const comparison = compareRow({ environment, row }, moved.expected, moved.single, found, options.tolerance);
      if (!lane.parted) tally.add(comparison, moved.stepped);
      return { ...moved.lane, parted: !moved.fresh && (lane.parted || comparison.parted) };
    });
    const { state: next, ...shown } = outputs;
    dispose([...tensorsIn(state), ...tensors, features, ...tensorsIn(shown), ...tensorsIn(all)]);
    state = next;
  }
  dispose(tensorsIn(state));
  return tally;
}

/** What is the same in all environments, in one row. */
type RowSettings = Pick<Row, "params" | "clock">;

function settingsOf({ params, clock }: RunOptions, row: number): RowSettings {
  return {
    ...(params === undefined ? {} : { params }),
    ...(clock === undefined ? {} : { clock: clock(row) }),
  };
}

class Tally implements RunComparison {
  readonly mismatches: Mismatch[] = [];
  judged = 0;
  illConditioned = 0;
  stepped = 0;

  add(comparison: Comparison, stepped: boolean): void {
    this.mismatches.push(...comparison.mismatches);
    this.judged += comparison.judged;
    this.illConditioned += comparison.illConditioned;
    if (stepped) this.stepped++;
  }
}

interface Batch {
  readonly lanes: readonly Lane[];
  readonly state: RewardState;
}

function start(program: Program, kernel: RewardKernel, sources: readonly RowSource[], options: RunOptions): Batch {
  const { seed = 0 } = options;
  const { params = {}, ...clock } = settingsOf(options, -1);
  const resets = sources.map((source) => source.signals());
  const paramTensors = paramsOf(program, params);
  const reset = columnsOf(
    program.signals.filter(({ needsReset }) => needsReset),
    resets,
  );
  const lanes = resets.map((signals, environment): Lane => {
    const begin = (precision?: typeof float32): EpisodeState =>
      initialState(program, signals, {
        seed,
        environment,
        params,
        ...clock,
        ...(precision === undefined ? {} : { precision }),
      });
    return { exact: begin(), single: begin(float32), parted: false };
  });
  const state = kernel.init(sources.length, reset, { seed, params: paramTensors, ...clock });
  dispose([...Object.values(reset), ...Object.values(paramTensors)]);
  return { lanes, state };
}

/** Begins new episodes between two rows, where the mode asks for it. */
function resetBetween(
  program: Program,
  kernel: RewardKernel,
  sources: readonly RowSource[],
  lanes: readonly Lane[],
  state: RewardState,
  { params = {}, ...clock }: RowSettings,
): Batch {
  const chosen = lanes.map(({ exact }, environment) => sources[environment]?.resetsBetween(exact.ended) === true);
  if (!chosen.includes(true)) return { lanes, state };
  const signals = sources.map((source) => source.signals());
  const reset = columnsOf(
    program.signals.filter(({ needsReset }) => needsReset),
    signals,
  );
  const mask = flags(chosen);
  const paramTensors = paramsOf(program, params);
  const fresh = kernel.reset(state, mask, reset, { params: paramTensors, ...clock });
  dispose([...tensorsIn(state), mask, ...Object.values(reset), ...Object.values(paramTensors)]);
  const begun = lanes.map((lane, environment): Lane => {
    if (chosen[environment] !== true) return lane;
    const row: Row = { signals: signals[environment] ?? {}, isFirst: true, params, ...clock };
    return {
      exact: step(program, lane.exact, row).state,
      single: step(program, lane.single, row, { precision: float32 }).state,
      parted: false,
    };
  });
  return { lanes: begun, state: fresh };
}

interface Advanced {
  readonly lane: Omit<Lane, "parted">;
  readonly expected: Observations;
  readonly single: SinglePrecision;
  readonly stepped: boolean;
  /** The row begins an episode. */
  readonly fresh: boolean;
}

/** One row of each environment in both precisions. */
function advance(
  program: Program,
  lanes: readonly Lane[],
  rows: readonly Row[],
  causes: readonly string[],
  roundings: readonly (typeof float32)[],
): readonly Advanced[] {
  const moved = (of: (lane: Lane) => EpisodeState, precision?: typeof float32): readonly Moved[] => {
    const before = lanes.map(of);
    const options = precision === undefined ? {} : { precision };
    const after = before.map((state, environment) => step(program, state, rows[environment] ?? {}, options));
    const states = shareSlots(program, before, after, precision === undefined ? undefined : Math.fround);
    return after.map((each, environment) => ({ ...each, state: states[environment] ?? each.state }));
  };
  const observe = ({ outputs, state }: Moved): Observations => observeReference(program, causes, outputs, state);
  const exact = moved((lane) => lane.exact);
  const single = moved((lane) => lane.single, float32);
  const isShared = program.slots.some(({ shared }) => shared !== undefined);
  return lanes.map((lane, environment) => {
    const row = rows[environment] ?? {};
    const [one, near] = [exact[environment], single[environment]];
    if (one === undefined || near === undefined) throw new Error(`environment ${environment} did not move`);
    const redrawn = (precision: typeof float32): Observations =>
      observe(
        (isShared ? moved((each) => each.single, precision)[environment] : undefined) ??
          step(program, lane.single, row, { precision }),
      );
    return {
      lane: { exact: one.state, single: near.state },
      expected: observe(one),
      single: {
        nearest: observe(near),
        random: roundings.map((precision) => () => redrawn(precision)),
      },
      stepped: one.outputs.stepped,
      fresh: row.isFirst === true,
    };
  });
}

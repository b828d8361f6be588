import { dispose, Tensor } from "@tensorflow/tfjs-core";
import type { Program } from "../../compiler/ir/program.js";
import type { RewardKernel, RewardState } from "../../runtime/kernel/kernel.js";
import { stream } from "../../runtime/random/index.js";
import {
  float32,
  initialState,
  roundConstants,
  step,
  type EpisodeState,
  type Row,
} from "../../runtime/reference/index.js";
import { columnsOf, flags, inputsOf } from "./columns.js";
import { compareRow, type Mismatch } from "./compare.js";
import { observeKernel, observeReference, type Observations } from "./observation.js";
import { rowGenerator, type AutoresetMode, type RowGenerator } from "./random-rows.js";

export interface ConformanceOptions {
  /** Environments in the batch; a third of them sees ordinary values only. Default 24. */
  readonly environments?: number;
  /** Rows for each environment. Default 60. */
  readonly rows?: number;
  readonly seed?: number;
  /** Default: all three, one run each. */
  readonly modes?: readonly AutoresetMode[];
  /** Relative to max(1, |x|). Default 1e-6. */
  readonly tolerance?: number;
  /** Stops collecting after so many. Default 20. */
  readonly mismatches?: number;
}

export interface ConformanceResult {
  /** Empty where the target conforms. */
  readonly mismatches: readonly Mismatch[];
  /** Values compared. */
  readonly judged: number;
  /** Values that were not compared, since rounding to single precision alone changes them. */
  readonly illConditioned: number;
  /** Rows that stepped (the others are resets and rows after an end, which are compared as well). */
  readonly stepped: number;
}

/**
 * Compares a kernel with the reference interpreter on random and adversarial inputs, with random resets, ends by the environment
 * in the middle of episodes, and all three autoreset modes. A new target passes this first. `program` is what the kernel was made
 * from. The reference computes in float64 on inputs and constants rounded to single precision.
 */
export async function conformance(
  program: Program,
  kernel: RewardKernel,
  options: ConformanceOptions = {},
): Promise<ConformanceResult> {
  const results: ConformanceResult[] = [];
  for (const mode of options.modes ?? (["next-step", "same-step", "disabled"] as const))
    results.push(await runMode(program, kernel, mode, options));
  const sum = (of: (result: ConformanceResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  return {
    mismatches: results.flatMap(({ mismatches }) => mismatches).slice(0, options.mismatches ?? 20),
    judged: sum(({ judged }) => judged),
    illConditioned: sum(({ illConditioned }) => illConditioned),
    stepped: sum(({ stepped }) => stepped),
  };
}

/** One environment in both precisions. */
interface Lane {
  readonly exact: EpisodeState;
  readonly single: EpisodeState;
  /** Single precision went another way in this episode: nothing is compared until the next one. */
  readonly parted: boolean;
}

async function runMode(
  program: Program,
  kernel: RewardKernel,
  mode: AutoresetMode,
  options: ConformanceOptions,
): Promise<ConformanceResult> {
  const { environments = 24, rows = 60, seed = 0, tolerance = 1e-6 } = options;
  const rounded = roundConstants(program);
  const { causes } = kernel.descriptor;
  const slots = kernel.descriptor.slots.map(({ name }) => name);
  const generators = Array.from({ length: environments }, (_, environment) =>
    rowGenerator(
      rounded,
      stream(seed, `conformance/${program.name}/${mode}/${environment}`),
      mode,
      environment % 3 === 0,
    ),
  );
  const tally = new Tally();
  let { lanes, state } = await start(rounded, kernel, generators, seed);
  for (let row = 0; row < rows; row++) {
    ({ lanes, state } = resetBetween(rounded, kernel, generators, lanes, state));
    const given = generators.map((generator, environment) => generator.row(lanes[environment]?.exact.ended ?? false));
    const { inputs, tensors } = inputsOf(rounded, given);
    const outputs = kernel.step(state, inputs);
    const all = kernel.stepAllStates(outputs.labels);
    const features = kernel.features(outputs.state);
    const found = await observeKernel(outputs, all, features, slots);
    lanes = lanes.map((lane, environment) => {
      const moved = advance(rounded, lane, given[environment] ?? {}, causes);
      const comparison = compareRow({ environment, row }, moved.expected, moved.inSingle, found, tolerance);
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

interface Batch {
  readonly lanes: readonly Lane[];
  readonly state: RewardState;
}

async function start(
  program: Program,
  kernel: RewardKernel,
  generators: readonly RowGenerator[],
  seed: number,
): Promise<Batch> {
  const resets = generators.map((generator) => generator.signals());
  const reset = columnsOf(
    program.signals.filter(({ needsReset }) => needsReset),
    resets,
  );
  const lanes = resets.map((signals, environment): Lane => {
    const begin = (precision?: typeof float32): EpisodeState =>
      initialState(program, signals, { seed, environment, ...(precision === undefined ? {} : { precision }) });
    return { exact: begin(), single: begin(float32), parted: false };
  });
  const state = kernel.init(generators.length, reset, { seed });
  dispose(Object.values(reset));
  return { lanes, state };
}

/** Begins new episodes between two rows, where the mode asks for it. */
function resetBetween(
  program: Program,
  kernel: RewardKernel,
  generators: readonly RowGenerator[],
  lanes: readonly Lane[],
  state: RewardState,
): Batch {
  const chosen = lanes.map(({ exact }, environment) => generators[environment]?.resetsBetween(exact.ended) === true);
  if (!chosen.includes(true)) return { lanes, state };
  const signals = generators.map((generator) => generator.signals());
  const reset = columnsOf(
    program.signals.filter(({ needsReset }) => needsReset),
    signals,
  );
  const mask = flags(chosen);
  const fresh = kernel.reset(state, mask, reset);
  dispose([...tensorsIn(state), mask, ...Object.values(reset)]);
  const begun = lanes.map((lane, environment): Lane => {
    if (chosen[environment] !== true) return lane;
    const row: Row = { signals: signals[environment] ?? {}, isFirst: true };
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
  readonly inSingle: Observations;
  readonly stepped: boolean;
  /** The row begins an episode. */
  readonly fresh: boolean;
}

function advance(program: Program, lane: Lane, row: Row, causes: readonly string[]): Advanced {
  const exact = step(program, lane.exact, row);
  const single = step(program, lane.single, row, { precision: float32 });
  return {
    lane: { exact: exact.state, single: single.state },
    expected: observeReference(program, causes, exact.outputs, exact.state),
    inSingle: observeReference(program, causes, single.outputs, single.state),
    stepped: exact.outputs.stepped,
    fresh: row.isFirst === true,
  };
}

/** All tensors in a record of records and lists. */
function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(tensorsIn) : [];
}

class Tally implements ConformanceResult {
  readonly mismatches: Mismatch[] = [];
  judged = 0;
  illConditioned = 0;
  stepped = 0;

  add(comparison: ReturnType<typeof compareRow>, stepped: boolean): void {
    this.mismatches.push(...comparison.mismatches);
    this.judged += comparison.judged;
    this.illConditioned += comparison.illConditioned;
    if (stepped) this.stepped++;
  }
}

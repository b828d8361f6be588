import type { Program } from "../../compiler/ir/program.js";
import type { Clock } from "../kernel/clock.js";
import { RewardError } from "../kernel/errors.js";
import { seedKey } from "../kernel/random.js";
import { evaluate, valueOf, type NodeValues, type Precision } from "./evaluate.js";
import { sizeOf } from "./indexing.js";
import { missingSignals, resetSignals, stepSignals, type Row, type Values } from "./inputs.js";
import { readOutputs, stillOutputs, type Outputs } from "./outputs.js";
import { scopeOf } from "./scope.js";

/** Everything the reward of one environment remembers. */
export interface EpisodeState {
  /** In the order of `program.slots`, row-major. */
  readonly slots: readonly Float64Array[];
  /** The episode has ended and waits for its reset. */
  readonly ended: boolean;
  /** Steps of this episode so far. */
  readonly steps: number;
  readonly environment: number;
}

export interface EpisodeOptions {
  /** Fixes random starts, together with `environment`. */
  readonly seed?: number;
  readonly environment?: number;
  readonly params?: Values;
  readonly clock?: Clock;
  /** What training remembers, in the order of `program.trained`; absent before the first update. */
  readonly trained?: readonly Float64Array[];
  /** `float32` rounds every float as a single-precision target does; the language itself is float64. */
  readonly precision?: Precision;
  /** What is the same in every row that brings no settings of its own: `sharedValues` of the other options. Without it, each row evaluates that anew. */
  readonly shared?: NodeValues;
}

/**
 * The state of an episode that begins. `reset` must hold every signal that the program `needsReset`; a missing one is a
 * `RewardError` that names it.
 */
export function initialState(program: Program, reset: Values = {}, options: EpisodeOptions = {}): EpisodeState {
  const environment = options.environment ?? 0;
  const slots = program.slots.map(({ name, shape, kind, shared }) =>
    kind === "random"
      ? Float64Array.from(seedKey(options.seed ?? 0, environment, name, sizeOf(shape)))
      : new Float64Array(sizeOf(shape)).fill(shared?.first ?? 0),
  );
  return begin(program, { slots, ended: false, steps: 0, environment }, reset, options);
}

/** What is the same in every row that does not bring settings of its own. */
export function sharedValues(program: Program, options: EpisodeOptions = {}): NodeValues {
  return evaluate(program.nodes, "any", scopeOf(program, [], new Map(), options), options);
}

/** What one row does. */
export interface Moved {
  readonly state: EpisodeState;
  readonly outputs: Outputs;
  /** The values of all nodes of the step; absent for rows that do not step. */
  readonly values?: NodeValues;
}

/**
 * One row of one environment: the meaning of a step (language.md §2).
 *
 * - A reset row (`isFirst` alone) begins an episode with its signals; it consumes no letter and pays 0.
 * - A row after an end pays 0 and moves nothing.
 * - Any other row evaluates the graph on one snapshot and then writes all slots at once.
 * - `isFirst` with an end flag does one of the latter two, then begins the next episode with the row's `reset` signals.
 *
 * Pure. Throws `RewardError` for missing or misshapen inputs only; see `assertSound` for `nan error` and `missing error`.
 */
export function step(
  program: Program,
  state: EpisodeState,
  row: Row,
  { shared, ...options }: Omit<EpisodeOptions, "seed" | "environment"> = {},
): Moved {
  const isFirst = row.isFirst === true;
  const environmentEnds = row.terminated === true || row.truncated === true;
  const { params, clock } = row;
  const hasOwn =
    (params !== undefined && params !== options.params) || (clock !== undefined && clock !== options.clock);
  const settings = {
    ...options,
    ...(params === undefined ? {} : { params }),
    ...(clock === undefined ? {} : { clock }),
    ...(shared === undefined || hasOwn ? {} : { shared }),
  };
  if (isFirst && !environmentEnds) {
    const fresh = begin(program, state, { ...row.signals, ...row.actions }, settings);
    return { state: fresh, outputs: stillOutputs(program, fresh.slots) };
  }
  const moved = state.ended
    ? { state, outputs: stillOutputs(program, state.slots) }
    : move(program, state, row, settings);
  return isFirst ? { ...moved, state: begin(program, moved.state, row.reset ?? {}, settings) } : moved;
}

/**
 * Throws a `RewardError` if the row lacks an external signal that may not be missing, and under `nan error` if an active term of it was
 * not finite. `state` is that before the row.
 */
export function assertSound(program: Program, state: EpisodeState, outputs: Outputs): void {
  const [missing] = outputs.missing;
  if (missing !== undefined)
    throw new RewardError({
      kind: "missing-value",
      signal: missing,
      environment: state.environment,
      step: state.steps,
    });
  const [first] = outputs.nonFinite;
  if (program.nan !== "error" || first === undefined) return;
  throw new RewardError({
    kind: "non-finite",
    term: first.term,
    environment: state.environment,
    step: state.steps,
    inputs: first.inputs,
  });
}

/** Gives every slot its first value. Persistent slots may read what they held. */
function begin(program: Program, state: EpisodeState, reset: Values, options: EpisodeOptions): EpisodeState {
  const scope = scopeOf(program, state.slots, resetSignals(program, reset, state.environment), options);
  const values = evaluate(program.nodes, "reset", scope, options);
  const slots = program.slots.map(({ initial, shape }) => filled(valueOf(values, initial), sizeOf(shape)));
  return { ...state, slots, ended: false, steps: 0 };
}

function move(program: Program, state: EpisodeState, row: Row, options: EpisodeOptions): Moved {
  const ends = { terminated: row.terminated === true, truncated: row.truncated === true };
  const signals = stepSignals(program, row, state.environment);
  const scope = scopeOf(program, state.slots, signals, { ...options, ...ends });
  const values = evaluate(program.nodes, "step", scope, options);
  const outputs = readOutputs(program, values, ends, missingSignals(program, signals));
  const slots = program.slots.map(({ next, shape }) => filled(valueOf(values, next), sizeOf(shape)));
  const ended = outputs.terminated || outputs.truncated;
  return { state: { ...state, slots, ended, steps: state.steps + 1 }, outputs, values };
}

/** A scalar first value fills an array slot. */
function filled(value: Float64Array, size: number): Float64Array {
  return value.length === size ? value : new Float64Array(size).fill(value[0] ?? NaN);
}

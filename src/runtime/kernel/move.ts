import type { Tensor } from "@tensorflow/tfjs-core";
import type { StepValues } from "./graph.js";
import type { Columns, RewardState, Settings } from "./kernel.js";
import type { Rows } from "./rows.js";

/** Params, readings of the clock and what training remembers, as scalars and tensors without rows. */
export interface SettingTensors {
  readonly params: Columns;
  readonly clock: Columns;
  readonly trained: Columns;
}

/** What a step of the graph reads, checked. */
export interface MoveInputs {
  readonly signals: Columns;
  readonly settings: SettingTensors;
  readonly terminated?: Tensor;
  readonly truncated?: Tensor;
}

/** One step of the graph, whatever becomes of it. */
export interface Move<State> {
  readonly values: StepValues<State>;
  /** bool `[N]`, false on rows that do not step. */
  readonly terminated: Tensor;
  readonly truncated: Tensor;
  /** After the step. */
  readonly state: RewardState;
}

/** How a kernel moves: what `finish` needs of it. */
export interface Mover {
  init(environments: number, reset: Columns | undefined, seed: number, settings: Settings): RewardState;
  /** The rows of `stepped` (bool `[N]`) move, the others stay. */
  move(state: RewardState, stepped: Tensor, inputs: MoveInputs, rows: Rows): Move<unknown>;
  settings(given: Settings): SettingTensors;
}

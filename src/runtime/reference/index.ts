/*
 * The reference: a scalar float64 interpreter of the IR, slow and obvious. It is the meaning of the language; every target is
 * compared with it.
 *
 *   row ──▶ inputs ──▶ scope ──▶ evaluate (scalar ops) ──▶ outputs
 *                        ▲                        │
 *                     state ◀────── slots ────────┘
 */
export { evaluate, float32, float64, valueOf, type NodeValues, type Scope } from "./evaluate.js";
export {
  assertSound,
  initialState,
  sharedValues,
  step,
  type EpisodeOptions,
  type EpisodeState,
  type Moved,
} from "./episode.js";
export {
  playEpisode,
  finishBatch,
  type Batch,
  type Finished,
  type PlayedRow,
  type TrajectoryRows,
} from "./finish/batch.js";
export { valueAt, type Column } from "./finish/column.js";
export { columnOf, type FinishValues } from "./finish/evaluate-finish.js";
export { assertFinishedFinite, finishedStep, finishedValue, finishOf, type FinishedStep } from "./finish/outputs.js";
export { features } from "./features.js";
export { roundConstants } from "./round-constants.js";
export { shareSlots } from "./share-slots.js";
export { stepAllStates } from "./step-all-states.js";
export { stillValues } from "./still.js";
export { own, type Row, type Values } from "./inputs.js";
export { nothingPaid, scalarPaid, type Outputs, type Paid } from "./outputs.js";

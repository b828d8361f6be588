/*
 * The reference: a scalar float64 interpreter of the IR, slow and obvious. It is the meaning of the language; every target is
 * compared with it.
 *
 *   row ──▶ inputs ──▶ scope ──▶ evaluate (scalar ops) ──▶ outputs
 *                        ▲                        │
 *                     state ◀────── slots ────────┘
 */
export {
  evaluate,
  float32,
  float64,
  scalarOf,
  valueOf,
  type NodeValues,
  type Precision,
  type Scope,
} from "./evaluate.js";
export { assertFinite, initialState, step, type EpisodeOptions, type EpisodeState } from "./episode.js";
export type { Row, Values } from "./inputs.js";
export type { Outputs } from "./outputs.js";
export type { NonFinite } from "./blame.js";

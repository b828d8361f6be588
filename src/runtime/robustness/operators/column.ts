/** One value per step of an episode; may be longer than the episode. */
export type Column = Float64Array;

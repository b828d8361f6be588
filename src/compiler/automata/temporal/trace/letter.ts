/** Which atoms hold at one step, by index. */
export type Letter = readonly boolean[];

/** A finite trace; that of an episode is never empty. */
export type Trace = readonly Letter[];

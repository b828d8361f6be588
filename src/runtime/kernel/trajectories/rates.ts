/** The rates at which whole trajectories have values of their own; see `NodeRate` of the IR. */
export type ElementRate = "step" | "pair" | "episode" | "group" | "batch";
export type PoolScope = "episode" | "group" | "batch";
export type PooledRate = "step" | "pair" | "episode" | "group";
/** What one value enters a queue for. */
export type QueuedRate = Exclude<ElementRate, "pair">;

/** See `PoolFunction` of the IR: where nothing is included, sum is 0, product 1, any false, all true, the others 0 (or false). */
export type PoolFunction = "sum" | "product" | "min" | "max" | "any" | "all" | "first" | "last";
export type ScanDirection = "forward" | "backward";

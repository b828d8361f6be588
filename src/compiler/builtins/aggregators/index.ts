import type { Aggregator } from "../aggregator.js";
import { choices } from "./choices.js";
import { standardDeviation } from "./deviation.js";
import { sums } from "./sums.js";
import { verdicts } from "./verdicts.js";

/** The aggregators over the recent past, by name. */
export const aggregators: ReadonlyMap<string, Aggregator> = new Map(
  [...sums, ...choices, ...verdicts, standardDeviation].map((aggregator) => [aggregator.name, aggregator]),
);

/** Aggregators of the language that have no causal form in this version. */
export const laterAggregators: ReadonlySet<string> = new Set(["argmax", "median", "quantile", "rank", "mode"]);

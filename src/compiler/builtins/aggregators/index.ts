import type { Aggregator } from "../aggregator.js";
import { choices } from "./choices.js";
import { standardDeviation } from "./deviation.js";
import { normalisations } from "./normalisations.js";
import { orders } from "./orders.js";
import { sums } from "./sums.js";
import { verdicts } from "./verdicts.js";

/** The aggregators by name. */
export const aggregators: ReadonlyMap<string, Aggregator> = new Map(
  [...sums, ...choices, ...verdicts, standardDeviation, ...orders, ...normalisations].map((aggregator) => [
    aggregator.name,
    aggregator,
  ]),
);

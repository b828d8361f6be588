import * as tf from "@tensorflow/tfjs-core";
import { arithmetic } from "./arithmetic.js";
import { arrays } from "./arrays.js";
import { constants } from "./constants.js";
import { elementwise } from "./elementwise.js";
import { reductions } from "./reductions.js";
import { sorting } from "./sorting.js";

/** Every gradient that we bring: tfjs-core alone registers none, and its own stop at comparisons. */
export const gradients: readonly tf.GradConfig[] = [
  ...arithmetic,
  ...elementwise,
  ...reductions,
  ...sorting,
  ...arrays,
  ...constants,
];

/**
 * Registers our gradients with tfjs-core, once. They replace those of the union package `@tensorflow/tfjs` if it was loaded
 * before: the two agree except that ours send no NaN back through the side of a `where` that was not taken.
 */
export function registerGradients(): void {
  for (const gradient of gradients) {
    if (tf.getGradient(gradient.kernelName) === gradient) continue;
    tf.registerGradient(gradient);
  }
}

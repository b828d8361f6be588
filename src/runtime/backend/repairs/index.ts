import * as tf from "@tensorflow/tfjs-core";
import { elementwise } from "./elementwise.js";
import { extremes } from "./extremes.js";
import type { Repair } from "./repair.js";
import { transposing } from "./transposing.js";
import { trigonometric } from "./trigonometric.js";

const repairs: readonly Repair[] = [...elementwise, ...trigonometric, ...extremes, ...transposing];
const ours = new WeakSet<tf.KernelFunc>();

/**
 * Puts kernels that mean what they mean on tfjs-cpu in the place of those of tfjs-webgl and tfjs-webgpu that do not: everywhere else
 * NaN, infinities and zeros keep to one policy. Does nothing for backends that are not loaded, and nothing twice.
 */
export function repairKernels(): void {
  for (const { kernelName, backends, repaired } of repairs) {
    for (const backendName of backends) {
      const brought = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
      if (brought === undefined || ours.has(brought.kernelFunc)) continue;
      const kernelFunc = repaired(brought.kernelFunc);
      ours.add(kernelFunc);
      tf.unregisterKernel(kernelName, backendName);
      tf.registerKernel({ ...brought, kernelFunc });
    }
  }
}

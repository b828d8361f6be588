import * as tf from "@tensorflow/tfjs-core";
import type { RewardKernel, RewardState } from "../kernel/kernel.js";
import { place } from "../shader/placement.js";
import { stepKernel } from "../shader/step-kernel.js";
import { FragmentCall, type FragmentGround } from "./call.js";
import type { FragmentModule } from "./program.js";
import { webGlBackend } from "./webgl.js";

/**
 * The kernel of a fragment program on tfjs's webgl backend. Calls throw where another backend is the current one, and where it has no WebGL 2 or no textures of single precision. The
 * tables stay in one tensor that the kernel keeps.
 */
export function fragmentKernel({ descriptor, layout, text, tables }: FragmentModule): RewardKernel {
  const placement = place(descriptor, layout);
  /** States that calls left, as they left them. */
  const own = new WeakSet<RewardState>();
  let ground: FragmentGround | undefined;

  function begin(environments: number): FragmentCall {
    const backend = webGlBackend();
    if (ground?.backend !== backend) {
      const kept = tf.keep(tf.tensor1d(tables.length === 0 ? [0] : [...tables]));
      ground = { backend, placement, layout, text, tables: kept };
    }
    return new FragmentCall(ground, environments);
  }

  return stepKernel(descriptor, layout, {
    begin,
    holds: (call, state) => own.has(state) && call.goOn(state),
    leaves: (_, state) => void own.add(state),
  });
}

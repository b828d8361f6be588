import type { RewardKernel, RewardState } from "../kernel/kernel.js";
import { stepKernel } from "../shader/step-kernel.js";
import { ComputeCall } from "./call.js";
import { shaderProgram, type ShaderGround, type ShaderModule, type ShaderProgram } from "./program.js";
import { webGpuBackend } from "./webgpu.js";

/**
 * The kernel of a compute shader on tfjs's webgpu backend: one dispatch for each step. Tensors are copied on the device, never to the CPU; the state that a call left is still in the
 * memory of its shader. Calls throw where another backend is the current one, and where the device refuses the shader.
 */
export function shaderKernel(module: ShaderModule): RewardKernel {
  const { descriptor, layout } = module;
  const grounds = new Map<number, ShaderGround>();
  /** The state that the memory of each number of environments holds. */
  const held = new WeakMap<ShaderGround, RewardState>();
  let compiled: ShaderProgram | undefined;

  function begin(environments: number): ComputeCall {
    const backend = webGpuBackend();
    if (compiled?.device !== backend.device) {
      compiled = shaderProgram(module, backend.device);
      grounds.clear();
    }
    const refusal = compiled.refusal();
    if (refusal !== undefined) throw new Error(`the device refuses the shader of ${descriptor.name}: ${refusal}`);
    const ground = grounds.get(environments) ?? compiled.ground(environments);
    grounds.set(environments, ground);
    return new ComputeCall(backend, compiled, ground);
  }

  return stepKernel(descriptor, layout, {
    begin,
    holds: ({ ground }, state) => held.get(ground) === state,
    leaves: ({ ground }, state) => held.set(ground, state),
  });
}

import * as tf from "@tensorflow/tfjs-core";
import { registerGradients } from "../backend/gradients/index.js";
import { allStates } from "../kernel/all-states.js";
import { bringsReset, paramTensors, resetColumns, stepColumns, tensorType } from "../kernel/columns.js";
import { featuresOf } from "../kernel/features.js";
import { firstKeys } from "../kernel/first-keys.js";
import type { Columns, RewardKernel, RewardState, Settings, StepInputs, StepOutputs } from "../kernel/kernel.js";
import { tidy } from "../kernel/tidy.js";
import { ShaderCall } from "./call.js";
import { readOutputs } from "./outputs.js";
import { shaderProgram, type ShaderGround, type ShaderModule, type ShaderProgram } from "./program.js";
import { settingsWords } from "./settings.js";
import { webGpuBackend } from "./webgpu.js";

/**
 * The kernel of a shader on tfjs's webgpu backend: one dispatch for each step. Tensors are copied on the device, never to the CPU, and states are values; a loop that goes on with the
 * state that it got last copies none of it in. Calls throw where another backend is the current one, and where the device refuses the shader.
 */
export function shaderKernel(module: ShaderModule): RewardKernel {
  registerGradients();
  const { descriptor, layout } = module;
  const grounds = new Map<number, ShaderGround>();
  /** The state that the memory of each number of environments holds. */
  const held = new WeakMap<ShaderGround, RewardState>();
  let compiled: ShaderProgram | undefined;

  function callFor(environments: number): ShaderCall {
    const backend = webGpuBackend();
    if (compiled?.device !== backend.device) {
      compiled = shaderProgram(module, backend.device);
      grounds.clear();
    }
    const refusal = compiled.refusal();
    if (refusal !== undefined) throw new Error(`the device refuses the shader of ${descriptor.name}: ${refusal}`);
    const ground = grounds.get(environments) ?? compiled.ground(environments);
    grounds.set(environments, ground);
    return new ShaderCall(backend, compiled, ground);
  }

  function callFrom(state: RewardState): ShaderCall {
    const call = callFor(state.ended.shape[0] ?? 0);
    if (held.get(call.ground) === state) return call;
    descriptor.slots.forEach(({ name }, index) => {
      const slot = state.slots[index];
      if (slot === undefined) throw new Error("the state does not belong to this kernel");
      call.write("state", name, slot);
    });
    call.write("ended", "", state.ended);
    return call;
  }

  function readState(call: ShaderCall): RewardState {
    const state = {
      slots: descriptor.slots.map(({ name, shape, dtype }) => call.read("state", name, shape, tensorType(dtype))),
      ended: call.read("ended", "", [], "bool"),
    };
    held.set(call.ground, state);
    return state;
  }

  function writeFlag(
    call: ShaderCall,
    name: "isFirst" | "terminated" | "truncated",
    flag: tf.Tensor | undefined,
  ): void {
    if (flag === undefined) call.clear("flag", name);
    else call.write("flag", name, flag);
  }

  function run(call: ShaderCall, entry: "step" | "reset", settings: Settings): void {
    const { params = {} } = settings;
    const { placement } = call.program;
    const words = settingsWords(descriptor, layout, placement, call.ground.environments, settings);
    const tensors = Object.keys(params).length === 0 ? {} : paramTensors(descriptor, params);
    for (const { source, name, base } of placement.uniforms) {
      const tensor = tensors[name];
      if (source === "param" && tensor !== undefined && typeof params[name] === "object")
        call.writeSetting(base, tensor);
    }
    call.run(entry, words);
  }

  /** Begins episodes in the rows of `mask`. */
  function begin(call: ShaderCall, mask: tf.Tensor, reset: Columns | undefined, settings: Settings): RewardState {
    writeAll(call, "reset", resetColumns(descriptor, reset, call.ground.environments));
    call.write("flag", "isFirst", mask);
    const state = readState(call);
    run(call, "reset", settings);
    return state;
  }

  function init(environments: number, reset: Columns | undefined, seed: number, settings: Settings): RewardState {
    const call = callFor(environments);
    for (const slot of descriptor.slots) {
      if (slot.kind === "random") call.write("state", slot.name, firstKeys(slot, environments, seed));
      else call.clear("state", slot.name);
    }
    call.clear("ended", "");
    return begin(call, tf.fill([environments], 1, "bool"), reset, settings);
  }

  /** The first signals of rows with a same-step autoreset. Which rows those are lies on the device: where there may be one, all must be there. */
  function bringFirst(call: ShaderCall, inputs: StepInputs): void {
    if (inputs.isFirst === undefined) return;
    const sameStep = inputs.terminated !== undefined || inputs.truncated !== undefined;
    if (!bringsReset(descriptor, inputs.signals) || (sameStep && !bringsReset(descriptor, inputs.reset)))
      throw new Error(
        "pass the first signals with every step that brings `isFirst`, as `signals` and, where an episode may end in the same row, as `reset`: a shader cannot look whether a row needs them",
      );
    if (sameStep) writeAll(call, "reset", resetColumns(descriptor, inputs.reset, call.ground.environments));
  }

  function step(state: RewardState, inputs: StepInputs): StepOutputs {
    const call = callFrom(state);
    writeAll(call, "signal", stepColumns(descriptor, inputs, call.ground.environments));
    for (const name of ["isFirst", "terminated", "truncated"] as const) writeFlag(call, name, inputs[name]);
    bringFirst(call, inputs);
    const outputs = { state: readState(call), ...readOutputs(descriptor, call) };
    run(call, "step", inputs);
    return outputs;
  }

  return {
    descriptor,
    init: (environments, reset, { seed = 0, ...settings } = {}) =>
      tidy(() => init(environments, reset, seed, settings)),
    reset: (state, mask, reset, settings = {}) => tidy(() => begin(callFrom(state), mask, reset, settings)),
    step: (state, inputs) => tidy(() => step(state, inputs)),
    stepAllStates: (labels) => tidy(() => allStates([...descriptor.machines, ...descriptor.objectives], labels)),
    features: (state) => tidy(() => featuresOf(descriptor.slots, state.slots, state.ended.shape[0] ?? 0)),
  };
}

function writeAll(call: ShaderCall, field: "signal" | "reset", columns: Columns): void {
  for (const [name, column] of Object.entries(columns)) call.write(field, name, column);
}

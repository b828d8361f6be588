import * as tf from "@tensorflow/tfjs-core";
import { registerGradients } from "../backend/gradients/index.js";
import type { FusedLayout } from "../fused/layout.js";
import { allStates } from "../kernel/all-states.js";
import { bringsReset, paramTensors, resetColumns, stepColumns, tensorType } from "../kernel/columns.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import { featuresOf } from "../kernel/features.js";
import { firstKeys } from "../kernel/first-keys.js";
import type { Columns, RewardKernel, RewardState, Settings, StepInputs, StepOutputs } from "../kernel/kernel.js";
import { tidy } from "../kernel/tidy.js";
import type { Entry, ReadField, ShaderCall, ShaderRunner } from "./call.js";
import { readOutputs } from "./outputs.js";
import { settingsWords } from "./settings.js";

/**
 * The kernel of a shader, whatever language it is in: one call of it for each step. Tensors stay on the device, and states are values; a loop that goes on with the state that it got last
 * copies none of it in where the runner can do without.
 */
export function stepKernel<Call extends ShaderCall>(
  descriptor: SpecDescriptor,
  layout: FusedLayout,
  runner: ShaderRunner<Call>,
): RewardKernel {
  registerGradients();

  function callFrom(state: RewardState): Call {
    const call = runner.begin(state.ended.shape[0] ?? 0);
    if (runner.holds(call, state)) return call;
    descriptor.slots.forEach(({ name }, index) => {
      const slot = state.slots[index];
      if (slot === undefined) throw new Error("the state does not belong to this kernel");
      call.write("state", name, slot);
    });
    call.write("ended", "", state.ended);
    return call;
  }

  function readState(call: Call, read: ReadField): RewardState {
    const state = {
      slots: descriptor.slots.map(({ name, shape, dtype }) => read("state", name, shape, tensorType(dtype))),
      ended: read("ended", "", [], "bool"),
    };
    runner.leaves(call, state);
    return state;
  }

  function writeFlag(call: Call, name: "isFirst" | "terminated" | "truncated", flag: tf.Tensor | undefined): void {
    if (flag === undefined) call.clear("flag", name);
    else call.write("flag", name, flag);
  }

  function run<Result>(call: Call, entry: Entry, settings: Settings, collect: (read: ReadField) => Result): Result {
    const { params = {} } = settings;
    const { placement, environments } = call;
    const words = settingsWords(descriptor, layout, placement, environments, settings);
    const tensors = Object.keys(params).length === 0 ? {} : paramTensors(descriptor, params);
    for (const { source, name, base } of placement.uniforms) {
      const tensor = tensors[name];
      if (source === "param" && tensor !== undefined && typeof params[name] === "object")
        call.writeSetting(base, tensor);
    }
    return call.run(entry, words, collect);
  }

  /** Begins episodes in the rows of `mask`. */
  function begin(call: Call, mask: tf.Tensor, reset: Columns | undefined, settings: Settings): RewardState {
    writeAll(call, "reset", resetColumns(descriptor, reset, call.environments));
    call.write("flag", "isFirst", mask);
    return run(call, "reset", settings, (read) => readState(call, read));
  }

  function init(environments: number, reset: Columns | undefined, seed: number, settings: Settings): RewardState {
    const call = runner.begin(environments);
    for (const slot of descriptor.slots) {
      if (slot.kind === "random") call.write("state", slot.name, firstKeys(slot, environments, seed));
      else call.clear("state", slot.name);
    }
    call.clear("ended", "");
    return begin(call, tf.fill([environments], 1, "bool"), reset, settings);
  }

  /** The first signals of rows with a same-step autoreset. Which rows those are lies on the device: where there may be one, all must be there. */
  function bringFirst(call: Call, inputs: StepInputs): void {
    if (inputs.isFirst === undefined) return;
    const sameStep = inputs.terminated !== undefined || inputs.truncated !== undefined;
    if (!bringsReset(descriptor, inputs.signals) || (sameStep && !bringsReset(descriptor, inputs.reset)))
      throw new Error(
        "pass the first signals with every step that brings `isFirst`, as `signals` and, where an episode may end in the same row, as `reset`: a shader cannot look whether a row needs them",
      );
    if (sameStep) writeAll(call, "reset", resetColumns(descriptor, inputs.reset, call.environments));
  }

  function step(state: RewardState, inputs: StepInputs): StepOutputs {
    const call = callFrom(state);
    writeAll(call, "signal", stepColumns(descriptor, inputs, call.environments));
    for (const name of ["isFirst", "terminated", "truncated"] as const) writeFlag(call, name, inputs[name]);
    bringFirst(call, inputs);
    return run(call, "step", inputs, (read) => ({
      state: readState(call, read),
      ...readOutputs(descriptor, call.placement, read),
    }));
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

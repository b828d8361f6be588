/*
 * Trains with PPO on webgpu, and tells what was read back: of each read how many numbers, and whether they come from what a reward paid. And how far the weights are from those that learning on
 * the CPU gives.
 */
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import { compile, kernelOf, nodeHost, wgslKernelOf } from "rewardc";
import { cleanRlDefaults, environments, RewardedEnvironment, trainPpo, useBackend } from "rewardc/runtime";
import { print, useWebGpu } from "./use-webgpu.mjs";

const { program } = compile(fileURLToPath(new URL("balance.reward", import.meta.url)), nodeHost());

/** Data of tensors that hold what a reward paid, or what was computed from that. */
let fromRewards = new WeakSet();
let ownOutputs = new WeakSet();
let reads = [];

function tensorsIn(value) {
  if (value instanceof tf.Tensor) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(tensorsIn) : [];
}

/** Every operation of tfjs hands on what its inputs come from. */
function follow(engine) {
  const runKernel = engine.runKernel.bind(engine);
  engine.runKernel = (name, inputs, attributes) => {
    const outputs = runKernel(name, inputs, attributes);
    if (tensorsIn(inputs).some(({ dataId }) => fromRewards.has(dataId)))
      for (const { dataId } of tensorsIn(outputs)) fromRewards.add(dataId);
    return outputs;
  };
}

/** Every way out of the backend is watched. */
function watch(backend, sizeOf) {
  for (const way of ["read", "readSync", "readToGPU"]) {
    const original = backend[way].bind(backend);
    backend[way] = (dataId, ...rest) => {
      reads.push({ way, numbers: sizeOf(dataId), paid: fromRewards.has(dataId), own: ownOutputs.has(dataId) });
      return original(dataId, ...rest);
    };
  }
}

/** The kernel, whose payments are known from now on. */
function marked(kernel) {
  return {
    ...kernel,
    step: (state, inputs) => {
      const outputs = kernel.step(state, inputs);
      const { reward, total, discount, terms, raw, shapings, labels } = outputs;
      for (const { dataId } of tensorsIn({ reward, total, discount, terms, raw, shapings, rewards: labels.rewards })) {
        fromRewards.add(dataId);
        ownOutputs.add(dataId);
      }
      return outputs;
    },
  };
}

const settings = {
  ...cleanRlDefaults,
  environments: 4,
  rollout: 8,
  minibatches: 2,
  epochs: 2,
  hidden: [4],
  learningRate: 1e-2,
  normaliseObservations: true,
  scaleRewards: true,
};

async function train(kernel, extra = {}) {
  [fromRewards, ownOutputs, reads] = [new WeakSet(), new WeakSet(), []];
  const environment = environments.get("cart-pole").create({ size: 4, seed: 3, limit: 5 });
  const world = await RewardedEnvironment.create({ environment, kernel: marked(kernel), features: true, seed: 3 });
  const { agent } = await trainPpo({ world, settings, steps: 2 * 4 * 8, seed: 3, ...extra });
  const parameters = agent.parameters.slice();
  agent.dispose();
  world.dispose();
  return { parameters, reads };
}

await useBackend("cpu");
const expected = (await train(kernelOf(program))).parameters;

const { device } = await useWebGpu();
// Small tensors that are on the CPU would be computed there.
tf.env().set("WEBGPU_CPU_FORWARD", false);
follow(tf.engine());
const backend = tf.backend();
watch(backend, (dataId) => backend.tensorMap.get(dataId).shape.reduce((product, extent) => product * extent, 1));

const runs = [];
const apart = (one, other) => Math.max(...one.map((weight, i) => Math.abs(weight - other[i])));
for (const [kernels, make] of Object.entries({ tfjs: kernelOf, wgsl: wgslKernelOf })) {
  for (const records of [false, true]) {
    const log = [];
    const { parameters, reads } = await train(make(program), records ? { log: (record) => log.push(record) } : {});
    const episodes = log.filter(({ type }) => type === "episode").length;
    const weights = parameters.length;
    runs.push({ kernels, records, episodes, weights, apart: apart(parameters, expected), reads });
  }
}
const saved = [];
const checkpoint = { every: 32, save: (each) => saved.push(each) };
const whole = await train(kernelOf(program), { checkpoint });
const resumed = await train(kernelOf(program), { resume: saved[0] });
const resumption = { from: saved[0].steps, apart: apart(whole.parameters, resumed.parameters) };
await print({ device, runs, resumption });
process.exit(0);

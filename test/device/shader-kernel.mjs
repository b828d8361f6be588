/*
 * Steps a small kernel from the same state again and again, and tells what it pays.
 */
import { dispose, memory, scalar, Tensor, tensor1d } from "@tensorflow/tfjs-core";
import { compile, memoryHost, wgslKernelOf } from "rewardc";
import { print, useWebGpu } from "./use-webgpu.mjs";

await useWebGpu();
const text = "reward Way\nparam scale: float in [0, 10] = 2\nsignal x: float\nterm way = scale * (x - prev(x))\n";
const kernel = wgslKernelOf(compile("way.reward", memoryHost({ "way.reward": text })).program);

function tensorsIn(value) {
  if (value instanceof Tensor) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(tensorsIn) : [];
}

async function rewards(state, x, settings = {}) {
  const signals = { x: tensor1d([x, x + 1]) };
  const { reward, ...rest } = kernel.step(state, { signals, ...settings });
  const data = [...(await reward.data())];
  dispose([signals.x, reward, ...tensorsIn(rest)]);
  return data;
}

const [begin, scale] = [tensor1d([1, 2]), scalar(3)];
const [mask, again] = [tensor1d([1, 0], "bool"), tensor1d([5, 5])];
const state = kernel.init(2, { x: begin });
const first = await rewards(state, 4);
const before = memory().numTensors;
const fromTheSameState = await rewards(state, 4);
const scaleAsTensor = await rewards(state, 4, { params: { scale } });
const scaleAsNumber = await rewards(state, 4, { params: { scale: 0.5 } });
const fresh = kernel.reset(state, mask, { x: again });
const afterReset = await rewards(fresh, 4);
dispose(tensorsIn(fresh));
const tensorsLeft = memory().numTensors - before;
await print({ first, fromTheSameState, scaleAsTensor, scaleAsNumber, afterReset, tensorsLeft });
process.exit(0);

/*
 * In a page: what a kernel of a fragment program promises beside right numbers. The argument are two cases as lines of text: the spec of the first pays
 * `scale * (x - prev(x))`, the scale 2, that of the second, which remembers nothing, `x`.
 */
import * as tf from "@tensorflow/tfjs-core";
import { fromText } from "../../scripts/conformance-gpu/program-text.js";
import { glslKernelOf } from "../../src/compiler/emit/glsl/kernel.js";
import type { Program } from "../../src/compiler/ir/program.js";
import type { RewardKernel, RewardState } from "../../src/runtime/kernel/kernel.js";
import type { DriverCase } from "../conformance/drivers/run-case.js";
import { useBackend } from "../../src/runtime/index.js";
import { tensorsIn } from "../../src/testing/conformance/tensors-in.js";

export interface FragmentKernelAnswer {
  /** Rewards of `x` and `x + 1` after 1 and 2: plain; as a tensor, 3; 0.5; again; where the first environment begins with 5 first. */
  readonly plain: readonly number[];
  readonly again: readonly number[];
  readonly tensor: readonly number[];
  readonly half: readonly number[];
  readonly reset: readonly number[];
  /** Of a state whose tensors are copies. */
  readonly copied: readonly number[];
  /** Of the second spec, from a state whose tensor is a part of another one. */
  readonly part: readonly number[];
  /** Tensors and bytes on the device that eight more steps leave behind. */
  readonly left: readonly [tensors: number, bytes: number];
  /** Programs that eight numbers of environments compile. */
  readonly compiled: number;
  /** Rows of a batch that is wider than a texture and pay something else than their number. */
  readonly wrong: number;
  /** The error with half precision only. */
  readonly refused: string;
}

export default async function run(texts: string): Promise<FragmentKernelAnswer> {
  await useBackend("webgl");
  const [{ program }, { program: memoryless }] = texts.split("\n").map(fromText) as [DriverCase, DriverCase];
  const kernel = glslKernelOf(program);
  const state = kernel.init(2, { x: tf.tensor1d([1, 2]) });
  const plain = await rewards(kernel, state);
  const before = memory();
  const again = await rewards(kernel, state);
  for (let step = 0; step < 7; step++) await rewards(kernel, state);
  const left = [memory().numTensors - before.numTensors, memory().numBytesInGPU - before.numBytesInGPU] as const;
  const tensor = await rewards(kernel, state, tf.scalar(3));
  const half = await rewards(kernel, state, 0.5);
  const fresh = kernel.reset(state, tf.tensor1d([1, 0], "bool"), { x: tf.tensor1d([5, 5]) });
  const reset = await rewards(kernel, fresh);
  const copied = await rewards(kernel, {
    slots: state.slots.map((slot) => tf.add(slot, 0)),
    ended: tf.logicalOr(state.ended, state.ended),
  });
  // Of the three, the first has ended.
  const three = tf.logicalNot(tf.tensor1d([0, 1, 1], "bool"));
  const part = await rewards(glslKernelOf(memoryless), { slots: [], ended: tf.slice(three, [1], [2]) });
  const compiled = await compiledBy(async () => {
    for (let environments = 10; environments < 18; environments++) await rewardsOf(kernel, environments);
  });
  const wide = await rewardsOf(kernel, 20_000);
  const wrong = wide.filter((reward, row) => reward !== 2 * row).length;
  return { plain, again, tensor, half, reset, copied, part, left, compiled, wrong, refused: refusal(program) };
}

async function rewards(
  kernel: RewardKernel,
  state: RewardState,
  scale?: number | tf.Tensor,
): Promise<readonly number[]> {
  const signals = { x: tf.tensor1d([4, 5]) };
  const { reward, ...rest } = kernel.step(state, { signals, ...(scale === undefined ? {} : { params: { scale } }) });
  const data = [...(await reward.data())];
  tf.dispose([signals.x, reward, ...tensorsIn(rest)]);
  return data;
}

/** Two steps of so many environments, from 0 to their number to twice their number. */
async function rewardsOf(kernel: RewardKernel, environments: number): Promise<readonly number[]> {
  const numbers = tf.range(0, environments);
  const state = kernel.init(environments, { x: tf.zerosLike(numbers) });
  const { state: next } = kernel.step(state, { signals: { x: numbers } });
  const { reward } = kernel.step(next, { signals: { x: tf.mul(numbers, 2) } });
  return [...(await reward.data())];
}

function memory(): tf.MemoryInfo & { readonly numBytesInGPU: number } {
  return tf.memory() as tf.MemoryInfo & { readonly numBytesInGPU: number };
}

/** Our programs that a task compiles. */
async function compiledBy(task: () => Promise<void>): Promise<number> {
  const { binaryCache } = tf.backend() as unknown as { readonly binaryCache: object };
  const ours = (): number => Object.keys(binaryCache).filter((key) => key.includes("fieldOf")).length;
  const before = ours();
  await task();
  return ours() - before;
}

function refusal(program: Program): string {
  tf.env().set("WEBGL_FORCE_F16_TEXTURES", true);
  tf.env().set("WEBGL_RENDER_FLOAT32_ENABLED", false);
  try {
    glslKernelOf(program).init(2, { x: tf.tensor1d([1, 2]) });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

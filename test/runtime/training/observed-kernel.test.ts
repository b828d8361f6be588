import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { expect, it } from "vitest";
import { observedKernel } from "../../../src/runtime/training/observed-kernel.js";
import type { JudgedStep } from "../../../src/runtime/training/rewarded-environment.js";
import { uprightKernel } from "./hand-written.js";

it("tells of every step, also of terms that were not finite, and changes nothing", async () => {
  await tf.setBackend("cpu");
  const seen: JudgedStep[] = [];
  const kernel = observedKernel(
    uprightKernel({ nan: "zero", explodeBeyond: 0.5 }),
    (step) => seen.push(step),
    () => [3, 4],
  );
  const signals = (position: number) => ({
    position: tf.tensor1d([position, -position]),
    angle: tf.tensor1d([0.1, 0.2]),
  });
  const flags = { terminated: tf.zeros([2], "bool"), truncated: tf.zeros([2], "bool") };
  const start = kernel.init(2, signals(0));
  const outputs = kernel.step(start, { signals: signals(0.25), ...flags });
  expect(seen[0]).toMatchObject({
    total: Float32Array.of(1, 1),
    machines: { Side: Int32Array.of(1, 0) },
    problems: [],
  });
  expect([...outputs.total.dataSync()]).toEqual([1, 1]);
  kernel.step(outputs.state, { signals: signals(0.75), ...flags });
  expect(seen[1]?.problems).toHaveLength(2);
  expect(seen[1]?.problems[1]).toEqual({
    kind: "non-finite",
    term: "alive",
    environment: 1,
    step: 4,
    inputs: { position: [-0.75], bonus: [1] },
  });
});

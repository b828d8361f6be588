import { expect, it } from "vitest";
import { onWebGpu } from "./on-webgpu.js";

/** The first number of each pair is the first environment's. */
type Pair = readonly [number, number];

it("a kernel of a shader is pure, takes params that are tensors, and leaves nothing behind", (context) => {
  const answer = onWebGpu(context, "shader-kernel.mjs") as Readonly<Record<string, Pair | number>>;
  expect(answer).toEqual({
    // scale · (4 − 1), scale · (5 − 2)
    first: [6, 6],
    fromTheSameState: [6, 6],
    scaleAsTensor: [9, 9],
    scaleAsNumber: [1.5, 1.5],
    // The first environment begins with x = 5, where it stays.
    afterReset: [-2, 6],
    tensorsLeft: 0,
  });
});

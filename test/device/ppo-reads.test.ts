import { expect, it } from "vitest";
import { onWebGpu } from "./on-webgpu.js";

interface Read {
  readonly way: "read" | "readSync" | "readToGPU";
  readonly numbers: number;
  /** They come from what the reward paid. */
  readonly paid: boolean;
  /** They are an output of the kernel. */
  readonly own: boolean;
}

interface Answer {
  readonly runs: readonly {
    readonly kernels: "tfjs" | "wgsl";
    readonly records: boolean;
    readonly episodes: number;
    readonly weights: number;
    /** The largest difference of a weight from learning on the CPU. */
    readonly apart: number;
    readonly reads: readonly Read[];
  }[];
  readonly resumption: { readonly from: number; readonly apart: number };
}

/** 2 updates of 8 steps of 4 rows, each learnt from in 2 passes over 2 minibatches. */
const [updates, minibatches, steps, rows] = [2, 8, 8, 4];
/** Reward, total, three terms, shaping, cause, machine. */
const columns = 8;
const statistics = 6;

it("PPO on webgpu reads a reward back for records only, and learns what it learns on the CPU", (context) => {
  const { runs, resumption } = onWebGpu(context, "ppo-reads.mjs") as Answer;
  expect(runs.map(({ kernels, records }) => [kernels, records])).toEqual([
    ["tfjs", false],
    ["tfjs", true],
    ["wgsl", false],
    ["wgsl", true],
  ]);
  for (const { records, episodes, weights, apart, reads } of runs) {
    // Without records: the gradient of each minibatch with the statistics of its loss, and two variances an update.
    const expected: (number | undefined)[] = [
      ...Array.from({ length: minibatches }, () => weights + statistics),
      ...Array.from({ length: updates }, () => 2),
      ...(records ? Array.from({ length: updates }, () => steps * rows * columns) : []),
    ];
    const numbers = (of: (read: Read) => boolean): number[] => reads.filter(of).map((read) => read.numbers);
    const descending = (a: number | undefined = 0, b: number | undefined = 0): number => b - a;
    expect(numbers(({ paid }) => paid).sort(descending)).toEqual(expected.sort(descending));
    // No output of the kernel that pays is read as it is, and nothing leaves the device by another way.
    expect(numbers(({ own }) => own)).toEqual([]);
    expect(reads.filter(({ way }) => way !== "read")).toEqual([]);
    // Logits, flags and features of every step: there are other reads.
    expect(numbers(({ paid }) => !paid).length).toBeGreaterThan(updates * steps * 3);
    expect(episodes > 0).toBe(records);
    expect(apart).toBeLessThan(1e-5);
  }
  expect(resumption).toEqual({ from: 32, apart: 0 });
});

import type { Program } from "../../compiler/ir/program.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import { stream } from "../../runtime/random/index.js";
import type { Batch } from "../../runtime/reference/index.js";
import { compareFinish } from "./compare-finish.js";
import type { Mismatch } from "./compare-row.js";
import { randomBatch, type BatchSize } from "./random-batch.js";

export interface FinishConformanceOptions {
  /** How many batches of each size, successive updates of one training. Default 3. */
  readonly updates?: number;
  /** Default: one episode alone, a few small groups, many groups of different sizes. */
  readonly sizes?: readonly BatchSize[];
  readonly seed?: number;
  /** Whether numbers below 2⁻¹²⁶ are among the inputs, which many a GPU takes for 0. Default: true. */
  readonly subnormals?: boolean;
  /** Relative to max(1, |x|). Default 1e-6. */
  readonly tolerance?: number;
  /** Stops collecting after so many. Default 20. */
  readonly mismatches?: number;
}

/** What came of a comparison of whole trajectories. */
export interface FinishComparison {
  readonly mismatches: readonly Mismatch[];
  /** Values that were compared, of which so many were too ill-conditioned to be judged. */
  readonly judged: number;
  readonly illConditioned: number;
}

const usualSizes: readonly BatchSize[] = [
  { groups: 1, members: 1, steps: 6 },
  { groups: 3, members: 4, steps: 9 },
  { groups: 17, members: 5, steps: 4 },
];

/**
 * Compares what a kernel makes of whole trajectories with the reference interpreter: random and adversarial values, groups of different sizes whose episodes stand mixed, episodes of different lengths that
 * end or are cut off, and what training remembers from update to update. Every second training sees ordinary values only. `program` is what the kernel was made from.
 */
export async function finishConformance(
  program: Program,
  kernel: RewardKernel,
  {
    updates = 3,
    sizes = usualSizes,
    seed = 0,
    subnormals = true,
    tolerance = 1e-6,
    mismatches = 20,
  }: FinishConformanceOptions = {},
): Promise<FinishComparison> {
  const found: Mismatch[] = [];
  let [judged, illConditioned] = [0, 0];
  for (const [index, size] of sizes.entries()) {
    for (const tame of [true, false]) {
      const random = stream(seed, `finish/${program.name}/${index}/${tame ? "tame" : "wild"}`);
      let trained: Batch["trained"];
      for (let update = 0; update < updates; update++) {
        const batch = {
          ...randomBatch(program, random, size, tame, subnormals),
          ...(trained === undefined ? {} : { trained }),
        };
        const result = await compareFinish(program, kernel, batch, tolerance);
        found.push(...result.mismatches);
        judged += result.judged;
        illConditioned += result.illConditioned;
        trained = result.trained;
      }
    }
  }
  return { mismatches: found.slice(0, mismatches), judged, illConditioned };
}

import type { Program } from "../../compiler/ir/program.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import { stream } from "../../runtime/random/index.js";
import { compareRun, type RunComparison } from "./compare-run.js";
import { randomClock } from "./random-clock.js";
import { rowGenerator, type AutoresetMode } from "./random-rows.js";

export interface ConformanceOptions {
  /** Environments in the batch; a third of them sees ordinary values only. Default 24. */
  readonly environments?: number;
  /** Rows for each environment. Default 60. */
  readonly rows?: number;
  readonly seed?: number;
  /** Default: all three, one run each. */
  readonly modes?: readonly AutoresetMode[];
  /** Whether numbers below 2⁻¹²⁶ are among the inputs, which many a GPU takes for 0. Default: true. */
  readonly subnormals?: boolean;
  /** Whether every episode ends with its first step, so that each row comes with a reset. Default: false. */
  readonly oneStep?: boolean;
  /** Relative to max(1, |x|). Default 1e-6. */
  readonly tolerance?: number;
  /** Stops collecting after so many. Default 20. */
  readonly mismatches?: number;
}

/**
 * Compares a kernel with the reference interpreter on random and adversarial inputs, with random resets, ends by the environment
 * in the middle of episodes, all three autoreset modes, and a learner's clock that jumps about. A new target passes this first. `program` is what the kernel was made
 * from. The reference computes in float64 on inputs and constants rounded to single precision.
 */
export async function conformance(
  program: Program,
  kernel: RewardKernel,
  options: ConformanceOptions = {},
): Promise<RunComparison> {
  const { environments = 24, rows = 60, seed = 0, subnormals = true, oneStep = false, tolerance = 1e-6 } = options;
  const runs: RunComparison[] = [];
  for (const mode of options.modes ?? (["next-step", "same-step", "disabled"] as const)) {
    const sources = Array.from({ length: environments }, (_, environment) => {
      const random = stream(seed, `conformance/${program.name}/${mode}/${environment}`);
      return rowGenerator(program, random, { mode, tame: environment % 3 === 0, subnormal: subnormals, oneStep });
    });
    const clock = randomClock(program, stream(seed, `conformance/${program.name}/${mode}/clock`));
    runs.push(await compareRun(program, kernel, sources, { rows, seed, tolerance, clock }));
  }
  const sum = (of: (run: RunComparison) => number): number => runs.reduce((total, run) => total + of(run), 0);
  return {
    mismatches: runs.flatMap(({ mismatches }) => mismatches).slice(0, options.mismatches ?? 20),
    judged: sum(({ judged }) => judged),
    illConditioned: sum(({ illConditioned }) => illConditioned),
    stepped: sum(({ stepped }) => stepped),
  };
}

import { loopSize, mostScalars } from "../../compiler/emit/fused/scalarise/index.js";
import { kernelOf, wasmKernelOf, type Program } from "../../compiler/index.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import { UsageError } from "../command.js";

/** What computes rewards: one loop in WebAssembly, or operations of tfjs's backend. */
export type Rewards = "fused" | "tfjs";

/** Backends whose tensors lie in the memory of the CPU. */
const onCpu: readonly string[] = ["cpu", "wasm", "tfjs-node"];

/**
 * The kernel of a program as configured; where nothing is configured the fused one, which costs a fraction, if tensors are on the CPU and the program is of single steps and not too large. Throws a
 * `UsageError` where the fused one is asked for and cannot be had.
 */
export function rewardKernel(
  program: Program,
  backend: string,
  wanted: Rewards | undefined,
): { readonly kernel: RewardKernel; readonly rewards: Rewards } {
  const obstacle = wanted === "tfjs" ? "tfjs is asked for" : obstacleOf(program, backend);
  if (obstacle === undefined) return { kernel: wasmKernelOf(program), rewards: "fused" };
  if (wanted === "fused") throw new UsageError(`\`rewards\`: they cannot be "fused", since ${obstacle}`);
  return { kernel: kernelOf(program), rewards: "tfjs" };
}

function obstacleOf(program: Program, backend: string): string | undefined {
  if (!onCpu.includes(backend)) return `tensors of the backend ${backend} are not in the memory of the CPU`;
  if (program.finish !== undefined || program.trained !== undefined)
    return "something in the spec is known after the step only";
  if (program.average !== undefined) return "the average reward is one number for all environments";
  if (program.agents !== undefined) return "`total` is one number for each agent";
  if (program.components !== undefined) return "the total has components: weigh them with `scalarise`";
  if (loopSize(program).scalars > mostScalars) return `a step takes more than ${mostScalars} operations on numbers`;
  return undefined;
}

import { obstacleOf, type Obstacle } from "../../compiler/emit/fused/obstacle.js";
import { loopSize, mostScalars } from "../../compiler/emit/fused/scalarise/index.js";
import { kernelOf, wasmKernelOf, wgslKernelOf, type Program } from "../../compiler/index.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import { UsageError } from "../command.js";

/** What computes rewards: one loop in WebAssembly, one compute shader, or operations of tfjs's backend. */
export type Rewards = "fused" | "wgsl" | "tfjs";

/** Backends whose tensors lie in the memory of the CPU. */
const onCpu: readonly string[] = ["cpu", "wasm", "tfjs-node"];

/**
 * The kernel of a program as configured; where nothing is configured the fused one, which costs a fraction, if tensors are on the CPU and the program is of single steps and not too large. Throws a
 * `UsageError` where the fused one or the shader is asked for and cannot be had.
 */
export function rewardKernel(
  program: Program,
  backend: string,
  wanted: Rewards | undefined,
): { readonly kernel: RewardKernel; readonly rewards: Rewards } {
  const rewards = wanted ?? (reasonAgainst("fused", program, backend) === undefined ? "fused" : "tfjs");
  if (rewards === "tfjs") return { kernel: kernelOf(program), rewards };
  const reason = reasonAgainst(rewards, program, backend);
  if (reason !== undefined) throw new UsageError(`\`rewards\`: they cannot be "${rewards}", since ${reason}`);
  return { kernel: rewards === "fused" ? wasmKernelOf(program) : wgslKernelOf(program), rewards };
}

function reasonAgainst(rewards: "fused" | "wgsl", program: Program, backend: string): string | undefined {
  if (rewards === "fused" && !onCpu.includes(backend))
    return `tensors of the backend ${backend} are not in the memory of the CPU`;
  if (rewards === "wgsl" && backend !== "webgpu") return `the backend ${backend} runs no shaders of WebGPU`;
  if (program.finish !== undefined || program.trained !== undefined)
    return "something in the spec is known after the step only";
  const obstacle = obstacleOf(program);
  if (obstacle !== undefined) return reasons[obstacle];
  if (loopSize(program).scalars > mostScalars) return `a step takes more than ${mostScalars} operations on numbers`;
  return undefined;
}

const reasons = {
  components: "the total has components: weigh them with `scalarise`",
  average: "the average reward is one number for all environments",
  agents: "`total` is one number for each agent",
} as const satisfies Record<Obstacle, string>;

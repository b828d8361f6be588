import type { Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { moduleText } from "../fused/module-text.js";
import { scalarise } from "../fused/scalarise/index.js";
import { emitWgsl } from "./emit.js";

/**
 * The JavaScript module of a program's steps as a compute shader, formatted: the shader as text, with `descriptor` and `createKernel()`. It imports `rewardc/runtime` only and needs
 * no compiler but the one in WebGPU. See `loopSize` for programs that are too large.
 */
export async function emitWgslModule(program: Program): Promise<string> {
  const loops = scalarise(program);
  const descriptor = describe(program);
  const { text, tables } = emitWgsl(loops, descriptor);
  return await moduleText({
    descriptor,
    layout: loops.layout,
    imports: ["shaderKernel"],
    from: "rewardc/runtime",
    code: `/** What the shader looks up: moves of automata, numbers of single precision as their bits. */
      const tables = [${tables.join(", ")}];

      /** The shader, in WGSL. */
      const text = \`${text.replaceAll(/[\\`$]/g, "\\$&")}\`;`,
    createKernel: `/**
     * The reward \`${descriptor.name}\` on tfjs's webgpu backend.
     *
     * @returns {import("rewardc/runtime").RewardKernel}
     */
    export function createKernel() {
      return shaderKernel({ descriptor, layout, text, tables });
    }`,
  });
}

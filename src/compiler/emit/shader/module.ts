import type { SpecDescriptor } from "../../../runtime/kernel/descriptor.js";
import type { FusedLayout } from "../../../runtime/fused/layout.js";
import { moduleText } from "../fused/module-text.js";

interface ShaderModuleParts {
  readonly descriptor: SpecDescriptor;
  readonly layout: FusedLayout;
  /** The function of `rewardc/runtime` that makes the kernel. */
  readonly kernel: "shaderKernel" | "fragmentKernel";
  readonly backend: "webgpu" | "webgl";
  /** The shader, and what it is, for people. */
  readonly text: string;
  readonly called: string;
  /** Texts of the numbers that it looks up, and how they are written. */
  readonly tables: readonly string[];
  readonly tablesAre: string;
}

/** The JavaScript module of a shader, formatted: the shader as text, with `descriptor` and `createKernel()`. It imports `rewardc/runtime` only. */
export async function shaderModuleText(parts: ShaderModuleParts): Promise<string> {
  const { descriptor, layout, kernel, backend, text, called, tables, tablesAre } = parts;
  return await moduleText({
    descriptor,
    layout,
    imports: [kernel],
    from: "rewardc/runtime",
    code: `/** What the shader looks up: moves of automata, ${tablesAre}. */
      const tables = [${tables.join(", ")}];

      /** ${called}. */
      const text = \`${text.replaceAll(/[\\`$]/g, "\\$&")}\`;`,
    createKernel: `/**
     * The reward \`${descriptor.name}\` on tfjs's ${backend} backend.
     *
     * @returns {import("rewardc/runtime").RewardKernel}
     */
    export function createKernel() {
      return ${kernel}({ descriptor, layout, text, tables });
    }`,
  });
}

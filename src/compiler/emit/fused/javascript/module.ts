import type { Program } from "../../../ir/program.js";
import { describe } from "../../describe.js";
import { forEnvironments, moduleText } from "../module-text.js";
import { scalarise } from "../scalarise/index.js";
import { helpers } from "./expression.js";
import { writeLoops } from "./write-loops.js";

/**
 * The JavaScript module of a program's steps, formatted: one loop over environments for a step and one for resets, with `descriptor` and `createKernel(environments)`. It imports `rewardc/runtime/fused`
 * only. See `loopSize` for programs that are too large.
 */
export async function emitFusedJs(program: Program): Promise<string> {
  const loops = scalarise(program);
  const body = writeLoops(loops);
  const descriptor = describe(program);
  return await moduleText({
    descriptor,
    layout: loops.layout,
    imports: ["fusedKernel", ...helpers.filter((name) => body.includes(`${name}(`))],
    from: "rewardc/runtime/fused",
    code: `/** One pass over the environments for a step, one for resets, on the kernel's memory. */
      function loops(environments, columns, uniforms) { ${body} }`,
    createKernel: forEnvironments(descriptor, "fusedKernel({ descriptor, layout, loops }, environments)"),
  });
}

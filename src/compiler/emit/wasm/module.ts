import type { Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { forEnvironments, moduleText } from "../fused/module-text.js";
import { scalarise } from "../fused/scalarise/index.js";
import { emitWasm } from "./emit.js";

/**
 * The JavaScript module of a program's steps in WebAssembly, formatted: the code in base64, with `descriptor` and `createKernel(environments, options)`. It imports
 * `rewardc/runtime/fused` only and needs no compiler. See `loopSize` for programs that are too large.
 */
export async function emitWasmModule(program: Program): Promise<string> {
  const loops = scalarise(program);
  const { bytes, reserved, scratch } = emitWasm(loops);
  const descriptor = describe(program);
  return await moduleText({
    descriptor,
    layout: loops.layout,
    imports: ["wasmKernel", "wasmModule"],
    from: "rewardc/runtime/fused",
    code: `/** WebAssembly: one pass over the environments for a step, one for resets, eight environments at a time. */
      const bytes = "${Buffer.from(bytes).toString("base64")}";

      const compiled = wasmModule({ descriptor, layout, reserved: ${reserved}, scratch: ${scratch}, bytes });`,
    createKernel: forEnvironments(descriptor, "wasmKernel(compiled, environments, options)", true),
  });
}

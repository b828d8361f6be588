import type { Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { scalarise } from "../fused/scalarise/index.js";
import { shaderModuleText } from "../shader/module.js";
import { emitWgsl } from "./emit.js";

/** The JavaScript module of a program's steps as a compute shader; it needs no compiler but the one in WebGPU. See `loopSize` for programs that are too large. */
export async function emitWgslModule(program: Program): Promise<string> {
  const loops = scalarise(program);
  const descriptor = describe(program);
  const { text, tables } = emitWgsl(loops, descriptor);
  return await shaderModuleText({
    descriptor,
    layout: loops.layout,
    kernel: "shaderKernel",
    backend: "webgpu",
    text,
    called: "The shader, in WGSL",
    tables: tables.map(String),
    tablesAre: "numbers of single precision as their bits",
  });
}

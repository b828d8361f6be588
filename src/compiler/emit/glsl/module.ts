import type { Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { scalarise } from "../fused/scalarise/index.js";
import { shaderModuleText } from "../shader/module.js";
import { numberText } from "../tfjs/module/value-text.js";
import { emitGlsl } from "./emit.js";

/** The JavaScript module of a program's steps as a fragment program; it needs no compiler but the one in WebGL. See `loopSize` for programs that are too large. */
export async function emitGlslModule(program: Program): Promise<string> {
  const loops = scalarise(program);
  const descriptor = describe(program);
  const { text, tables } = emitGlsl(loops, descriptor);
  return await shaderModuleText({
    descriptor,
    layout: loops.layout,
    kernel: "fragmentKernel",
    backend: "webgl",
    text,
    called: "The fragment program, in GLSL ES 3.00",
    tables: tables.map(numberText),
    tablesAre: "numbers of single precision",
  });
}

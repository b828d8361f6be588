import type { FusedModule } from "../../../../runtime/fused/fused-kernel.js";
import * as arithmetic from "../../../../runtime/fused/arithmetic.js";
import type { Program } from "../../../ir/program.js";
import { describe } from "../../describe.js";
import { scalarise } from "../scalarise/index.js";
import { helpers } from "./expression.js";
import { writeLoops } from "./write-loops.js";

/** The fused module of a program without a build step: runs the very loops that `emitFusedJs` prints. */
export function fusedModuleOf(program: Program): FusedModule {
  const loops = scalarise(program);
  // The text is the compiler's own: names come from `Identifiers`, numbers from `numberText`.
  const make = new Function(...helpers, "environments", "columns", "uniforms", writeLoops(loops));
  const bound = helpers.map((name) => arithmetic[name]);
  return {
    descriptor: describe(program),
    layout: loops.layout,
    loops: (environments, columns, uniforms) =>
      make(...bound, environments, columns, uniforms) as ReturnType<FusedModule["loops"]>,
  };
}

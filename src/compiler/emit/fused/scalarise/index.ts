import type { Program } from "../../../ir/program.js";
import { LayoutBuilder } from "../layout-builder.js";
import type { LoopProgram } from "../loop-program.js";
import { resetLoop } from "./reset-loop.js";
import { stepLoop } from "./step-loop.js";

export { loopSize, mostScalars } from "./size.js";

/**
 * The steps and resets of a program, element by element: arrays are unrolled, so look at `loopSize` first. What only whole trajectories
 * give is not in it. Throws for a total with several components: a fused kernel pays one number.
 */
export function scalarise(program: Program): LoopProgram {
  if (program.agents !== undefined)
    throw new Error(`${program.name} pays its ${program.agents} agents apart: fused kernels pay one number`);
  if (program.components !== undefined)
    throw new Error(
      `the total of ${program.name} has components: fused kernels pay one number, weigh them with \`scalarise\``,
    );
  const layout = new LayoutBuilder();
  const step = stepLoop(program, layout);
  const reset = resetLoop(program, layout);
  return { name: program.name, layout: layout.layout, tables: layout.tables, step, reset };
}

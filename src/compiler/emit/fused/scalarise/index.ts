import { sizeOf } from "../../../ir/broadcast.js";
import type { Program } from "../../../ir/program.js";
import { LayoutBuilder } from "../layout-builder.js";
import type { LoopProgram } from "../loop-program.js";
import { resetLoop } from "./reset-loop.js";
import { stepLoops } from "./step-loop.js";

export { loopSize, mostScalars } from "./size.js";

/**
 * The steps and resets of a program, element by element: arrays are unrolled, so look at `loopSize` first. What only whole trajectories
 * give is not in it. Throws for a total with several components, since a fused kernel pays one number, and for an average reward, which environments share.
 */
export function scalarise(program: Program): LoopProgram {
  if (program.agents !== undefined)
    throw new Error(`${program.name} pays its ${program.agents} agents apart: fused kernels pay one number`);
  if (program.components !== undefined)
    throw new Error(
      `the total of ${program.name} has components: fused kernels pay one number, weigh them with \`scalarise\``,
    );
  if (program.average !== undefined)
    throw new Error(
      `the average reward of ${program.name} is one number for all environments: fused kernels compute each by itself`,
    );
  const layout = new LayoutBuilder();
  const { step, rewards } = stepLoops(program, layout);
  const reset = resetLoop(program, layout);
  const signals = program.signals.map(({ name, shape }) => ({ name, size: sizeOf(shape) }));
  return { name: program.name, layout: layout.layout, tables: layout.tables, signals, step, rewards, reset };
}

import { sizeOf } from "../../../ir/broadcast.js";
import type { Program } from "../../../ir/program.js";
import { LayoutBuilder } from "../layout-builder.js";
import { obstacleOf, type Obstacle } from "../obstacle.js";
import type { LoopProgram } from "../loop-program.js";
import { resetLoop } from "./reset-loop.js";
import { scratchRows } from "./scratch-rows.js";
import { stepLoops } from "./step-loop.js";

export { loopSize, mostScalars } from "./size.js";

/**
 * The steps and resets of a program, element by element: arrays are unrolled, so look at `loopSize` first. What only whole trajectories
 * give is not in it. Throws where there is an `Obstacle`.
 */
export function scalarise(program: Program): LoopProgram {
  const obstacle = obstacleOf(program);
  if (obstacle !== undefined) throw new Error(reasons[obstacle](program));
  const layout = new LayoutBuilder();
  const rows = scratchRows(program);
  const { step, rewards } = stepLoops(program, layout, rows);
  const reset = resetLoop(program, layout, rows);
  const signals = program.signals.map(({ name, shape }) => ({ name, size: sizeOf(shape) }));
  return { name: program.name, layout: layout.layout, tables: layout.tables, signals, step, rewards, reset };
}

const reasons = {
  components: ({ name }) =>
    `the total of ${name} has components: fused kernels pay one number, weigh them with \`scalarise\``,
  average: ({ name }) =>
    `the average reward of ${name} is one number for all environments: fused kernels compute each by itself`,
  agents: ({ name, agents }) => `${name} pays its ${agents} agents apart: fused kernels pay one number`,
} as const satisfies Record<Obstacle, (program: Program) => string>;

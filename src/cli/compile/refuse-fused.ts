import type { CompileResult } from "../../compiler/index.js";
import { describe } from "../../compiler/emit/describe.js";
import { obstacleOf, type Obstacle } from "../../compiler/emit/fused/obstacle.js";
import { loopSize, mostScalars } from "../../compiler/emit/fused/scalarise/index.js";
import type { Program } from "../../compiler/ir/program.js";
import { UsageError } from "../command.js";
import { refuseLater } from "../steps-only.js";

/** Refuses programs that no single loop over environments computes: what whole trajectories give, totals with components, what environments share, and arrays that are too large to unroll. */
export function refuseFused(program: Program, file: string, sources: CompileResult["sources"], target: string): void {
  refuseLater(describe(program), file, `target \`${target}\``, "compile it with --target tfjs");
  const obstacle = obstacleOf(program);
  if (obstacle !== undefined)
    throw new UsageError(`${file}: target \`${target}\` ${reasons[obstacle](program)}: compile it with --target tfjs`);
  const { scalars, largest } = loopSize(program);
  if (scalars <= mostScalars) return;
  throw new UsageError(
    `${placeOf(largest?.origin, sources) ?? file}: target \`${target}\` computes arrays number by number, and a step of this spec has about ${Math.round(scalars)} operations on numbers, ` +
      `more than ${mostScalars}, most of them here: compile it with --target tfjs`,
  );
}

/** `door.reward:3:12`. */
function placeOf(
  origin: { readonly file: string; readonly start: number } | undefined,
  sources: CompileResult["sources"],
): string | undefined {
  const position = origin && sources.get(origin.file)?.position(origin.start);
  return origin && position && `${origin.file}:${position.line + 1}:${position.character + 1}`;
}

const reasons = {
  components: ({ components = [] }) =>
    `pays one number, and \`total\` has the components ${components.map(({ name }) => `\`${name}\``).join(", ")}`,
  average: () => "computes each environment by itself, and the average reward is one number for all of them",
  agents: ({ agents }) => `pays one number, and \`total\` is one for each of ${agents} agents`,
} as const satisfies Record<Obstacle, (program: Program) => string>;

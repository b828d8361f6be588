import type { TypedSpec } from "../check/typed.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { obstacleOf } from "../emit/fused/obstacle.js";
import { loopSize, mostScalars } from "../emit/fused/scalarise/index.js";
import type { Program } from "../ir/program.js";
import type { Span } from "../source/span.js";
import { unreachable } from "../unreachable.js";

/** Targets that compute a step as one loop over environments, or as one shader. */
export const loopTargets = ["fused", "fused-js", "wgsl", "glsl"] as const;
export type LoopTarget = (typeof loopTargets)[number];

const help = "compile it with `--target tfjs`";

/** Why such a target cannot compile a spec, each reason where it stands: what whole trajectories give, what is not one number for each environment, and arrays that are too large to unroll. */
export function refusalsOf(spec: TypedSpec, program: Program, target: LoopTarget): readonly Diagnostic[] {
  return [late(spec, program, target), otherThanOne(spec, program, target), tooLarge(spec, program, target)].filter(
    (diagnostic) => diagnostic !== undefined,
  );
}

function late(spec: TypedSpec, program: Program, target: LoopTarget): Diagnostic | undefined {
  const labels = lateValues(spec, program).map(({ name, span }) => ({ name, span, label: "not known in the step" }));
  const [first, ...related] = labels;
  if (first === undefined) return undefined;
  const names = labels.map(({ name }) => `\`${name}\``).join(", ");
  return report("target-by-steps", first.span, { target, names }, { label: first.label, related, help });
}

/** What steps do not give, where the spec says it. */
function lateValues({ terms, finish, span }: TypedSpec, program: Program) {
  if (program.finish === undefined) return [];
  const late = new Set(program.finish.terms.map(({ name }) => name));
  const told = [
    { name: "advantage", value: finish?.advantage },
    { name: "keep group", value: finish?.keep },
    { name: "mask episode", value: finish?.mask },
  ].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, span: value.span }]));
  const found = [...terms.filter(({ name }) => late.has(name)), ...told, ...(finish?.reports ?? [])].filter(
    (value, index, all) => all.findIndex((other) => isSame(other.span, value.span)) === index,
  );
  return found.length > 0 ? found.map(({ name, span }) => ({ name, span })) : [{ name: program.name, span }];
}

/** The first term that each agent has one of: these stand at one place. */
function termOfAgents({ terms }: TypedSpec): Span | undefined {
  return terms.find((term) => terms.some((other) => other !== term && isSame(other.span, term.span)))?.span;
}

function isSame(left: Span, right: Span): boolean {
  return left.file === right.file && left.start === right.start;
}

function otherThanOne(spec: TypedSpec, program: Program, target: LoopTarget): Diagnostic | undefined {
  const obstacle = obstacleOf(program);
  switch (obstacle) {
    case undefined:
      return undefined;
    case "components": {
      const names = (program.components ?? []).map(({ name }) => `\`${name}\``).join(", ");
      const weigh = "in a program, `scalarise` of `compile` makes it their weighted sum";
      return report("target-components", spec.total.span, { target, names }, { help: `${help}; ${weigh}` });
    }
    case "average":
      return report("target-average", spec.total.span, { target }, { label: "averaged over all environments", help });
    case "agents":
      return report(
        "target-agents",
        termOfAgents(spec) ?? spec.total.span,
        { target, agents: program.agents ?? 0 },
        { label: "paid to each agent", help },
      );
    default:
      return unreachable(obstacle);
  }
}

function tooLarge(spec: TypedSpec, program: Program, target: LoopTarget): Diagnostic | undefined {
  if (obstacleOf(program) !== undefined) return undefined;
  const { scalars, largest } = loopSize(program);
  if (scalars <= mostScalars) return undefined;
  const parameters = { target, operations: Math.round(scalars), most: mostScalars };
  return report("target-too-large", largest?.origin ?? spec.span, parameters, { label: "most of them are here", help });
}

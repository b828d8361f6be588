import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile, nodeHost, type CompileOptions } from "../../../src/compiler/index.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import type { RewardKernel } from "../../../src/runtime/kernel/kernel.js";
import { delivery, walker } from "../../runtime/kernel/programs.js";
import { visit } from "../../runtime/kernel/visit.js";

const folder = new URL("../../fixtures/emit/", import.meta.url);
const root = new URL("../../../", import.meta.url);

/** A module as it is emitted, kept in `test/fixtures/emit`; `UPDATE=1` rewrites it. */
export interface Golden {
  readonly name: string;
  readonly path: string;
  program(): Program;
  /** The committed text. */
  text(): string;
  /** The kernel that the committed module makes. */
  kernel(): Promise<RewardKernel>;
}

function golden(name: string, program: () => Program): Golden {
  const path = fileURLToPath(new URL(`${name}.ts`, folder));
  return {
    name,
    path,
    program,
    text: () => readFileSync(path, "utf8"),
    kernel: async () => ((await import(path)) as { readonly createKernel: () => RewardKernel }).createKernel(),
  };
}

function spec(path: string, options: Pick<CompileOptions, "variant" | "robustness"> = {}): () => Program {
  return () => {
    const file = fileURLToPath(new URL(path, root));
    const { program, diagnostics } = compile(file, nodeHost(), options);
    if (program === undefined) throw new Error(`${path}: ${diagnostics.map(({ message }) => message).join("; ")}`);
    return program;
  };
}

export const goldens: readonly Golden[] = [
  golden("delivery", delivery),
  golden("walker", walker),
  golden("visit", visit),
  golden("quadruped", spec("test/fixtures/emit/quadruped.reward")),
  golden("patrol", spec("specs/office/patrol.reward")),
  golden("reach-curriculum", spec("specs/robotics/reach-curriculum.reward", { variant: "gradual" })),
  golden("schedules", spec("test/conformance/specs/schedules.reward")),
  golden("mountain-car-shaped", spec("specs/control/mountain-car.reward", { variant: "shaped" })),
  golden("process-rewards", spec("specs/papers/31-process-rewards.reward")),
  golden("verpo", spec("specs/papers/18-verpo.reward")),
  golden("soar", spec("specs/papers/54-soar.reward")),
  golden("components", spec("test/conformance/specs/components.reward")),
  golden("late-components", spec("test/conformance/specs/late-components.reward")),
  golden("average-reward", spec("test/conformance/specs/average-reward.reward")),
  golden("climb", spec("test/fixtures/emit/climb.reward", { robustness: true })),
];

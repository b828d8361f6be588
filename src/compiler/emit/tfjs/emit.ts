import type { Project } from "ts-morph";
import type { Program } from "../../ir/program.js";
import { writeModule } from "./module/write-module.js";

/** How emitted modules are formatted, whatever the folder that they are written to says. */
const style = { parser: "typescript", printWidth: 120 } as const;

let warm: Promise<Project> | undefined;

/** Loading ts-morph takes half a second: one project serves all calls. */
function project(): Promise<Project> {
  warm ??= import("ts-morph").then(({ Project, IndentationText }) => {
    return new Project({
      useInMemoryFileSystem: true,
      manipulationSettings: { indentationText: IndentationText.TwoSpaces },
    });
  });
  return warm;
}

/**
 * The TypeScript module of a program, formatted: a dataflow of tfjs operations batched over environments, with `descriptor` and
 * `createKernel()`. It imports `rewardc/runtime` and `@tensorflow/tfjs-core` only. Loads ts-morph and prettier when first called.
 */
export async function emitTfjs(program: Program): Promise<string> {
  const [{ format }, workshop] = await Promise.all([import("prettier"), project()]);
  const file = workshop.createSourceFile("reward.ts", "", { overwrite: true });
  writeModule(file, program);
  return await format(file.getFullText(), style);
}

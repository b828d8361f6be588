import { UsageError, type RegisterCommand } from "../command.js";
import { optimiseLate } from "../optimise-late.js";
import type { CompileSettings } from "../compile/compile-once.js";

interface Options {
  readonly target: string;
  readonly output?: string;
  readonly watch?: true;
  readonly variant?: string;
  readonly format: string;
}

export const registerCompile: RegisterCommand = (program, shell) => {
  program
    .command("compile")
    .argument("<file>", "the spec to compile")
    .option(
      "--target <target>",
      "tfjs (a TypeScript module), fused (a JavaScript module with WebAssembly, eight environments at a time, without tfjs), fused-js (the same as one readable JavaScript loop), wgsl (a JavaScript module with a compute shader, for tfjs's webgpu backend), glsl (the same as a fragment program, for the webgl backend) or ir (the dataflow graph, for people)",
      "tfjs",
    )
    .option("-o, --output <file>", "write the result here instead of to standard output")
    .option("--watch", "compile again whenever the spec or a file that it imports changes")
    .option("--variant <name>", "compile this variant of the spec")
    .option("--format <format>", "how to print diagnostics: human, or json (one record per line on stdout)", "human")
    .description("compile a spec to a module")
    .addHelpText("after", "\nExample:\n  rewardc compile specs/door.reward --target tfjs -o src/door.ts --watch")
    .action(async (file: string, options: Options) => {
      const settings = await settingsOf(file, options);
      if (options.watch === true) {
        const { compileAndWatch } = await import("../compile/compile-and-watch.js");
        await compileAndWatch(settings, shell);
        return;
      }
      optimiseLate();
      const { compileOnce } = await import("../compile/compile-once.js");
      shell.exit((await compileOnce(settings, shell)).exit);
    });
};

async function settingsOf(file: string, { target, output, variant, format }: Options): Promise<CompileSettings> {
  const { targets } = await import("../compile/compile-once.js");
  const known = targets.find((name) => name === target);
  if (known === undefined)
    throw new UsageError(`there is no target \`${target}\`: the targets are ${targets.join(", ")}`);
  if (format !== "human" && format !== "json") throw new UsageError("--format is `human` or `json`");
  if (format === "json" && output === undefined)
    throw new UsageError("--format json needs -o: standard output holds either the module or the records");
  return {
    file,
    target: known,
    format,
    ...(output === undefined ? {} : { output }),
    ...(variant === undefined ? {} : { variant }),
  };
}

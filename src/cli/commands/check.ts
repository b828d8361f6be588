import { exitCodes, UsageError, type RegisterCommand } from "../command.js";
import { optimiseLate } from "../optimise-late.js";

interface Options {
  readonly format: string;
  readonly variant?: string;
}

export const registerCheck: RegisterCommand = (program, shell) => {
  program
    .command("check")
    .argument("<files...>", "specs to check")
    .option("--format <format>", "human or json (one record per line on stdout)", "human")
    .option("--variant <name>", "check this variant only")
    .description("check specs and print what is wrong with them")
    .addHelpText("after", "\nExample:\n  rewardc check specs/door.reward --format json")
    .action(async (files: readonly string[], options: Options) => {
      if (options.format !== "human" && options.format !== "json")
        throw new UsageError("--format is `human` or `json`");
      optimiseLate();
      const { check } = await import("../../compiler/compile.js");
      const { nodeHost } = await import("../../compiler/source/node-host.js");
      const { printDiagnostics } = await import("../print-diagnostics.js");
      const host = nodeHost();
      let errors = 0;
      let warnings = 0;
      let unreadable = false;
      const seen = new Set<string>();
      for (const file of files) {
        const result = check(file, host, {
          analysis: true,
          ...(options.variant === undefined ? {} : { variant: options.variant }),
        });
        const fresh = result.diagnostics.filter((diagnostic) => isNew(JSON.stringify(diagnostic), seen));
        printDiagnostics(fresh, result.sources, options.format, shell);
        errors += fresh.filter(({ severity }) => severity === "error").length;
        warnings += fresh.filter(({ severity }) => severity === "warning").length;
        unreadable ||= !result.sources.has(file) && result.diagnostics.length > 0;
      }
      if (options.format === "human")
        shell.err(`${count(files.length, "file")} checked: ${count(errors, "error")}, ${count(warnings, "warning")}\n`);
      if (errors > 0) shell.exit(unreadable ? exitCodes.usage : exitCodes.findings);
    });
};

/** A library that several files import is reported once. */
function isNew(key: string, seen: Set<string>): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

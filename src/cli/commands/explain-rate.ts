import { exitCodes, UsageError, type RegisterCommand } from "../command.js";

interface Options {
  readonly variant?: string;
  readonly format: string;
}

export const registerExplainRate: RegisterCommand = (program, shell) => {
  program
    .command("explain-rate")
    .argument("<file>", "a spec")
    .argument("<name>", "a signal, param, let, term or report, `advantage` or `total`")
    .option("--variant <name>", "explain a variant of the spec")
    .option("--format <format>", "human or json", "human")
    .description("how often a value changes and when it is known, and what makes it so")
    .addHelpText("after", "\nExample:\n  rewardc explain-rate answer.reward advantage")
    .action(async (file: string, name: string, options: Options) => {
      if (options.format !== "human" && options.format !== "json")
        throw new UsageError("--format is `human` or `json`");
      const { format, variant } = options;
      const { check } = await import("../../compiler/compile.js");
      const { nodeHost } = await import("../../compiler/source/node-host.js");
      const { explainRate } = await import("../../compiler/check/explain-rate/index.js");
      const { printDiagnostics } = await import("../print-diagnostics.js");
      const { explanationRecord } = await import("../explain-rate/explanation-record.js");
      const { explanationText } = await import("../explain-rate/explanation-text.js");
      const { draft, diagnostics, sources } = check(file, nodeHost(), variant === undefined ? {} : { variant });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      printDiagnostics(errors, sources, format, shell);
      if (errors.length > 0) shell.exit(sources.has(file) ? exitCodes.findings : exitCodes.usage);
      if (draft === undefined) return;
      const found = explainRate(name, draft);
      if ("diagnostic" in found) {
        printDiagnostics([found.diagnostic], sources, format, shell);
        shell.exit(exitCodes.findings);
      } else if (format === "json") shell.out(`${JSON.stringify(explanationRecord(found.explanation, sources))}\n`);
      else shell.out(explanationText(found.explanation, sources));
    });
};

import { exitCodes, UsageError, type RegisterCommand } from "../command.js";

interface Options {
  readonly variant?: string;
  readonly format: string;
}

export const registerAnalyze: RegisterCommand = (program, shell) => {
  program
    .command("analyze")
    .argument("<files...>", "specs")
    .option("--variant <name>", "analyse a variant of the spec")
    .option("--format <format>", "human or json", "human")
    .description("bounds and slopes of the reward, what a step costs, and what is suspicious about it")
    .addHelpText("after", "\nExample:\n  rewardc analyze walker.reward")
    .action(async (files: readonly string[], options: Options) => {
      if (options.format !== "human" && options.format !== "json")
        throw new UsageError("--format is `human` or `json`");
      const { format } = options;
      const { compile } = await import("../../compiler/compile.js");
      const { analyze } = await import("../../compiler/analyze/index.js");
      const { nodeHost } = await import("../../compiler/source/node-host.js");
      const { printDiagnostics } = await import("../print-diagnostics.js");
      const { countKernels } = await import("../analyze/count-kernels.js");
      const { analysisRecords } = await import("../analyze/records.js");
      const { analysisTable } = await import("../analyze/table.js");
      for (const file of files) {
        const {
          program: graph,
          spec,
          diagnostics,
          sources,
        } = compile(file, nodeHost(), options.variant === undefined ? {} : { variant: options.variant });
        printDiagnostics(
          diagnostics.filter(({ severity }) => severity === "error"),
          sources,
          format,
          shell,
        );
        if (graph === undefined || spec === undefined) {
          if (!diagnostics.some(({ severity }) => severity === "error"))
            throw new UsageError(`\`${file}\` is a library: it has no reward of its own`);
          shell.exit(sources.has(file) ? exitCodes.findings : exitCodes.usage);
          continue;
        }
        const analysis = analyze(spec, graph);
        const kernels = await countKernels(graph);
        if (format === "json")
          for (const record of analysisRecords(file, analysis, kernels)) shell.out(`${JSON.stringify(record)}\n`);
        else shell.out(analysisTable(file, analysis, kernels));
        printDiagnostics(analysis.findings, sources, format, shell);
        if (analysis.findings.some(({ severity }) => severity !== "info")) shell.exit(exitCodes.findings);
      }
    });
};

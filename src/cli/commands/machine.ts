import type { Command } from "commander";
import { exitCodes, UsageError, type RegisterCommand, type Shell } from "../command.js";

interface CheckOptions {
  readonly format: string;
  readonly compat?: string;
}

interface ConvertOptions {
  readonly to: string;
  readonly output?: string;
  readonly machine?: string;
  readonly compat?: string;
}

export const registerMachine: RegisterCommand = (program, shell) => {
  const machine = program
    .command("machine")
    .description("judge and convert reward machines: of specs, in the published text format, and as HOA automata")
    .addHelpText("after", "\nExample:\n  rewardc machine check specs/office/coffee.reward");
  registerMachineCheck(machine, shell);
  registerMachineConvert(machine, shell);
};

function registerMachineCheck(machine: Command, shell: Shell): void {
  machine
    .command("check")
    .argument("<file>", "a spec, a machine in the published text format, or a HOA automaton")
    .option("--format <format>", "human or json (one record per line on stdout)", "human")
    .option("--compat <name>", "falling-off-pays: read text files as the published code does, with its faults")
    .description("say what is wrong with the machines of a file, and which labels they do not cover")
    .addHelpText("after", "\nExample:\n  rewardc machine check specs/office/published/t3.txt")
    .action(async (file: string, options: CheckOptions) => {
      if (options.format !== "human" && options.format !== "json")
        throw new UsageError("--format is `human` or `json`");
      const { nodeHost } = await import("../../compiler/source/node-host.js");
      const { load } = await import("../machine/load.js");
      const { printDiagnostics } = await import("../print-diagnostics.js");
      const { summary } = await import("../machine/summary.js");
      const { machines, diagnostics, sources } = load(file, nodeHost(), {
        ...compatibility(options.compat),
        completeness: true,
      });
      printDiagnostics(diagnostics, sources, options.format, shell);
      for (const found of machines) {
        const record = summary(found);
        if (options.format === "json") shell.out(`${JSON.stringify(record)}\n`);
        else
          shell.err(
            `${record.name}: ${record.states} states, ${record.classes} label classes, ${record.complete ? "complete" : "not complete"}\n`,
          );
      }
      if (diagnostics.some(({ severity }) => severity === "error")) shell.exit(exitCodes.findings);
    });
}

function registerMachineConvert(machine: Command, shell: Shell): void {
  machine
    .command("convert")
    .argument("<file>", "a spec, a machine in the published text format, or a HOA automaton")
    .requiredOption("--to <form>", "reward, text, hoa, dot, mermaid, svg or json")
    .option("-o, --output <file>", "write there instead of to stdout")
    .option("--machine <name>", "which machine, where the spec has several")
    .option("--compat <name>", "falling-off-pays: read text files as the published code does, with its faults")
    .description("write a machine in another form")
    .addHelpText("after", "\nExample:\n  rewardc machine convert specs/office/coffee.reward --to svg -o coffee.svg")
    .action(async (file: string, options: ConvertOptions) => {
      const { convert, targets } = await import("../machine/convert.js");
      const target = targets.find((name) => name === options.to);
      if (target === undefined) throw new UsageError(`--to is one of ${targets.join(", ")}`);
      const { nodeHost } = await import("../../compiler/source/node-host.js");
      const { load } = await import("../machine/load.js");
      const { printDiagnostics } = await import("../print-diagnostics.js");
      const { machines, diagnostics, sources, labels } = load(file, nodeHost(), {
        ...compatibility(options.compat),
        completeness: false,
      });
      printDiagnostics(diagnostics, sources, "human", shell);
      if (diagnostics.some(({ severity }) => severity === "error")) return shell.exit(exitCodes.findings);
      const { chosen } = await import("../machine/chosen.js");
      const { text, notes } = await convert(chosen(machines, options.machine), target, labels);
      for (const note of notes) shell.err(`note: ${note}\n`);
      if (options.output === undefined) return shell.out(text);
      const { writeFile } = await import("node:fs/promises");
      await writeFile(options.output, text).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(`cannot write ${options.output ?? ""}: ${error.code ?? error.message}`);
      });
    });
}

function compatibility(name: string | undefined): { readonly compatibility?: "falling-off-pays" } {
  if (name === undefined) return {};
  if (name !== "falling-off-pays") throw new UsageError("--compat is `falling-off-pays`");
  return { compatibility: name };
}

import { exitCodes, UsageError, type RegisterCommand } from "../command.js";

/** What a trace leaves out or contradicts is a fault of the file, not a finding about the spec. */
const faultsOfTrace: ReadonlySet<string> = new Set([
  "trace-missing-signal",
  "trace-missing-clock",
  "trace-field",
  "trace-contradiction",
]);

interface Options {
  readonly trace: string;
  readonly backend: string;
  readonly variant?: string;
  readonly seed: string;
  readonly format: string;
}

export const registerEval: RegisterCommand = (program, shell) => {
  program
    .command("eval")
    .argument("<file>", "the spec")
    .requiredOption(
      "--trace <file>",
      "recorded steps as JSON Lines, or as CSV in a file called .csv; `-` is standard input",
    )
    .option(
      "--backend <name>",
      "`reference`, or a tfjs backend: cpu, wasm, webgl, webgpu, tfjs-node, tfjs-node-gpu",
      "reference",
    )
    .option("--variant <name>", "evaluate a variant of the spec")
    .option("--seed <number>", "fixes random starts", "0")
    .option("--format <format>", "diagnostics as human or json", "human")
    .description("print the rewards of recorded steps, one JSON record per line")
    .addHelpText(
      "after",
      '\nExample:\n  echo \'{"episode":0,"signals":{"at_goal":true}}\' | rewardc eval door.reward --trace -',
    )
    .action(async (file: string, options: Options) => {
      if (options.format !== "human" && options.format !== "json")
        throw new UsageError("--format is `human` or `json`");
      const format = options.format;
      const seed = Number(options.seed);
      if (!Number.isSafeInteger(seed)) throw new UsageError(`--seed is a whole number, found \`${options.seed}\``);
      const { compile } = await import("../../compiler/compile.js");
      const { nodeHost } = await import("../../compiler/source/node-host.js");
      const { printDiagnostics } = await import("../print-diagnostics.js");
      const { readTrace } = await import("../eval/read-trace.js");
      const { Findings } = await import("../eval/findings.js");
      const { readRecording } = await import("../../compiler/recording/read.js");
      const { evaluateTrace } = await import("../eval/evaluate-trace.js");
      const { findTarget } = await import("../../testing/target/find-target.js");

      const variant = options.variant === undefined ? {} : { variant: options.variant };
      const compiled = compile(file, nodeHost(), { ...variant, robustness: true, due: true });
      const trace = readTrace(options.trace);
      const sources = new Map([...compiled.sources, [trace.path, trace]]);
      const errors = compiled.diagnostics.filter(({ severity }) => severity === "error");
      printDiagnostics(errors, sources, format, shell);
      const spec = compiled.program;
      if (spec === undefined) {
        if (errors.length === 0) throw new UsageError(`\`${file}\` is a library: it has no reward of its own`);
        shell.exit(compiled.sources.has(file) ? exitCodes.findings : exitCodes.usage);
        return;
      }

      const findings = new Findings((diagnostic) => printDiagnostics([diagnostic], sources, format, shell));
      // Whether an external signal is there shows in a recording by itself.
      const recorded = spec.signals.filter(({ presenceOf }) => presenceOf === undefined);
      const lines = readRecording(trace, recorded, (found) => findings.add(found));
      if (findings.left > 0) shell.err(`${findings.left} more findings in the trace\n`);
      if (findings.errors > 0) {
        shell.exit(exitCodes.usage);
        return;
      }
      const target = await findTarget(options.backend);
      if ("unavailable" in target) throw new UsageError(target.unavailable);
      await evaluateTrace(lines, {
        program: spec,
        target,
        seed,
        print: (record) => shell.out(`${JSON.stringify(record)}\n`),
        diagnose: (diagnostic) => {
          printDiagnostics([diagnostic], sources, format, shell);
          if (diagnostic.severity !== "error") return;
          shell.exit(faultsOfTrace.has(diagnostic.name) ? exitCodes.usage : exitCodes.findings);
        },
      });
    });
};

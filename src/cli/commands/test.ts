import { exitCodes, UsageError, type RegisterCommand } from "../command.js";

interface Options {
  readonly backend?: string;
  readonly filter?: string;
  readonly format: string;
}

export const registerTest: RegisterCommand = (program, shell) => {
  program
    .command("test")
    .argument("<files...>", "specs whose tests are run")
    .option(
      "--backend <names>",
      "`reference`, or tfjs backends beside it, as in `cpu,wasm`; default: all that this machine has",
    )
    .option("--filter <text>", "only tests whose name contains this")
    .option("--format <format>", "human or json (one record per line on stdout)", "human")
    .description("run the tests that specs have, on the reference and on every available target")
    .addHelpText("after", "\nExample:\n  rewardc test door.reward --backend cpu")
    .action(async (files: readonly string[], options: Options) => {
      if (options.format !== "human" && options.format !== "json")
        throw new UsageError("--format is `human` or `json`");
      const { runTestFiles } = await import("../test/run-test-files.js");
      const backends =
        options.backend === undefined ? "available" : options.backend.split(",").filter((name) => name !== "reference");
      const outcome = await runTestFiles(
        files,
        { backends, format: options.format, ...(options.filter === undefined ? {} : { filter: options.filter }) },
        shell,
      );
      shell.exit(exitCodes[outcome]);
    });
};

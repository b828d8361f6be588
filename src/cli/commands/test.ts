import { exitCodes, UsageError, type RegisterCommand } from "../command.js";

interface Options {
  readonly backend?: string;
  readonly filter?: string;
  readonly format: string;
  readonly junit?: string;
  readonly coverage?: true;
  readonly watch?: true;
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
    .option("--junit <file>", "write the results as JUnit XML, too")
    .option("--coverage", "say which edges of machines and sides of conditions no test reaches")
    .option("--watch", "run again whenever a spec or a file that it imports changes")
    .description("run the tests that specs have, on the reference and on every available target")
    .addHelpText("after", "\nExample:\n  rewardc test door.reward --backend cpu")
    .action(async (files: readonly string[], options: Options) => {
      if (options.format !== "human" && options.format !== "json")
        throw new UsageError("--format is `human` or `json`");
      const { runTestFiles } = await import("../test/run-test-files.js");
      const backends =
        options.backend === undefined ? "available" : options.backend.split(",").filter((name) => name !== "reference");
      const settings = {
        backends,
        format: options.format,
        coverage: options.coverage === true,
        ...(options.filter === undefined ? {} : { filter: options.filter }),
        ...(options.junit === undefined ? {} : { junit: options.junit }),
      } as const;
      if (options.watch === true) {
        const { testAndWatch } = await import("../test/test-and-watch.js");
        await testAndWatch(files, settings, shell);
        return;
      }
      shell.exit(exitCodes[(await runTestFiles(files, settings, shell)).exit]);
    });
};

import { exitCodes, UsageError, type RegisterCommand } from "../command.js";

interface Options {
  readonly set: readonly string[];
  readonly seed?: string;
  readonly steps?: string;
  readonly resume?: boolean;
  readonly overwrite?: boolean;
  readonly format: string;
}

export const registerTrain: RegisterCommand = (program, shell) => {
  program
    .command("train")
    .argument("<config>", "a JSON file: spec, environment, algorithm, steps and what differs from the defaults")
    .option(
      "--set <key=value>",
      "override a key, as in settings.learningRate=0.001 (repeatable)",
      (each, all: string[]) => [...all, each],
      [],
    )
    .option("--seed <number>", "override the seed")
    .option("--steps <number>", "override the number of environment steps")
    .option("--resume", "continue from the run's checkpoint, exactly as if it had not stopped")
    .option("--overwrite", "begin anew where the output folder holds a run already")
    .option("--format <format>", "human, or json: every record on stdout as well", "human")
    .description("train an agent on a spec's reward; docs/training.md describes the configuration and the records")
    .addHelpText("after", "\nExample:\n  rewardc train examples/cartpole.json --seed 2 --set settings.environments=8")
    .action(async (path: string, options: Options) => {
      if (options.format !== "human" && options.format !== "json")
        throw new UsageError("--format is `human` or `json`");
      const overrides = [
        ...options.set,
        ...(options.seed === undefined ? [] : [`seed=${options.seed}`]),
        ...(options.steps === undefined ? [] : [`steps=${options.steps}`]),
      ];
      const { train } = await import("../train/train.js");
      const fine = await train({
        path,
        overrides,
        resume: options.resume === true,
        overwrite: options.overwrite === true,
        records: options.format === "json",
        shell,
      });
      if (!fine) shell.exit(exitCodes.findings);
    });
};

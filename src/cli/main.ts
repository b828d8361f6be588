import { Command, CommanderError } from "commander";
import picocolors from "picocolors";
import { exitCodes, UsageError, type Shell } from "./command.js";
import { commands } from "./commands/index.js";

/** Replaced by the bundler with the version of package.json. */
declare const REWARDC_VERSION: string;

/**
 * The whole command line. Human text on stderr, data on stdout; exit 0 fine, 1 findings, 2 usage, files or configuration,
 * 3 an internal error.
 */
export async function main(argv: readonly string[], shell: Shell): Promise<void> {
  const program = new Command("rewardc")
    .description("Compile, check, test and train with declarative rewards")
    .version(typeof REWARDC_VERSION === "string" ? REWARDC_VERSION : "development")
    .showHelpAfterError("(run with --help for usage)")
    .exitOverride()
    .configureOutput({ writeOut: shell.out, writeErr: shell.err });
  for (const register of commands) register(program, shell);
  for (const command of program.commands) inheritSettings(command, program);
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0) shell.exit(exitCodes.usage);
    } else if (error instanceof UsageError) {
      shell.err(`rewardc: ${error.message}\n`);
      shell.exit(exitCodes.usage);
    } else {
      shell.err(
        `rewardc: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      shell.exit(exitCodes.internal);
    }
  }
}

function inheritSettings(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheritSettings(child, command);
}

/** The shell of the real process. */
export function processShell(): Shell {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: picocolors.isColorSupported && process.stderr.isTTY === true,
    exit: (code) => {
      process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
    },
  };
}

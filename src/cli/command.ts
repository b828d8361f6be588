import type { Command } from "commander";

/** Exit codes of every command (`docs/cli.md`). */
export const exitCodes = { fine: 0, findings: 1, usage: 2, internal: 3 } as const;

/** The process, as far as commands may touch it: data on `out`, words for people on `err`. */
export interface Shell {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether words for people may be coloured. */
  readonly colour: boolean;
  /** The exit code so far; commands only ever raise it. */
  exit(code: (typeof exitCodes)[keyof typeof exitCodes]): void;
}

/** Adds one command to the program. Heavy libraries are imported inside the action, never at the top of the module. */
export type RegisterCommand = (program: Command, shell: Shell) => void;

/** Ends a command with one clear sentence and exit code 2: wrong usage, files or configuration. */
export class UsageError extends Error {}

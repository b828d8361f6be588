import type { Severity } from "../diagnostic.js";

/** One code of the registry. `{name}` in the message is a parameter that `report` must be given. */
export interface Entry {
  readonly code: `RWD${number}`;
  readonly severity: Severity;
  readonly message: string;
}

/** Keeps the literal types of codes and messages, so that parameters are checked where a diagnostic is made. */
export function entries<const T extends Record<string, Entry>>(table: T): T {
  return table;
}

/** The names between braces in a message. */
export type Parameters<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Parameters<Rest>
  : never;

import type { TypedMachine } from "../../compiler/check/typed.js";
import { UsageError } from "../command.js";

/** The machine that is asked for; without a name, the only one. */
export function chosen(machines: readonly TypedMachine[], name: string | undefined): TypedMachine {
  const names = machines.map((machine) => machine.name).join(", ");
  const [only, another] = machines;
  const found = name === undefined ? only : machines.find((machine) => machine.name === name);
  if (only === undefined) throw new UsageError("the file has no machine");
  if (name === undefined && another !== undefined)
    throw new UsageError(`the file has several machines: choose one with --machine (${names})`);
  if (found === undefined) throw new UsageError(`the file has no machine ${name ?? ""}: it has ${names}`);
  return found;
}

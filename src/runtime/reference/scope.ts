import type { Program } from "../../compiler/ir/program.js";
import type { Scope } from "./evaluate.js";
import { paramValues, type Values } from "./inputs.js";

/** What the graph reads in one row: its slots, signals (of a step or of a reset), params and the environment's flags. */
export function scopeOf(
  program: Program,
  slots: readonly Float64Array[],
  signals: ReadonlyMap<string, Float64Array>,
  params: Values = {},
  flags: { readonly terminated?: boolean; readonly truncated?: boolean } = {},
): Scope {
  const values = paramValues(program, params);
  return {
    signal: (name) => known(signals.get(name), name),
    param: (name) => known(values.get(name), name),
    flag: (name) => flags[name] === true,
    slot: (id) => known(slots[id], `slot ${id}`),
  };
}

function known(value: Float64Array | undefined, name: string): Float64Array {
  if (value === undefined) throw new Error(`the program reads ${name}, which it does not declare`);
  return value;
}

import type { Program } from "../../compiler/ir/program.js";
import { readClock } from "../kernel/clock.js";
import type { Scope } from "./evaluate.js";
import { paramValues, type Row } from "./inputs.js";

/** What a row brings beside signals. */
interface Around extends Pick<Row, "params" | "clock"> {
  readonly trained?: readonly Float64Array[];
  readonly terminated?: boolean;
  readonly truncated?: boolean;
}

/** What the graph reads in one row: its slots, signals (of a step or of a reset), params, the learner's clock and the environment's flags. */
export function scopeOf(
  program: Program,
  slots: readonly Float64Array[],
  signals: ReadonlyMap<string, Float64Array>,
  around: Around,
): Scope {
  const values = paramValues(program, around.params);
  return {
    signal: (name) => known(signals.get(name), name),
    param: (name) => known(values.get(name), name),
    clock: (reading) => readClock(reading, around.clock),
    flag: (name) => around[name] === true,
    trained: (id) => known(around.trained?.[id] ?? initialOf(program, id), `trained slot ${id}`),
    slot: (id) => known(slots[id], `slot ${id}`),
  };
}

function initialOf({ trained }: Program, id: number): Float64Array | undefined {
  const slot = trained?.[id];
  return slot && Float64Array.from(slot.initial);
}

function known(value: Float64Array | undefined, name: string): Float64Array {
  if (value === undefined) throw new Error(`the program reads ${name}, which it does not declare`);
  return value;
}

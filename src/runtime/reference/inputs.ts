import { comesLater } from "../kernel/comes-later.js";
import type { Program, SignalInput } from "../../compiler/ir/program.js";
import type { Clock } from "../kernel/clock.js";
import { RewardError } from "../kernel/errors.js";
import { sizeOf } from "./indexing.js";

/** Values by name: a number or a boolean for scalars, row-major lists for arrays; an enum's member by its index. */
export type Values = Readonly<Record<string, number | boolean | ArrayLike<number>>>;

/** One row of one environment, as `StepInputs` of the runtime has it for many. Signals and actions may stand in either record. */
export interface Row {
  readonly signals?: Values;
  readonly actions?: Values;
  /** Alone: a reset row, whose `signals` are the first of an episode. With an end flag: a same-step autoreset row. */
  readonly isFirst?: boolean;
  readonly terminated?: boolean;
  readonly truncated?: boolean;
  /** With `isFirst` and an end: the first signals of the next episode. */
  readonly reset?: Values;
  /** Params that differ from their declared value. */
  readonly params?: Values;
  /** What the learner has done before this row; needed where the program has schedules. */
  readonly clock?: Clock;
}

/** The value of that name; a signal may be called `constructor`, which every object has. */
export function own<T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

/**
 * The signals of a step. One that is left out takes its default; without one it is an error, but for those that come on the last step of a
 * segment, and for external ones, which are then missing.
 */
export function stepSignals(program: Program, row: Row, environment: number): ReadonlyMap<string, Float64Array> {
  const given = (name: string): Values[string] | undefined => own(row.actions, name) ?? own(row.signals, name);
  return new Map(
    program.signals
      .filter((signal) => !comesLater(signal))
      .map((signal) => [
        signal.name,
        valueOf(signal, (name) => given(name) ?? signal.default ?? unlessLast(signal), "step", environment),
      ]),
  );
}

/** What stands for a segment's signal before the last step of the segment, where nothing reads it. */
function unlessLast({ per, shape }: SignalInput): readonly number[] | undefined {
  return per?.rate === "segment" ? Array.from({ length: sizeOf(shape) }, () => 0) : undefined;
}

/**
 * The signals that a reset must bring. Defaults do not count: the value before the first step is never made up, but for an external
 * signal, whose policy says what stands in.
 */
export function resetSignals(program: Program, given: Values, environment: number): ReadonlyMap<string, Float64Array> {
  const needed = program.signals.filter(({ needsReset }) => needsReset);
  return new Map(
    needed.map((signal) => [signal.name, valueOf(signal, (name) => own(given, name), "reset", environment)]),
  );
}

/** Names of the external signals that a step must have (`missing error`) and has not. */
export function missingSignals(program: Program, signals: ReadonlyMap<string, Float64Array>): readonly string[] {
  return program.signals.flatMap(({ name, missing, per, presence = "" }) =>
    missing?.policy === "error" && (per === undefined || per.atStart) && signals.get(presence)?.[0] === 0 ? [name] : [],
  );
}

/** What is given of a signal. A missing external one is 0, which the graph does not look at; whether it is there may be said, and follows else. */
export function valueOf(
  signal: SignalInput,
  given: (name: string) => Values[string] | undefined,
  at: "step" | "reset" | "episode" | "group",
  environment: number,
): Float64Array {
  const { name, presence, presenceOf, shape } = signal;
  const value = given(name);
  if (presenceOf !== undefined)
    return Float64Array.of(Number(value === undefined ? given(presenceOf) !== undefined : isTrue(value)));
  if (value !== undefined) return readSignal(signal, value);
  // Said to be there, and not there.
  const said = presence !== undefined && isTrue(given(presence));
  if (presence === undefined || said) throw new RewardError({ kind: "missing-signal", signal: name, at, environment });
  return new Float64Array(sizeOf(shape));
}

function isTrue(value: Values[string] | undefined): boolean {
  return Number(typeof value === "object" ? value[0] : value) === 1;
}

/** The params' values: as given, else as declared. */
export function paramValues(program: Program, given: Values = {}): ReadonlyMap<string, Float64Array> {
  for (const name of Object.keys(given)) {
    if (program.params.some((param) => param.name === name)) continue;
    throw new RewardError({ kind: "bad-input", name, expected: "a declared param", found: "no such param" });
  }
  return new Map(program.params.map((param) => [param.name, readSignal(param, own(given, param.name) ?? param.value)]));
}

/** A value of a declared signal or param; `RewardError` where its size is wrong. */
function readSignal(declared: Pick<SignalInput, "name" | "shape">, value: Values[string]): Float64Array {
  const values = typeof value === "object" ? Float64Array.from(value) : Float64Array.of(Number(value));
  const size = sizeOf(declared.shape);
  if (values.length === size) return values;
  throw new RewardError({ kind: "bad-input", name: declared.name, expected: count(size), found: count(values.length) });
}

function count(size: number): string {
  return size === 1 ? "1 value" : `${size} values`;
}

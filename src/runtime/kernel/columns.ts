import * as tf from "@tensorflow/tfjs-core";
import { comesLater } from "./comes-later.js";
import type { SignalDescriptor, SpecDescriptor } from "./descriptor.js";
import { RewardError } from "./errors.js";
import type { Columns, StepInputs } from "./kernel.js";

type DType = SignalDescriptor["dtype"];

const tensorTypes = { float: "float32", int: "int32", bool: "bool" } as const;

/** tfjs's name of an element type. */
export function tensorType(dtype: DType): "float32" | "int32" | "bool" {
  return tensorTypes[dtype];
}

/**
 * The signals and actions of a step, checked; a signal that is left out has its declared default on every row, and an external one is
 * missing on every row. One of a segment means something on the last step of the segment only, and is 0 where it is left out.
 */
export function stepColumns(descriptor: SpecDescriptor, inputs: StepInputs, rows: number): Columns {
  const given = { ...inputs.signals, ...inputs.actions };
  return Object.fromEntries(
    descriptor.signals
      .filter((signal) => !comesLater(signal))
      .map((signal) => [signal.name, columnOf(signal, given, rows, "step")]),
  );
}

/** Signals that come when an episode or a group is over, one row for each of `count`, checked; what is left out has its default. */
export function lateColumns(
  { signals }: SpecDescriptor,
  rate: "episode" | "group",
  given: Columns = {},
  count: number,
): Columns {
  return Object.fromEntries(
    signals
      .filter((signal) => signal.per?.rate === rate && comesLater(signal))
      .map((signal) => [signal.name, columnOf(signal, given, count, rate)]),
  );
}

function columnOf(signal: SignalDescriptor, given: Columns, rows: number, at: "step" | "episode" | "group"): tf.Tensor {
  const { name, shape, dtype, per, default: usual } = signal;
  const column = given[name] ?? externalColumn(signal, given, rows);
  if (column !== undefined) return checked(signal, column, rows);
  if (usual !== undefined) {
    const value = tf.tensor([...usual], [1, ...shape], tensorType(dtype));
    return tf.tile(value, [rows, ...shape.map(() => 1)]);
  }
  if (per?.rate === "segment") return tf.fill([rows, ...shape], 0, tensorType(dtype));
  throw new RewardError({ kind: "missing-signal", signal: name, at, environment: 0 });
}

/**
 * What is not given of an external signal: it is there on all rows where its own column is and nothing says otherwise; without a column
 * it is missing on all, and what stands there is not looked at. `undefined` for other signals, and where the rows on which it is there
 * are given without it.
 */
function externalColumn(signal: SignalDescriptor, given: Columns | undefined, rows: number): tf.Tensor | undefined {
  const { presence, presenceOf, shape, dtype } = signal;
  if (presenceOf !== undefined) return tf.fill([rows], given?.[presenceOf] === undefined ? 0 : 1, "bool");
  if (presence === undefined || given?.[presence] !== undefined) return undefined;
  return tf.zeros([rows, ...shape], tensorType(dtype));
}

/** Whether the columns have all that a reset must bring. */
export function bringsReset({ needsReset, signals }: SpecDescriptor, given: Columns | undefined): boolean {
  return needsReset.every((name) => {
    const signal = signals.find((candidate) => candidate.name === name);
    const external = signal?.presence !== undefined || signal?.presenceOf !== undefined;
    return given?.[name] !== undefined || external;
  });
}

/** The signals that every reset must bring, checked; a default does not stand in for one, but an external signal may be missing. `row` names the row that asks. */
export function resetColumns(descriptor: SpecDescriptor, given: Columns | undefined, rows: number, row = 0): Columns {
  return Object.fromEntries(
    descriptor.needsReset.map((name) => {
      const signal = descriptor.signals.find((candidate) => candidate.name === name);
      const column = given?.[name] ?? (signal && externalColumn(signal, given, rows));
      if (signal === undefined || column === undefined)
        throw new RewardError({ kind: "missing-signal", signal: name, at: "reset", environment: row });
      return [name, checked(signal, column, rows)];
    }),
  );
}

/** Every param as a tensor of its declared shape; what is not given has its declared value. */
export function paramTensors(descriptor: SpecDescriptor, given: StepInputs["params"] = {}): Columns {
  for (const name of Object.keys(given)) {
    if (descriptor.params.some((param) => param.name === name)) continue;
    throw new RewardError({ kind: "bad-input", name, expected: "a declared param", found: "no such param" });
  }
  return Object.fromEntries(
    descriptor.params.map(({ name, dtype, shape, value }) => {
      const override = given[name];
      if (override === undefined) return [name, tf.tensor([...value], [...shape], tensorType(dtype))];
      const tensor = typeof override === "number" ? tf.scalar(override, tensorType(dtype)) : override;
      if (tensor.dtype === tensorType(dtype) && tf.util.arraysEqual(tensor.shape, [...shape])) return [name, tensor];
      throw mismatch(name, dtype, shape, tensor);
    }),
  );
}

function checked(signal: SignalDescriptor, column: tf.Tensor, rows: number): tf.Tensor {
  const shape = [rows, ...signal.shape];
  if (column.dtype === tensorType(signal.dtype) && tf.util.arraysEqual(column.shape, shape)) return column;
  throw mismatch(signal.name, signal.dtype, shape, column);
}

/** The error of a tensor of another type or shape than it should have. */
export function mismatch(name: string, dtype: DType, shape: readonly number[], found: tf.Tensor): RewardError {
  return new RewardError({
    kind: "bad-input",
    name,
    expected: `${tensorType(dtype)} [${shape.join(", ")}]`,
    found: `${found.dtype} [${found.shape.join(", ")}]`,
  });
}

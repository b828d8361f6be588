import { tensor, type Tensor } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../compiler/ir/broadcast.js";
import type { Program, SignalInput } from "../../compiler/ir/program.js";
import type { Columns, StepInputs } from "../../runtime/kernel/kernel.js";
import { own, type Row, type Values } from "../../runtime/reference/index.js";

/** One tensor per signal of `wanted`, a row per record; what a record lacks has its default, or is 0, and an external signal that it lacks is missing. The caller disposes them. */
export function columnsOf(wanted: readonly SignalInput[], records: readonly Values[]): Columns {
  return Object.fromEntries(wanted.map((signal) => [signal.name, column(signal, records)]));
}

/** Rows of several environments as inputs of a kernel, and what to dispose after the step. Params and the clock are those of the first. */
export function inputsOf(
  program: Program,
  rows: readonly Row[],
): { readonly inputs: StepInputs; readonly tensors: readonly Tensor[] } {
  const values = rows.map((row) => ({ ...row.signals, ...row.actions }));
  const ofRole = (role: SignalInput["role"]): readonly SignalInput[] =>
    program.signals.filter((signal) => signal.role === role);
  const signals = columnsOf(ofRole("signal"), values);
  const actions = columnsOf(ofRole("action"), values);
  const reset = columnsOf(
    program.signals.filter(({ needsReset }) => needsReset),
    rows.map((row) => row.reset ?? {}),
  );
  const isFirst = flags(rows.map((row) => row.isFirst === true));
  const terminated = flags(rows.map((row) => row.terminated === true));
  const truncated = flags(rows.map((row) => row.truncated === true));
  const params = paramsOf(program, rows[0]?.params ?? {});
  const clock = rows[0]?.clock;
  const inputs = {
    ...{ signals, actions, reset, isFirst, terminated, truncated, params },
    ...(clock === undefined ? {} : { clock }),
  };
  const tensors = [
    ...[signals, actions, reset, params].flatMap((columns) => Object.values(columns)),
    isFirst,
    terminated,
    truncated,
  ];
  return { inputs, tensors };
}

/** Tensors of the params that are given. */
export function paramsOf(program: Program, values: Values): Columns {
  return Object.fromEntries(
    program.params.flatMap(({ name, shape, dtype }) => {
      const value = own(values, name);
      return value === undefined ? [] : [[name, tensor(list(value), [...shape], tensorType(dtype))] as const];
    }),
  );
}

/** A bool tensor `[N]`. */
export function flags(values: readonly boolean[]): Tensor {
  return tensor(Uint8Array.from(values, Number), [values.length], "bool");
}

function column(
  { name, shape, dtype, presence, presenceOf, default: usual }: SignalInput,
  records: readonly Values[],
): Tensor {
  const size = sizeOf(shape);
  const values = records.flatMap((record) => {
    const has = presenceOf === undefined ? undefined : own(record, presenceOf) !== undefined;
    const value = own(record, name) ?? has ?? (presence === undefined ? usual : undefined);
    return value === undefined ? Array.from({ length: size }, () => 0) : list(value);
  });
  const typed =
    dtype === "float" ? Float32Array.from(values) : dtype === "int" ? Int32Array.from(values) : Uint8Array.from(values);
  return tensor(typed, [records.length, ...shape], tensorType(dtype));
}

function list(value: Values[string]): number[] {
  return typeof value === "object" ? Array.from(value) : [Number(value)];
}

function tensorType(dtype: SignalInput["dtype"]): "float32" | "int32" | "bool" {
  return dtype === "float" ? "float32" : dtype === "int" ? "int32" : "bool";
}

import { tensor } from "@tensorflow/tfjs-core";
import type { SignalDescriptor, SpecDescriptor } from "../kernel/descriptor.js";
import type { Columns } from "../kernel/kernel.js";
import type { Column, Environment } from "./environment.js";

/** The tensors that a kernel reads for the environment's last step (or reset): copies, `[N, ...shape]`, one for each signal of the spec. The caller disposes them. */
export function signalColumns(descriptor: SpecDescriptor, environment: Pick<Environment, "signals" | "size">): Columns {
  return columnsOf(
    descriptor.signals.filter(
      ({ name, role, presenceOf }) =>
        role === "signal" && (presenceOf === undefined || environment.signals[name] !== undefined),
    ),
    environment.size,
    (name) => environment.signals[name],
  );
}

/** The tensor of the learner's actions under the name that the spec gives them; nothing where the spec does not read them. */
export function actionColumns(descriptor: SpecDescriptor, actions: Int32Array | Float32Array, size: number): Columns {
  return columnsOf(
    descriptor.signals.filter((each) => each.role === "action"),
    size,
    () => actions,
  );
}

function columnsOf(
  wanted: readonly SignalDescriptor[],
  size: number,
  values: (name: string) => Column | undefined,
): Columns {
  const entries = wanted.map((signal) => {
    const column = values(signal.name);
    if (column === undefined)
      throw new Error(`signal \`${signal.name}\` is not supplied: call requireSignals at start-up`);
    // A copy: the environment rewrites its arrays, and backends may keep the one that they are given.
    return [signal.name, tensor(column.slice(), [size, ...signal.shape], tensorType(signal.dtype))] as const;
  });
  return Object.fromEntries(entries);
}

function tensorType(dtype: SignalDescriptor["dtype"]): "float32" | "int32" | "bool" {
  return dtype === "float" ? "float32" : dtype === "int" ? "int32" : "bool";
}

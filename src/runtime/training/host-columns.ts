import type { Tensor } from "@tensorflow/tfjs-core";
import type { Columns } from "../kernel/kernel.js";

/** Columns by name, read back from the backend. */
export type HostColumns<T> = Readonly<Record<string, T>>;

/** Float columns under their names. */
export async function floatColumns(columns: Columns): Promise<HostColumns<Float32Array>> {
  return byName(columns, (tensor) => tensor.data<"float32">());
}

/** Int columns under their names. tfjs-cpu backs an int tensor that it cast from bool with bytes: hence the copy. */
export async function intColumns(columns: Columns): Promise<HostColumns<Int32Array>> {
  return byName(columns, async (tensor) => Int32Array.from(await tensor.data()));
}

async function byName<T>(columns: Columns, read: (tensor: Tensor) => Promise<T>): Promise<HostColumns<T>> {
  const entries = await Promise.all(
    Object.entries(columns).map(async ([name, tensor]) => [name, await read(tensor)] as const),
  );
  return Object.fromEntries(entries);
}

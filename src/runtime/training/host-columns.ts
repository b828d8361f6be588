import type { Columns } from "../kernel/kernel.js";

/** Columns by name, read back from the backend. */
export type HostColumns<T> = Readonly<Record<string, T>>;

/** Reads tensors back, under the same names. `T` is the array of their type: `Float32Array`, `Int32Array`, `Uint8Array` for bools. */
export async function hostColumns<T extends Float32Array | Int32Array | Uint8Array>(
  columns: Columns,
): Promise<HostColumns<T>> {
  const entries = await Promise.all(
    Object.entries(columns).map(async ([name, tensor]) => [name, (await tensor.data()) as T] as const),
  );
  return Object.fromEntries(entries);
}

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";

const arrays = { Float32Array, Float64Array, Int32Array, Uint8Array } as const;
type ArrayName = keyof typeof arrays;

/** A file that is not a checkpoint, or not one of this kind. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}

/**
 * Writes plain data with typed arrays in it as JSON, arrays as base64 of their bytes: every bit comes back. Atomic: the file is there
 * whole or as it was before, also after a crash.
 */
export function saveCheckpoint(path: string, content: object): void {
  const waiting = `${path}.new`;
  const bytes = new TextEncoder().encode(encode(content));
  const descriptor = openSync(waiting, "w");
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(waiting, path);
}

/** What `saveCheckpoint` wrote. The caller names the `kind` that the content must carry, which is all that is checked here. */
export function loadCheckpoint<T extends { readonly kind: string }>(path: string, kind: T["kind"]): T {
  if (!existsSync(path)) throw new CheckpointError(`there is no checkpoint ${path}`);
  let content: unknown;
  try {
    content = decode(readFileSync(path, "utf8"));
  } catch {
    throw new CheckpointError(`${path} is not a checkpoint`);
  }
  const found = typeof content === "object" && content !== null && "kind" in content ? content.kind : undefined;
  if (found !== kind) throw new CheckpointError(`${path} is not a checkpoint of ${kind}`);
  return content as T;
}

export function encode(content: object): string {
  return JSON.stringify(content, (_, value: unknown) => {
    if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
    if (!ArrayBuffer.isView(value)) return value;
    const name = value.constructor.name;
    return { $array: name, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  });
}

export function decode(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("$number" in value) return Number(value.$number);
    if (!("$array" in value) || !("base64" in value)) return value;
    const bytes = Uint8Array.from(Buffer.from(String(value.base64), "base64"));
    return new arrays[value.$array as ArrayName](bytes.buffer);
  });
}

/**
 * Source of what tfjs-node 4.22 needs on Node 23 and later, where `util.isNullOrUndefined` and `util.isArray` are gone (fixed
 * upstream, never released: tensorflow/tfjs#8609). Written as text since the probe runs it in a child process too.
 */
export const utilPolyfill = `
const util = process.getBuiltinModule?.("util") ?? undefined;
if (util !== undefined) {
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}`;

/** The same in this process. */
export async function polyfillUtil(): Promise<void> {
  const { createRequire } = (await import("node:module")).default;
  const util = createRequire(import.meta.url)("node:util") as Record<string, unknown>;
  util["isNullOrUndefined"] ??= (value: unknown) => value === null || value === undefined;
  util["isArray"] ??= Array.isArray;
}

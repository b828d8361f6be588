import type { WebAssemblyMemory, WebAssemblyModule } from "./web-assembly.js";

/** Where the workers of kernels come from: `nodeThreads` of `rewardc/runtime/threads`. */
export interface Threads {
  /** How many help the thread that calls a kernel. */
  readonly workers: number;
  start(loops: SharedLoops): Crew;
}

/** What workers run: exports of a module over shared memory. */
export interface SharedLoops {
  readonly module: WebAssemblyModule;
  readonly memory: WebAssemblyMemory;
  /** Words of the shared memory for the threads to agree by, 0 at first. */
  readonly control: Int32Array;
  /** The exports that `run` may name. */
  readonly names: readonly string[];
  /** For each worker the parameters of its calls. */
  readonly parameters: readonly (readonly number[])[];
}

/** Workers that wait. */
export interface Crew {
  /** Runs a loop in all of them, and `own` here; comes back when all are done. */
  run(name: string, own: () => void): void;
}

/** With fewer environments a step takes less time than workers need to wake up. */
export const fewestForThreads = 2048;

/** Parts of whole tiles, as equal as can be: of each the first environment and the one behind the last. */
export function partsOf(environments: number, parts: number, tile: number): readonly (readonly [number, number])[] {
  const tiles = Math.ceil(environments / tile);
  const edge = (part: number): number => Math.min(Math.round((tiles * part) / parts) * tile, environments);
  return Array.from({ length: parts }, (_, part) => [edge(part), edge(part + 1)] as const);
}

/** In the binary format: the end of the import `memory`, of kind 2, not shared, with its least size in five bytes. */
const unshared = [0x06, ...new TextEncoder().encode("memory"), 0x02, 0x00];
/** Shared, one page of 64 KiB at least and 65,536 at most, in the same number of bytes. */
const shared = [0x03, 0x81, 0x00, 0x80, 0x80, 0x04];

/** The code of a module over memory that threads share, of 4 GiB at most: all but what its import says is the same. */
export function overSharedMemory(code: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const start = code.findIndex((_, place) => unshared.every((byte, index) => code[place + index] === byte));
  if (start < 0) throw new Error("the code imports no memory");
  const copy = code.slice();
  copy.set(shared, start + unshared.length - 1);
  return copy;
}

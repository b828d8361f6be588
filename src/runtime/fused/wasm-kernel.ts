import type { FusedKernel, FusedModule, Loops, RewardOutputs } from "./fused-kernel.js";
import type { InRows, KernelOf, KernelOptions } from "./kernel-options.js";
import { kernelOn } from "./make-fused-kernel.js";
import { ColumnIndex, placeColumns, rowStride, viewColumns, type Column } from "./memory.js";
import { outputsIn, rewardOutputsIn } from "./outputs.js";
import { fewestForThreads, overSharedMemory, partsOf } from "./threads.js";
import { rowWidth, tileBytes, tileRows } from "./tile.js";
import { webAssembly, type WebAssemblyModule } from "./web-assembly.js";

/** The WebAssembly of an emitted module: its loops `step` and `reset`, eight environments at a time. */
export interface WasmCode extends Pick<FusedModule, "descriptor" | "layout"> {
  /** Memory below this byte is the code's own. */
  readonly reserved: number;
  /** Bytes that each thread needs for what sections of a loop leave behind. */
  readonly scratch: number;
  /** In base64, as emitted modules have them, or as they are. */
  readonly bytes: Uint8Array<ArrayBuffer> | string;
}

/** The same, compiled for this machine. */
export interface WasmModule extends Omit<WasmCode, "bytes"> {
  readonly module: WebAssemblyModule;
  /** The same for memory that threads share. */
  readonly shared: () => WebAssemblyModule;
}

/** Compiles the WebAssembly of an emitted module, which has it in base64. */
export function wasmModule({ bytes, ...rest }: WasmCode): WasmModule {
  const code = typeof bytes === "string" ? Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)) : bytes;
  let shared: WebAssemblyModule | undefined;
  return {
    ...rest,
    module: new webAssembly.Module(code),
    shared: () => (shared ??= new webAssembly.Module(overSharedMemory(code))),
  };
}

/**
 * The kernel of a module, with memory for so many environments: one WebAssembly memory, in which the columns that are handed out lie. Throws where it
 * cannot be had: WebAssembly addresses 4 GiB. Call `init` before the first step.
 */
export function wasmKernel<const Options extends KernelOptions = object>(
  module: WasmModule,
  environments: number,
  options?: Options,
): KernelOf<Options>;
export function wasmKernel(
  { descriptor, layout, reserved, scratch, ...compiled }: WasmModule,
  environments: number,
  { outputs: wanted = "all", inputs = "columns", threads }: KernelOptions = {},
): FusedKernel<RewardOutputs> & Partial<InRows> {
  const helpers = environments < fewestForThreads ? undefined : threads;
  const width = rowWidth(descriptor);
  const end = Math.max(Math.ceil(environments / group), 1) * group;
  const parts = partsOf(end, 1 + (helpers?.workers ?? 0), tileRows);
  const room = new Room(reserved);
  // Each thread has a list of addresses of its own, since rows change it from tile to tile.
  const places = parts.map(() => ({
    list: room.take((layout.columns.length + 2) * addressBytes),
    tile: room.take(inputs === "rows" ? tileBytes(width) : 0),
    left: room.take(scratch),
  }));
  const uniformsAt = room.take(layout.uniforms.length * Float64Array.BYTES_PER_ELEMENT);
  const control = room.take(controlWords * Int32Array.BYTES_PER_ELEMENT);
  const start = room.take(placeColumns(layout, environments).size);
  // Loops read as far as the rows of a tile reach, and a few numbers behind them.
  const rowsAt = room.take(inputs === "rows" ? (end * width + group) * Float32Array.BYTES_PER_ELEMENT : tileRows);
  const pages = Math.ceil(room.size / pageBytes);
  const memory = new webAssembly.Memory(
    helpers === undefined ? { initial: pages } : { initial: pages, maximum: mostPages, shared: true },
  );
  const { buffer } = memory;
  const columns = viewColumns(layout, environments, buffer, start);
  for (const { list, left } of places)
    new Int32Array(buffer, list, columns.length + 2).set([...columns.map(addressOf), rowStride(environments), left]);
  const uniforms = new Float64Array(buffer, uniformsAt, layout.uniforms.length);
  const module = helpers === undefined ? compiled.module : compiled.shared();
  const { exports } = new webAssembly.Instance(module, { environment: { memory }, scalar });
  const names = (["step", "rewards", "reset"] as const).map((name) => (inputs === "rows" ? `${name}Rows` : name));
  const parameters = places.map(({ list, tile }, part) => {
    const [first = 0, behind = 0] = parts[part] ?? [];
    return [list, uniformsAt, first, behind, rowsAt, width * Float32Array.BYTES_PER_ELEMENT, tile] as const;
  });
  const [own = [], ...others] = parameters;
  const crew = helpers?.start({
    module,
    memory,
    control: new Int32Array(buffer, control, controlWords),
    names,
    parameters: others,
  });
  const loop = (name: string | undefined): (() => void) => {
    const run = name === undefined ? undefined : exports[name];
    if (name === undefined || run === undefined) throw new Error(`the code exports no ${name}`);
    const ownPart = (): void => void run(...own);
    return crew === undefined ? ownPart : () => crew.run(name, ownPart);
  };
  const loops: Loops = { step: loop(names[wanted === "all" ? 0 : 1]), reset: loop(names[2]) };
  const index = new ColumnIndex(layout, columns, environments);
  const outputs = wanted === "all" ? outputsIn(descriptor, index) : rewardOutputsIn(descriptor, index);
  const kernel = kernelOn({ descriptor, layout }, { environments, columns, uniforms, loops }, outputs);
  if (inputs === "columns") return kernel;
  return { ...kernel, signals: {}, rows: new Float32Array(buffer, rowsAt, environments * width) };
}

const controlWords = 3;
const mostPages = 65_536;
/** Environments that loops take at a time. */
const group = 8;
const addressBytes = 4;
const pageBytes = 65_536;

/** What the code may import: functions for operands that its own do not cover. */
const scalar = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  pow: (x: number, y: number): number => x ** y,
  remainder: (x: number, y: number): number => x % y,
};

/** Gives out memory from a byte on, piece by piece, aligned to cache lines. */
class Room {
  constructor(public size: number) {}

  take(bytes: number): number {
    const start = Math.ceil(this.size / 64) * 64;
    this.size = start + bytes;
    return start;
  }
}

function addressOf(column: Column): number {
  return column.byteOffset;
}

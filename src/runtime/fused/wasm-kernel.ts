import type { FusedKernel, FusedModule, Loops, RewardOutputs } from "./fused-kernel.js";
import type { InRows, KernelOf, KernelOptions } from "./kernel-options.js";
import { kernelOn } from "./make-fused-kernel.js";
import { ColumnIndex, placeColumns, rowStride, viewColumns, type Column } from "./memory.js";
import { outputsIn, rewardOutputsIn } from "./outputs.js";
import { rowWidth, tileBytes, tileRows } from "./tile.js";
import { webAssembly, type WebAssemblyModule } from "./web-assembly.js";

/** The WebAssembly of an emitted module: its loops `step` and `reset`, four environments at a time. */
export interface WasmCode extends Pick<FusedModule, "descriptor" | "layout"> {
  /** Memory below this byte is the code's own. */
  readonly reserved: number;
  /** In base64, as emitted modules have them, or as they are. */
  readonly bytes: Uint8Array<ArrayBuffer> | string;
}

/** The same, compiled for this machine. */
export interface WasmModule extends Omit<WasmCode, "bytes"> {
  readonly module: WebAssemblyModule;
}

/** Compiles the WebAssembly of an emitted module, which has it in base64. */
export function wasmModule({ bytes, ...rest }: WasmCode): WasmModule {
  const code = typeof bytes === "string" ? Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)) : bytes;
  return { ...rest, module: new webAssembly.Module(code) };
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
  { descriptor, layout, reserved, module }: WasmModule,
  environments: number,
  { outputs: wanted = "all", inputs = "columns" }: KernelOptions = {},
): FusedKernel<RewardOutputs> & Partial<InRows> {
  const width = rowWidth(descriptor);
  const room = new Room(reserved);
  const list = room.take((layout.columns.length + 1) * addressBytes);
  const uniformsAt = room.take(layout.uniforms.length * Float64Array.BYTES_PER_ELEMENT);
  const tile = room.take(inputs === "rows" ? tileBytes(width) : 0);
  const start = room.take(placeColumns(layout, environments).size);
  const end = Math.ceil(environments / lanes) * lanes;
  // Loops read as far as the rows of a tile reach, and four numbers at a time.
  const rowsAt = room.take(inputs === "rows" ? (end * width + lanes) * Float32Array.BYTES_PER_ELEMENT : tileRows);
  const memory = new webAssembly.Memory({ initial: Math.ceil(room.size / pageBytes) });
  const { buffer } = memory;
  const columns = viewColumns(layout, environments, buffer, start);
  new Int32Array(buffer, list, columns.length + 1).set([...columns.map(addressOf), rowStride(environments)]);
  const uniforms = new Float64Array(buffer, uniformsAt, layout.uniforms.length);
  const { exports } = new webAssembly.Instance(module, { environment: { memory }, scalar });
  const loop = (name: "step" | "rewards" | "reset"): (() => void) => {
    const run = exports[inputs === "rows" ? `${name}Rows` : name];
    if (run === undefined) throw new Error(`the code exports no ${name}`);
    const rowBytes = width * Float32Array.BYTES_PER_ELEMENT;
    return () => void run(list, uniformsAt, 0, end, rowsAt, rowBytes, tile);
  };
  const loops: Loops = { step: loop(wanted === "all" ? "step" : "rewards"), reset: loop("reset") };
  const index = new ColumnIndex(layout, columns, environments);
  const outputs = wanted === "all" ? outputsIn(descriptor, index) : rewardOutputsIn(descriptor, index);
  const kernel = kernelOn({ descriptor, layout }, { environments, columns, uniforms, loops }, outputs);
  if (inputs === "columns") return kernel;
  return { ...kernel, signals: {}, rows: new Float32Array(buffer, rowsAt, environments * width) };
}

const lanes = 4;
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

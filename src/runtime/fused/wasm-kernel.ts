import type { FusedKernel, FusedModule, Loops } from "./fused-kernel.js";
import { kernelOn } from "./make-fused-kernel.js";
import { placeColumns, rowStride, viewColumns, type Column } from "./memory.js";
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
export function wasmKernel({ descriptor, layout, reserved, module }: WasmModule, environments: number): FusedKernel {
  const list = aligned(reserved);
  const uniformsAt = aligned(list + (layout.columns.length + 1) * addressBytes);
  const start = aligned(uniformsAt + layout.uniforms.length * Float64Array.BYTES_PER_ELEMENT);
  const end = start + placeColumns(layout, environments).size;
  const memory = new webAssembly.Memory({ initial: Math.ceil(end / pageBytes) });
  const { buffer } = memory;
  const columns = viewColumns(layout, environments, buffer, start);
  new Int32Array(buffer, list, columns.length + 1).set([...columns.map(addressOf), rowStride(environments)]);
  const uniforms = new Float64Array(buffer, uniformsAt, layout.uniforms.length);
  const { exports } = new webAssembly.Instance(module, { environment: { memory }, scalar });
  const { step, reset } = exports;
  if (step === undefined || reset === undefined) throw new Error("the code exports no loops");
  const rows = Math.ceil(environments / lanes) * lanes;
  const loops: Loops = {
    step: () => void step(list, uniformsAt, rows),
    reset: () => void reset(list, uniformsAt, rows),
  };
  return kernelOn({ descriptor, layout }, { environments, columns, uniforms, loops });
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

function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

function addressOf(column: Column): number {
  return column.byteOffset;
}

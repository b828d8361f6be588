import type { SpecDescriptor } from "../kernel/descriptor.js";
import { sizeOf } from "../kernel/size-of.js";

/** Environments whose rows are made columns before a loop runs over them: few enough that the columns stay in the fastest cache. */
export const tileRows = 64;

/** Columns of a tile beside those of the signals, for what is converted, and for what nobody reads. */
export const spareColumns = 4;

/** Numbers of a row: all signals and actions in order of declaration, read or not, arrays row-major. */
export function rowWidth({ signals }: SpecDescriptor): number {
  return signals.reduce((width, { shape }) => width + sizeOf(shape), 0);
}

/** Memory for the columns of a tile. */
export function tileBytes(width: number): number {
  return (width + spareColumns) * tileRows * Float32Array.BYTES_PER_ELEMENT;
}

import type { SpecDescriptor } from "../kernel/descriptor.js";
import { sizeOf } from "../kernel/size-of.js";

/** Environments whose rows are made columns before a loop runs over them: few enough that the columns stay in the fastest cache. */
export const tileRows = 64;

/**
 * Environments over which a section of a loop runs before the next one does: a page of each column, to whose end a processor that has noticed the stream fetches by itself, while the section computes.
 * With tiles of a few cache lines each, more streams begin than it can follow, and what comes from memory is waited for.
 */
export const sectionTile = 1024;

/** Memory for what a section leaves of one value: four bytes for each environment. */
export const slotBytes = sectionTile * Float32Array.BYTES_PER_ELEMENT;

/** Numbers of a row: all signals and actions in order of declaration, read or not, arrays row-major. */
export function rowWidth({ signals }: SpecDescriptor): number {
  return signals.reduce((width, { shape }) => width + sizeOf(shape), 0);
}

/** Memory for the columns of a tile. */
export function tileBytes(width: number): number {
  return width * tileRows * Float32Array.BYTES_PER_ELEMENT;
}

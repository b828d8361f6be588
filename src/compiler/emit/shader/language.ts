import type { ScalarType } from "../../../runtime/fused/layout.js";
import type { Region } from "../../../runtime/shader/placement.js";

/** Where a shader reads numbers: regions hold what differs from one environment to the next, tables are the same for all. */
export type NumberSource = Region | "tables";

/**
 * The syntax of a shading language: everything in which shaders of the same loop differ. Both have floats and ints of 32 bits, with and without sign, C's operators on
 * them, and the functions of `functions.ts`; texts that are handed in are in parentheses where they could matter, and so are those that are given back.
 */
export interface ShaderLanguage {
  /** The statement that gives a name to an expression. */
  readonly declare: (name: string, text: string, type: ScalarType) => string;
  /** A decimal number of single precision as a literal. */
  readonly float: (decimal: string) => string;
  readonly int: (decimal: string) => string;
  /** The number that has these bits, the text of a number without sign. */
  readonly fromBits: (bits: string, type: "float" | "int") => string;
  readonly toFloat: (text: string) => string;
  readonly toInt: (text: string) => string;
  readonly toUnsigned: (text: string) => string;
  readonly select: (condition: string, then: string, otherwise: string) => string;
  readonly and: string;
  readonly or: string;
  /** What lies at a place, the text of a number without sign. */
  readonly read: (source: NumberSource, place: string, type: ScalarType) => string;
  /** A word of the settings, the same for all environments. */
  readonly setting: (word: number, type: ScalarType) => string;
}

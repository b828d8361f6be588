import { describeJson } from "./describe-json.js";
import type { RecordedSignal } from "./signal.js";
import type { Lengths } from "./varying.js";

/** A value of a trace as the graph reads it, row-major, with the lengths of axes that vary; or what was wrong with it. */
export type ReadValue =
  | { readonly values: readonly number[]; readonly lengths: Lengths }
  | { readonly found: string; readonly expected: string };

/**
 * Reads a signal's value: nested lists for arrays, enum members by name or index, `"NaN"`, `"Infinity"`, `"-Infinity"` for floats. Along an axis of varying length a list
 * has as many items as there are.
 */
export function readValue(signal: RecordedSignal, value: unknown): ReadValue {
  const lengths = new Map<string, number>();
  const read = readArray(signal, value, 0, lengths);
  return isValues(read) ? { values: read, lengths } : read;
}

interface Mistake {
  readonly found: string;
  readonly expected: string;
}

function readArray(
  signal: RecordedSignal,
  value: unknown,
  axis: number,
  lengths: Map<string, number>,
): readonly number[] | Mistake {
  const size = signal.shape[axis];
  if (size === undefined) {
    const number = readElement(signal, value);
    return number === undefined ? { found: describeJson(value), expected: elementName(signal) } : [number];
  }
  const varying = signal.lengths?.find((each) => each.axis === axis)?.signal;
  const length = varying === undefined ? size : lengths.get(varying);
  const found = Array.isArray(value) ? `a list of ${value.length}` : describeJson(value);
  if (length === undefined) {
    if (!Array.isArray(value) || value.length > size) return { found, expected: `a list of at most ${size}` };
    if (varying !== undefined) lengths.set(varying, value.length);
  } else if (!Array.isArray(value) || value.length !== length) return { found, expected: `a list of ${length}` };
  const values: number[] = [];
  for (const item of value as readonly unknown[]) {
    const read = readArray(signal, item, axis + 1, lengths);
    if (!isValues(read)) return read;
    values.push(...read);
  }
  const full = signal.shape.slice(axis).reduce((product, each) => product * each, 1);
  return [...values, ...Array.from({ length: full - values.length }, () => 0)];
}

function isValues(read: readonly number[] | Mistake): read is readonly number[] {
  return Array.isArray(read);
}

const words: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };

function readElement({ dtype, members }: RecordedSignal, value: unknown): number | undefined {
  if (members !== undefined && typeof value === "string") {
    const index = members.indexOf(value);
    return index < 0 ? undefined : index;
  }
  if (dtype === "bool") {
    if (typeof value === "boolean") return value ? 1 : 0;
    return value === 0 || value === 1 ? value : undefined;
  }
  if (dtype === "int") {
    if (!Number.isSafeInteger(value)) return undefined;
    const whole = value as number;
    return members === undefined || (whole >= 0 && whole < members.length) ? whole : undefined;
  }
  return typeof value === "number" ? value : typeof value === "string" ? words[value] : undefined;
}

function elementName({ dtype, members }: RecordedSignal): string {
  if (members !== undefined) return `one of ${members.map((member) => `\`${member}\``).join(", ")}`;
  return dtype === "bool" ? "true or false" : dtype === "int" ? "a whole number" : "a number";
}

import { describeJson } from "./describe-json.js";
import type { RecordedSignal } from "./signal.js";

/** A value of a trace as the graph reads it, row-major; or what was wrong with it. */
export type ReadValue = { readonly values: readonly number[] } | { readonly found: string; readonly expected: string };

/** Reads a signal's value: nested lists for arrays, enum members by name or index, `"NaN"`, `"Infinity"`, `"-Infinity"` for floats. */
export function readValue(signal: RecordedSignal, value: unknown): ReadValue {
  return readArray(signal, value, signal.shape);
}

function readArray(signal: RecordedSignal, value: unknown, shape: readonly number[]): ReadValue {
  const [size, ...rest] = shape;
  if (size === undefined) {
    const number = readElement(signal, value);
    return number === undefined ? { found: describeJson(value), expected: elementName(signal) } : { values: [number] };
  }
  if (!Array.isArray(value) || value.length !== size) {
    return {
      found: Array.isArray(value) ? `a list of ${value.length}` : describeJson(value),
      expected: `a list of ${size}`,
    };
  }
  const values: number[] = [];
  for (const item of value) {
    const read = readArray(signal, item, rest);
    if (!("values" in read)) return read;
    values.push(...read.values);
  }
  return { values };
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

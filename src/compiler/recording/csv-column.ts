import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Span } from "../source/span.js";
import type { RecordedSignal } from "./signal.js";
import { unknownName } from "./unknown-name.js";

/** What a column of a CSV file holds. */
export type Column =
  | { readonly field: (typeof csvFields)[number] }
  /** One element, row-major. */
  | { readonly signal: RecordedSignal; readonly offset: number }
  | { readonly diagnostic: (head: Span) => Diagnostic };

const csvFields = ["episode", "group", "reset", "terminated", "truncated"] as const;

/** `speed`, `torque[0]`, `pose[1, 2]`, `force[FL]`. A signal of the name of a field is the signal. */
export function columnOf(name: string, known: readonly RecordedSignal[]): Column {
  const [, base = name, list] = /^(.*?)\s*\[([^\]]*)\]$/u.exec(name) ?? [];
  const signal = known.find((candidate) => candidate.name === base);
  const field = csvFields.find((candidate) => candidate === name);
  if (signal === undefined) {
    if (field !== undefined) return { field };
    const names = [...known.map((candidate) => candidate.name), ...csvFields];
    return { diagnostic: (head) => unknownName("signal", base, names, head) };
  }
  const indices = list === undefined ? [] : list.split(",").map((index) => index.trim());
  const offset = offsetOf(signal, indices);
  if (offset !== undefined) return { signal, offset };
  const shape = signal.shape.join(", ");
  const expected =
    signal.shape.length === 0 ? `the column \`${base}\`` : `one element of \`${base}\`, which is [${shape}]`;
  return { diagnostic: (head) => report("trace-field", head, { found: `the column \`${name}\``, expected }) };
}

function offsetOf({ shape, places }: RecordedSignal, indices: readonly string[]): number | undefined {
  if (indices.length !== shape.length) return undefined;
  let offset = 0;
  for (const [axis, size] of shape.entries()) {
    const index = indices[axis] ?? "";
    const named = places?.[axis]?.indexOf(index) ?? -1;
    const place = named >= 0 ? named : /^\d+$/.test(index) ? Number(index) : size;
    if (place >= size) return undefined;
    offset = offset * size + place;
  }
  return offset;
}

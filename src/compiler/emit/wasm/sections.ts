import type { BinaryFunction } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import { at } from "../at.js";
import { inputsOf, storedValues } from "../fused/loop-inputs.js";
import type { ColumnId, Loop, RowStore, ScalarUnary, ScalarValue, Store, ValueId } from "../fused/loop-program.js";

/** A part of a loop's body that runs over a tile by itself. */
export interface Section {
  /** What it computes, in order; what it loads among them, which other sections may load as well. */
  readonly values: readonly ValueId[];
  /** What sections before it have computed and it reads. */
  readonly reads: readonly ValueId[];
  /** What it computes and sections behind it read. */
  readonly leaves: readonly ValueId[];
  readonly stores: readonly Store[];
  readonly rowStores: readonly RowStore[];
}

/** How large sections become. */
export interface SectionSize {
  /** Columns that one loads. */
  readonly columns: number;
  /** About how many vector instructions one has. */
  readonly instructions: number;
}

/** About as many columns as there are registers for their vectors, and streams that a processor prefetches. */
export const usualSize: SectionSize = { columns: 14, instructions: 100 };

/**
 * Cuts the body of a loop where few values live (loop fission), so that each part needs few registers and few columns. An engine that compiles the body as a whole loads all columns first and keeps
 * the vectors on the stack. What is the same in all environments belongs to no section.
 */
export function sectionsOf(loop: Loop, size: SectionSize): readonly Section[] {
  const cuts = cutsOf(loop, size);
  const sectionOf = (id: ValueId): number => cuts.findIndex((end) => id < end);
  const last = cuts.length - 1;
  const isComputed = (id: ValueId): boolean => id >= loop.uniforms && !isRepeated(loop.values[id]);
  const own = cuts.map((end, section) => range(cuts[section - 1] ?? loop.uniforms, end).filter(isComputed));
  const lastLoad = new Map<ColumnId, number>();
  const noteLoads = (section: number, ids: readonly ValueId[]): void => {
    for (const id of ids) {
      const value = loop.values[id];
      if (value?.op === "load") lastLoad.set(value.column, section);
    }
  };
  own.forEach((ids, section) =>
    noteLoads(
      section,
      ids.flatMap((id) => inputsAt(loop, id)),
    ),
  );
  // What is stored as it was loaded is loaded once more for that, in the last section.
  noteLoads(last, storedValues(loop));
  // Memory is updated in place: a column is written when nobody reads it any more.
  const sectionOfStore = ({ column, value }: Store): number =>
    Math.max(isComputed(value) ? sectionOf(value) : last, lastLoad.get(column) ?? 0);
  const parts = own.map((ids, section) => {
    const stores = loop.stores.filter((store) => sectionOfStore(store) === section);
    const rowStores = section === last ? loop.rowStores : [];
    const used = new Set([...ids.flatMap((id) => inputsAt(loop, id)), ...storedValues({ stores, rowStores })]);
    return { ids, stores, rowStores, used };
  });
  return parts.map(({ ids, stores, rowStores, used }, section) => {
    const repeated = [...used].filter((id) => id >= loop.uniforms && !isComputed(id));
    return {
      values: [...repeated, ...ids].sort((a, b) => a - b),
      reads: [...used].filter((id) => isComputed(id) && sectionOf(id) < section).sort((a, b) => a - b),
      leaves: ids.filter((id) => parts.some((other, behind) => behind > section && other.used.has(id))),
      stores,
      rowStores,
    };
  });
}

/** The ends of the sections: each as long as its size allows, and shorter where fewer values live. */
function cutsOf(loop: Loop, { columns, instructions }: SectionSize): readonly number[] {
  const end = loop.values.length;
  const living = livingBehind(loop);
  const cuts: number[] = [];
  for (let start = loop.uniforms; start < end;) {
    const seen = new Set<number>();
    let work = 0;
    let best: number | undefined;
    let next = start;
    for (; next < end; next++) {
      for (const column of columnsAt(loop, next)) seen.add(column);
      work += instructionsOf(at(loop.values, next));
      if ((seen.size > columns || work > instructions) && best !== undefined) break;
      const isLongEnough = 2 * seen.size >= columns || 2 * work >= instructions;
      if (isLongEnough && (best === undefined || (living[next] ?? 0) <= (living[best - 1] ?? 0))) best = next + 1;
    }
    start = next === end ? end : (best ?? next);
    cuts.push(start);
  }
  return cuts.length === 0 ? [end] : cuts;
}

/** Roughly, on four lanes. */
function instructionsOf(value: ScalarValue): number {
  switch (value.op) {
    case "constant":
    case "uniform":
      return 0;
    case "load":
    case "load-row":
      return 1;
    case "unary":
      return cheapFunctions.has(value.fn) ? 1 : 25;
    case "binary":
      return cheapFunctions.has(value.fn) ? 1 : 25;
    case "select":
      return 3;
    case "table":
      return 20;
    default:
      return unreachable(value);
  }
}

const cheapFunctions: ReadonlySet<ScalarUnary | BinaryFunction> = new Set([
  "negate",
  "abs",
  "sign",
  "not",
  "cast",
  "is-finite",
  "floor",
  "ceil",
  "round",
  "truncate",
  "sqrt",
  "add",
  "subtract",
  "multiply",
  "divide",
  "minimum",
  "maximum",
  "and",
  "or",
  "xor",
  "equal",
  "not-equal",
  "less",
  "less-equal",
  "greater",
  "greater-equal",
]);

/** By value: how many computed values are there when it is, and read later. */
function livingBehind(loop: Loop): readonly number[] {
  const lastUse = new Map<ValueId, ValueId>();
  loop.values.forEach((_, id) => inputsAt(loop, id).forEach((input) => lastUse.set(input, id)));
  for (const id of storedValues({ stores: [], rowStores: loop.rowStores })) lastUse.set(id, loop.values.length);
  const changes = loop.values.map(() => 0);
  for (const [id, use] of lastUse) {
    if (id < loop.uniforms || isRepeated(loop.values[id])) continue;
    changes[id] = (changes[id] ?? 0) + 1;
    if (use < changes.length) changes[use] = (changes[use] ?? 0) - 1;
  }
  let living = 0;
  return changes.map((change) => (living += change));
}

function columnsAt(loop: Loop, id: ValueId): readonly number[] {
  return inputsAt(loop, id).flatMap((input) => {
    const value = loop.values[input];
    return value?.op === "load" ? [value.column] : [];
  });
}

/** What each section that reads it has for itself. */
function isRepeated(value: ScalarValue | undefined): boolean {
  return value?.op === "load" || value?.op === "constant";
}

function inputsAt({ values }: Loop, id: ValueId): readonly ValueId[] {
  const value: ScalarValue | undefined = values[id];
  return value === undefined ? [] : inputsOf(value);
}

function range(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

import type { SpecDescriptor } from "../kernel/descriptor.js";
import { seedKey } from "../kernel/random.js";
import { sizeOf } from "../kernel/size-of.js";
import type { Field, Fields, FusedKernel, FusedModule, Loops, RewardOutputs } from "./fused-kernel.js";
import { ColumnIndex, placeColumns, viewColumns, type Column } from "./memory.js";
import { outputsIn } from "./outputs.js";
import { uniformsOf } from "./uniforms.js";

/** The kernel of an emitted module, with memory for so many environments. Call `init` before the first step. */
export function fusedKernel({ descriptor, layout, loops }: FusedModule, environments: number): FusedKernel {
  const memory = new ArrayBuffer(placeColumns(layout, environments).size);
  const columns = viewColumns(layout, environments, memory);
  const uniforms = new Float64Array(layout.uniforms.length);
  const ground = { environments, columns, uniforms, loops: loops(environments, columns, uniforms) };
  const outputs = outputsIn(descriptor, new ColumnIndex(layout, columns, environments));
  return kernelOn({ descriptor, layout }, ground, outputs);
}

/** Memory for so many environments, zeros at first, and the loops that run over it. */
export interface Ground {
  readonly environments: number;
  /** In the order of the layout, as `uniforms` are. */
  readonly columns: readonly Column[];
  readonly uniforms: Float64Array;
  readonly loops: Loops;
}

/** A kernel on memory that is there already. */
export function kernelOn<Outputs extends RewardOutputs>(
  { descriptor, layout }: Pick<FusedModule, "descriptor" | "layout">,
  { environments, columns: all, uniforms, loops: { step, reset } }: Ground,
  outputs: Outputs,
): FusedKernel<Outputs> {
  const columns = new ColumnIndex(layout, all, environments);
  const [isFirst, terminated, truncated, begins, alone] = flagNames.map((name) => columns.bool("flag", name));
  const ended = columns.bool("ended");
  const slots = fieldsOf("state", descriptor.slots, columns);
  if (!isFirst || !terminated || !truncated || !begins || !alone) throw new Error("flags are missing");
  const firstWords = wordsOf(isFirst);
  if (layout.uniforms.every(({ source }) => source === "param")) uniforms.set(uniformsOf(descriptor, layout, {}));

  return {
    descriptor,
    environments,
    signals: fieldsOf("signal", descriptor.signals, columns),
    first: fieldsOf("reset", descriptor.signals, columns),
    isFirst,
    terminated,
    truncated,
    outputs,
    slots,
    ended,
    set: (settings) => uniforms.set(uniformsOf(descriptor, layout, settings)),
    init: (seed = 0) => {
      seedSlots(descriptor, slots, seed);
      begins.fill(1);
      alone.fill(0);
      reset();
    },
    reset: (mask) => {
      begins.set(mask);
      alone.fill(0);
      reset();
    },
    step: () => {
      step();
      if (!anyIn(firstWords)) return;
      begins.set(isFirst);
      for (let row = 0; row < environments; row++) alone[row] = ((terminated[row] ?? 0) | (truncated[row] ?? 0)) ^ 1;
      reset();
    },
    save: () => ({
      slots: Object.values(slots).map((slot) => slot.columns.map((column) => column.slice())),
      ended: ended.slice(),
    }),
    restore: (state) => {
      Object.values(slots).forEach((slot, index) =>
        slot.columns.forEach((column, element) => column.set(state.slots[index]?.[element] ?? [])),
      );
      ended.set(state.ended);
    },
  };
}

/** Flags four at a time; columns are aligned and padded. */
function wordsOf(flags: Uint8Array): Int32Array {
  return new Int32Array(flags.buffer, flags.byteOffset, Math.ceil(flags.length / Int32Array.BYTES_PER_ELEMENT));
}

function anyIn(words: Int32Array): boolean {
  for (let word = 0; word < words.length; word++) if (words[word] !== 0) return true;
  return false;
}

const flagNames = ["isFirst", "terminated", "truncated", "begins", "alone"] as const;

/** Those whose columns a loop reads; of arrays all elements or none have one, a column that no loop reads is there all the same. */
function fieldsOf(
  field: "signal" | "reset" | "state",
  declared: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: "float" | "int" | "bool";
  }[],
  columns: ColumnIndex,
): Fields {
  return Object.fromEntries(
    declared.flatMap(({ name, shape, dtype }) => {
      const own = Array.from({ length: sizeOf(shape) }, (_, element) => columns.find(field, name, element));
      if (field !== "state" && own.every((column) => column === undefined)) return [];
      const filled = own.map((column) => column ?? unread(dtype, columns.environments));
      return [[name, { name, shape, columns: filled } satisfies Field] as const];
    }),
  );
}

function unread(dtype: "float" | "int" | "bool", environments: number): Column {
  switch (dtype) {
    case "float":
      return new Float32Array(environments);
    case "int":
      return new Int32Array(environments);
    case "bool":
      return new Uint8Array(environments);
  }
}

/** What slots hold before the first reset: a key where they are random, else 0. */
function seedSlots(descriptor: SpecDescriptor, slots: Fields, seed: number): void {
  for (const { name, kind, shape } of descriptor.slots) {
    const columns = slots[name]?.columns ?? [];
    for (const column of columns) column.fill(0);
    if (kind !== "random") continue;
    const size = sizeOf(shape);
    for (let environment = 0; environment < (columns[0]?.length ?? 0); environment++) {
      seedKey(seed, environment, name, size).forEach((value, element) =>
        columns[element]?.fill(value, environment, environment + 1),
      );
    }
  }
}

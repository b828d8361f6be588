import type { ColumnField, ColumnLayout, FusedLayout } from "../fused/layout.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import { sizeOf } from "../kernel/size-of.js";

/** The storage buffers or textures that a shader's columns lie in. A word is one of 32 bits in a buffer, a number in a texture; a bool is 0 or 1. */
export const regions = ["inputs", "memory", "outputs"] as const;
export type Region = (typeof regions)[number];

/** A field of all environments: `[N, width]` words, row-major as tensors are, that begin at word `base`·N of the region. */
export interface PlacedField {
  readonly region: Region;
  readonly field: ColumnField;
  readonly name: string;
  readonly base: number;
  readonly width: number;
}

/** Uniforms of one source and name: `width` words from word `base` of the settings. */
export interface PlacedUniforms {
  readonly source: "param" | "clock" | "trained";
  readonly name: string;
  readonly base: number;
  readonly width: number;
}

/** Words of the settings before the first uniform: how many environments there are, a zero that no compiler knows of, what a fragment program is to do (0 a step, 1 a reset), and one that nobody reads. */
export const settingsWords = 4;

/** Where everything lies that a shader reads and writes. */
export interface Placement {
  readonly fields: readonly PlacedField[];
  readonly uniforms: readonly PlacedUniforms[];
  /** Words of each region for one environment. */
  readonly words: Readonly<Record<Region, number>>;
  /** Words of the settings, a multiple of 4. */
  readonly settings: number;
}

/** The flags that come from outside; `begins` and `alone` are made by the shader itself. */
const givenFlags = ["isFirst", "terminated", "truncated"] as const;

/** The same for the compiler, which writes addresses, and the runtime, which fills and reads the buffers. */
export function place(descriptor: SpecDescriptor, layout: FusedLayout): Placement {
  const words = { inputs: 0, memory: 0, outputs: 0 };
  const fields: PlacedField[] = [];
  const add = (field: ColumnField, name: string, width: number): void => {
    const region = regionOf(field);
    fields.push({ region, field, name, base: words[region], width });
    words[region] += width;
  };
  givenFlags.forEach((name) => add("flag", name, 1));
  descriptor.slots.forEach(({ name, shape }) => add("state", name, sizeOf(shape)));
  for (const column of layout.columns) {
    const { field, name } = column;
    if (field === "flag" || fields.some((known) => known.field === field && known.name === name)) continue;
    add(field, name, widthOf(column, descriptor, layout));
  }
  const uniforms: PlacedUniforms[] = [];
  let settings: number = settingsWords;
  for (const { source, name } of layout.uniforms) {
    if (uniforms.some((known) => known.source === source && known.name === name)) continue;
    const elements = layout.uniforms.filter((other) => other.source === source && other.name === name);
    const width = Math.max(...elements.map(({ element }) => element)) + 1;
    uniforms.push({ source, name, base: settings, width });
    settings += width;
  }
  return { fields, uniforms, words, settings: Math.ceil(settings / 4) * 4 };
}

function regionOf(field: ColumnField): Region {
  if (field === "signal" || field === "reset" || field === "flag") return "inputs";
  return field === "state" || field === "ended" ? "memory" : "outputs";
}

/** Words of a field for one environment. */
function widthOf({ field, name }: ColumnLayout, descriptor: SpecDescriptor, { columns }: FusedLayout): number {
  switch (field) {
    case "signal":
    case "reset":
      return sizeOf(descriptor.signals.find((signal) => signal.name === name)?.shape ?? []);
    case "causes":
      return descriptor.causes.length;
    case "nonFinite":
      return descriptor.terms.length;
    case "missing":
      return descriptor.neverMissing?.length ?? 0;
    case "failedAsserts":
      return descriptor.asserts.length;
    default: {
      const own = columns.filter((column) => column.field === field && column.name === name);
      return Math.max(...own.map(({ element }) => element)) + 1;
    }
  }
}

/** Where a field lies; absent where the shader has none of that name. */
export function findField({ fields }: Placement, field: ColumnField, name: string): PlacedField | undefined {
  return fields.find((each) => each.field === field && each.name === name);
}

/** Where a field lies. Throws where the shader has none of that name. */
export function placedField(placement: Placement, field: ColumnField, name = ""): PlacedField {
  const found = findField(placement, field, name);
  if (found === undefined) throw new Error(`the shader has no ${field} ${name}`);
  return found;
}

/** Where the uniforms of a name lie. Throws where the shader has none. */
export function placedUniform({ uniforms }: Placement, source: PlacedUniforms["source"], name: string): PlacedUniforms {
  const found = uniforms.find((each) => each.source === source && each.name === name);
  if (found === undefined) throw new Error(`the shader has no ${source} ${name}`);
  return found;
}

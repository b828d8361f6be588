import { bytesOf, type Code, type FunctionReference } from "./code.js";
import { signedLeb128, unsignedLeb128 } from "./leb128.js";
import { resultTypes, valueTypeByte, type ResultType, type ValueType } from "./value-type.js";

export interface ImportedFunction {
  readonly module: string;
  readonly reference: FunctionReference;
}

export interface ImportedMemory {
  readonly module: string;
  readonly name: string;
  /** At least so many pages of 64 KiB. */
  readonly pages: number;
}

export interface DefinedFunction {
  readonly reference: FunctionReference;
  readonly locals: readonly ValueType[];
  readonly code: Code<"nothing">;
  /** What it returns, computed last. */
  readonly value: Code<ResultType>;
}

/** What instantiation writes into the memory. */
export interface DataSegment {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** The parts of a module. Functions are numbered in this order, the imported ones first. */
export interface ModuleParts {
  readonly imports: readonly ImportedFunction[];
  readonly memory: ImportedMemory | undefined;
  readonly functions: readonly DefinedFunction[];
  readonly exports: ReadonlyMap<string, FunctionReference>;
  readonly data: readonly DataSegment[];
}

type Bytes = readonly number[];

const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const sectionIds = { type: 1, import: 2, function: 3, export: 7, code: 10, data: 11 } as const;
const kinds = { function: 0, memory: 2 } as const;

/** WebAssembly's binary format (core specification, §5.5). */
export function encodeModule({ imports, memory, functions, exports, data }: ModuleParts): Uint8Array<ArrayBuffer> {
  const references = [...imports, ...functions].map(({ reference }) => reference);
  const signatures = [...new Set(references.map(signatureKey))];
  const typeIndex = (reference: FunctionReference): Bytes =>
    unsignedLeb128(signatures.indexOf(signatureKey(reference)));
  const indices = new Map(references.map((reference, index) => [reference, index]));
  const indexOf = (target: FunctionReference): number => {
    const index = indices.get(target);
    if (index === undefined) throw new Error(`the function ${target.name} is not in this module`);
    return index;
  };
  const bytesOfSignature = new Map(references.map((reference) => [signatureKey(reference), signature(reference)]));
  const importedFunctions = imports.map(({ module, reference }) => [
    ...text(module),
    ...text(reference.name),
    kinds.function,
    ...typeIndex(reference),
  ]);
  const importedMemory =
    memory === undefined
      ? []
      : [[...text(memory.module), ...text(memory.name), kinds.memory, 0x00, ...fiveBytes(memory.pages)]];
  return Uint8Array.from([
    ...header,
    ...section("type", [...bytesOfSignature.values()]),
    ...section("import", [...importedFunctions, ...importedMemory]),
    ...section(
      "function",
      functions.map(({ reference }) => typeIndex(reference)),
    ),
    ...section(
      "export",
      [...exports].map(([name, target]) => [...text(name), kinds.function, ...unsignedLeb128(indexOf(target))]),
    ),
    ...section(
      "code",
      functions.map((defined) => sized(functionBytes(defined, indexOf))),
    ),
    ...section(
      "data",
      // Segment 0 of memory 0, at a constant offset.
      data.map(({ offset, bytes }) => [0, 0x41, ...signedLeb128(offset), 0x0b, ...sized([...bytes])]),
    ),
  ]);
}

/** A size in as many bytes as two smaller ones take: whoever runs the code may make of the memory's least size a least and a most one, for memory that threads share. */
function fiveBytes(pages: number): Bytes {
  const bytes = unsignedLeb128(pages);
  return Array.from({ length: 5 }, (_, place) => ((bytes[place] ?? 0) & 0x7f) | (place < 4 ? 0x80 : 0));
}

/** Equal for functions of equal types. */
function signatureKey(reference: FunctionReference): string {
  return signature(reference).join();
}

function signature({ parameters, result }: FunctionReference): Bytes {
  return [0x60, ...vector(parameters.map(typeBytes)), ...vector(resultTypes(result).map(typeBytes))];
}

function typeBytes(type: ValueType): Bytes {
  return [valueTypeByte(type)];
}

function functionBytes(
  { locals, code, value }: DefinedFunction,
  indexOf: (target: FunctionReference) => number,
): Bytes {
  // Neighbours of one type are declared together.
  const runs: { type: number; count: number }[] = [];
  for (const type of locals.map(valueTypeByte)) {
    const last = runs.at(-1);
    if (last?.type === type) last.count += 1;
    else runs.push({ type, count: 1 });
  }
  const declared = vector(runs.map(({ type, count }) => [...unsignedLeb128(count), type]));
  return declared.concat(bytesOf(code, indexOf), bytesOf(value, indexOf), [0x0b]);
}

function section(name: keyof typeof sectionIds, entries: readonly Bytes[]): Bytes {
  return entries.length === 0 ? [] : [sectionIds[name], ...sized(vector(entries))];
}

function vector(entries: readonly Bytes[]): Bytes {
  return unsignedLeb128(entries.length).concat(entries.flat());
}

function sized(bytes: Bytes): Bytes {
  return unsignedLeb128(bytes.length).concat(bytes);
}

function text(name: string): Bytes {
  return sized([...new TextEncoder().encode(name)]);
}

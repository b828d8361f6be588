import { instruction, type Code } from "./code.js";
import { unsignedLeb128 } from "./leb128.js";
import { bytesOfNumber } from "./scalar-instructions.js";
import type { ValueType, VectorType } from "./value-type.js";

/*
 * The fixed-width SIMD instructions of WebAssembly 2.0 that kernels need (opcodes: WebAssembly core specification, §5.4.8). None of the
 * relaxed ones: they may round differently from machine to machine.
 */

/** Four single-precision lanes. Comparisons give a mask: all bits of a lane set, or none. `minimum` and `maximum` let NaN through. */
export const f32x4 = {
  ...common("f32x4"),
  constant: (value: number): Code<"f32x4"> => constant("f32x4", 4, () => bytesOfNumber("setFloat32", 4, value)),
  splat: unary("f32", "f32x4", 0x13),
  lane: (x: Code<"f32x4">, lane: Lane): Code<"f32"> => instruction("f32", [x], [...simd(0x1f), lane]),
  withLane: (x: Code<"f32x4">, lane: Lane, value: Code<"f32">): Code<"f32x4"> =>
    instruction("f32x4", [x, value], [...simd(0x20), lane]),
  equal: binary("f32x4", "i32x4", 0x41),
  notEqual: binary("f32x4", "i32x4", 0x42),
  less: binary("f32x4", "i32x4", 0x43),
  greater: binary("f32x4", "i32x4", 0x44),
  lessEqual: binary("f32x4", "i32x4", 0x45),
  greaterEqual: binary("f32x4", "i32x4", 0x46),
  ceil: unary("f32x4", "f32x4", 0x67),
  floor: unary("f32x4", "f32x4", 0x68),
  truncate: unary("f32x4", "f32x4", 0x69),
  /** Halves to the even neighbour. */
  nearest: unary("f32x4", "f32x4", 0x6a),
  /** Without the sign bit. (Engines make the mask anew for their own instruction; a constant stays where it is.) */
  absolute: (x: Code<"f32x4">): Code<"f32x4"> =>
    instruction("f32x4", [x, constant("f32x4", 4, () => bytesOfNumber("setInt32", 4, 0x7fffffff))], simd(0x4e)),
  /** With the other sign bit. */
  negate: (x: Code<"f32x4">): Code<"f32x4"> => instruction("f32x4", [x, f32x4.constant(-0)], simd(0x51)),
  squareRoot: unary("f32x4", "f32x4", 0xe3),
  add: binary("f32x4", "f32x4", 0xe4),
  subtract: binary("f32x4", "f32x4", 0xe5),
  multiply: binary("f32x4", "f32x4", 0xe6),
  divide: binary("f32x4", "f32x4", 0xe7),
  minimum: binary("f32x4", "f32x4", 0xe8),
  maximum: binary("f32x4", "f32x4", 0xe9),
  /** The second where it is smaller, else the first, NaN included: one machine instruction, where `minimum` takes several. */
  smaller: binary("f32x4", "f32x4", 0xea),
  /** The second where it is larger, else the first, NaN included. */
  larger: binary("f32x4", "f32x4", 0xeb),
  fromI32x4: unary("i32x4", "f32x4", 0xfa),
  /** Two doubles as the lanes 0 and 1; the lanes 2 and 3 are 0. */
  fromF64x2: unary("f64x2", "f32x4", 0x5e),
};

/** Four whole numbers of 32 bits, or a mask. */
export const i32x4 = {
  ...common("i32x4"),
  constant: (value: number): Code<"i32x4"> => constant("i32x4", 4, () => bytesOfNumber("setInt32", 4, value)),
  splat: unary("i32", "i32x4", 0x11),
  lane: (x: Code<"i32x4">, lane: Lane): Code<"i32"> => instruction("i32", [x], [...simd(0x1b), lane]),
  withLane: (x: Code<"i32x4">, lane: Lane, value: Code<"i32">): Code<"i32x4"> =>
    instruction("i32x4", [x, value], [...simd(0x1c), lane]),
  equal: binary("i32x4", "i32x4", 0x37),
  notEqual: binary("i32x4", "i32x4", 0x38),
  less: binary("i32x4", "i32x4", 0x39),
  greater: binary("i32x4", "i32x4", 0x3b),
  lessEqual: binary("i32x4", "i32x4", 0x3d),
  greaterEqual: binary("i32x4", "i32x4", 0x3f),
  absolute: unary("i32x4", "i32x4", 0xa0),
  negate: unary("i32x4", "i32x4", 0xa1),
  shiftLeft: shift("i32x4", 0xab),
  shiftRight: shift("i32x4", 0xac),
  shiftRightUnsigned: shift("i32x4", 0xad),
  add: binary("i32x4", "i32x4", 0xae),
  subtract: binary("i32x4", "i32x4", 0xb1),
  multiply: binary("i32x4", "i32x4", 0xb5),
  minimum: binary("i32x4", "i32x4", 0xb6),
  /** Four bytes from `address + offset`, as the truth values 0 and 1 of lanes. Reads the four bytes behind them, too. */
  loadBytes: (address: Code<"i32">, offset = 0): Code<"i32x4"> => {
    // Bytes as numbers of 16 bits, and these as numbers of 32 bits.
    const words = instruction("i32x4", [address], [...simd(0x02), 0, ...unsignedLeb128(offset)]);
    return instruction("i32x4", [words], simd(0xa9));
  },
  /** Four lanes from 0 to 255 as bytes to `address + offset`. */
  storeBytes: (address: Code<"i32">, value: Code<"i32x4">, offset = 0): Code<"nothing"> => {
    // Narrowed twice: a shuffle would take a constant, which engines make anew each time.
    const words = instruction("i32x4", [value, value], simd(0x86));
    const bytes = instruction("i32x4", [words, words], simd(0x66));
    return instruction("nothing", [address, bytes], [...simd(0x5a), 2, ...unsignedLeb128(offset), 0]);
  },
  /** The smaller of numbers without sign: −1 is the largest. */
  minimumUnsigned: binary("i32x4", "i32x4", 0xb7),
  maximum: binary("i32x4", "i32x4", 0xb8),
  /** Towards zero, kept inside 32 bits; NaN is 0. */
  fromF32x4: unary("f32x4", "i32x4", 0xf8),
  /** Towards zero, kept inside 32 bits; NaN is 0. Two doubles as the lanes 0 and 1; the lanes 2 and 3 are 0. */
  fromF64x2: unary("f64x2", "i32x4", 0xfc),
};

/** Two double-precision lanes. */
export const f64x2 = {
  ...common("f64x2"),
  constant: (value: number): Code<"f64x2"> => constant("f64x2", 2, () => bytesOfNumber("setFloat64", 8, value)),
  less: binary("f64x2", "i64x2", 0x49),
  greater: binary("f64x2", "i64x2", 0x4a),
  greaterEqual: binary("f64x2", "i64x2", 0x4c),
  truncate: unary("f64x2", "f64x2", 0x7a),
  nearest: unary("f64x2", "f64x2", 0x94),
  absolute: unary("f64x2", "f64x2", 0xec),
  add: binary("f64x2", "f64x2", 0xf0),
  subtract: binary("f64x2", "f64x2", 0xf1),
  multiply: binary("f64x2", "f64x2", 0xf2),
  divide: binary("f64x2", "f64x2", 0xf3),
  minimum: binary("f64x2", "f64x2", 0xf4),
  maximum: binary("f64x2", "f64x2", 0xf5),
  /** The lanes 0 and 1 as doubles. */
  fromLowF32x4: unary("f32x4", "f64x2", 0x5f),
  /** The lanes 0 and 1 as doubles. */
  fromLowI32x4: unary("i32x4", "f64x2", 0xfe),
};

/** Two whole numbers of 64 bits: the bits of doubles. */
export const i64x2 = {
  ...common("i64x2"),
  /** `high` and `low` 32 bits of both lanes. */
  constant: (high: number, low: number): Code<"i64x2"> =>
    constant("i64x2", 2, () => [...bytesOfNumber("setInt32", 4, low), ...bytesOfNumber("setInt32", 4, high)]),
  shiftLeft: shift("i64x2", 0xcb),
  shiftRightUnsigned: shift("i64x2", 0xcd),
  add: binary("i64x2", "i64x2", 0xce),
  subtract: binary("i64x2", "i64x2", 0xd1),
  /** The lanes 0 and 1 of four whole numbers, with their signs. */
  fromLowI32x4: unary("i32x4", "i64x2", 0xc7),
};

/** Whether any bit of a mask is set: a condition. */
export function anyTrue(mask: Code<"i32x4" | "i64x2">): Code<"i32"> {
  return instruction("i32", [mask], simd(0x53));
}

/** Where a mask is set `then`, elsewhere `otherwise`, bit by bit. */
export function select<T extends "f32x4" | "i32x4">(mask: Code<"i32x4">, then: Code<T>, otherwise: Code<T>): Code<T> {
  return instruction(then.type, [then, otherwise, mask], simd(0x52));
}

/** The same for doubles, whose masks have lanes of 64 bits. */
export function selectF64(mask: Code<"i64x2">, then: Code<"f64x2">, otherwise: Code<"f64x2">): Code<"f64x2"> {
  return instruction("f64x2", [then, otherwise, mask], simd(0x52));
}

/** The lanes 0 and 1 of `a`, then those of `b`. */
export function joinLow<T extends "f32x4" | "i32x4">(a: Code<T>, b: Code<T>): Code<T> {
  return shuffle(a, b, [0, 1, 4, 5]);
}

/** The lanes 2 and 3 of `a`, then those of `b`. */
export function joinHigh<T extends "f32x4" | "i32x4">(a: Code<T>, b: Code<T>): Code<T> {
  return shuffle(a, b, [2, 3, 6, 7]);
}

/** The lanes 0 and 1 of `a`, each with that of `b` behind it. */
export function interleaveLow<T extends "f32x4" | "i32x4">(a: Code<T>, b: Code<T>): Code<T> {
  return shuffle(a, b, [0, 4, 1, 5]);
}

/** The lanes 2 and 3 of `a`, each with that of `b` behind it. */
export function interleaveHigh<T extends "f32x4" | "i32x4">(a: Code<T>, b: Code<T>): Code<T> {
  return shuffle(a, b, [2, 6, 3, 7]);
}

/** The lanes 2 and 3 as the lanes 0 and 1. */
export function highAsLow<T extends "f32x4" | "i32x4">(a: Code<T>): Code<T> {
  return shuffle(a, a, [2, 3, 2, 3]);
}

type Lane = 0 | 1 | 2 | 3;

/** The four 32-bit lanes that `lanes` names, 0 to 3 of `a` and 4 to 7 of `b`. */
function shuffle<T extends VectorType>(a: Code<T>, b: Code<T>, lanes: readonly number[]): Code<T> {
  const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
  return instruction(a.type, [a, b], [...simd(0x0d), ...bytes]);
}

/** What all vectors share: memory and bits. */
function common<T extends VectorType>(type: T) {
  return {
    /** 16 bytes from `address + offset`. */
    load: (address: Code<"i32">, offset = 0): Code<T> =>
      instruction(type, [address], [...simd(0x00), 4, ...unsignedLeb128(offset)]),
    /** The vector with one lane from the 4 bytes at `address + offset`. */
    loadLane: (address: Code<"i32">, value: Code<T>, lane: Lane, offset = 0): Code<T> =>
      instruction(type, [address, value], [...simd(0x56), 2, ...unsignedLeb128(offset), lane]),
    /** One lane to the 4 bytes at `address + offset`. */
    storeLane: (address: Code<"i32">, value: Code<T>, lane: Lane, offset = 0): Code<"nothing"> =>
      instruction("nothing", [address, value], [...simd(0x5a), 2, ...unsignedLeb128(offset), lane]),
    /** 16 bytes to `address + offset`. */
    store: (address: Code<"i32">, value: Code<T>, offset = 0): Code<"nothing"> =>
      instruction("nothing", [address, value], [...simd(0x0b), 4, ...unsignedLeb128(offset)]),
    not: unary(type, type, 0x4d),
    and: binary(type, type, 0x4e),
    /** The bits of the first that the second has not. */
    andNot: binary(type, type, 0x4f),
    or: binary(type, type, 0x50),
    xor: binary(type, type, 0x51),
  };
}

/** The prefix of SIMD instructions. */
function simd(opcode: number): readonly number[] {
  return [0xfd, ...unsignedLeb128(opcode)];
}

function constant<T extends VectorType>(type: T, lanes: number, lane: () => readonly number[]): Code<T> {
  return instruction(type, [], [...simd(0x0c), ...Array.from({ length: lanes }, lane).flat()]);
}

function unary<A extends ValueType, R extends ValueType>(_operand: A, result: R, opcode: number) {
  return (a: Code<A>): Code<R> => instruction(result, [a], simd(opcode));
}

function binary<A extends ValueType, R extends ValueType>(_operand: A, result: R, opcode: number) {
  return (a: Code<A>, b: Code<A>): Code<R> => instruction(result, [a, b], simd(opcode));
}

function shift<T extends VectorType>(type: T, opcode: number) {
  return (a: Code<T>, bits: number): Code<T> =>
    instruction(type, [a, instruction("i32", [], [0x41, bits])], simd(opcode));
}

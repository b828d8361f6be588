import { instruction, type Code } from "./code.js";
import { signedLeb128, unsignedLeb128 } from "./leb128.js";
import type { ValueType } from "./value-type.js";

/** Instructions of one 32-bit whole number, which is also the type of conditions and addresses. */
export const i32 = {
  constant: (value: number): Code<"i32"> => instruction("i32", [], [0x41, ...signedLeb128(value)]),
  /** Little-endian, from `address + offset` bytes. */
  load: (address: Code<"i32">, offset = 0): Code<"i32"> =>
    instruction("i32", [address], [0x28, 2, ...unsignedLeb128(offset)]),
  store: (address: Code<"i32">, value: Code<"i32">, offset = 0): Code<"nothing"> =>
    instruction("nothing", [address, value], [0x36, 2, ...unsignedLeb128(offset)]),
  equalsZero: unary("i32", "i32", 0x45),
  equal: binary("i32", "i32", 0x46),
  lessSigned: binary("i32", "i32", 0x48),
  lessUnsigned: binary("i32", "i32", 0x49),
  /** Towards zero, kept inside 32 bits; NaN is 0. */
  fromF64: (x: Code<"f64">): Code<"i32"> => instruction("i32", [x], [0xfc, 0x02]),
  add: binary("i32", "i32", 0x6a),
  subtract: binary("i32", "i32", 0x6b),
  multiply: binary("i32", "i32", 0x6c),
  and: binary("i32", "i32", 0x71),
  shiftLeft: binary("i32", "i32", 0x74),
  shiftRightUnsigned: binary("i32", "i32", 0x76),
};

/** Instructions of one single-precision number. */
export const f32 = {
  constant: (value: number): Code<"f32"> => instruction("f32", [], [0x43, ...bytesOfNumber("setFloat32", 4, value)]),
  load: (address: Code<"i32">, offset = 0): Code<"f32"> =>
    instruction("f32", [address], [0x2a, 2, ...unsignedLeb128(offset)]),
  fromF64: unary("f64", "f32", 0xb6),
};

/** Instructions of one double-precision number. */
export const f64 = {
  constant: (value: number): Code<"f64"> => instruction("f64", [], [0x44, ...bytesOfNumber("setFloat64", 8, value)]),
  load: (address: Code<"i32">, offset = 0): Code<"f64"> =>
    instruction("f64", [address], [0x2b, 3, ...unsignedLeb128(offset)]),
  fromF32: unary("f32", "f64", 0xbb),
};

/** A number's bytes as the binary format has them: little-endian. */
export function bytesOfNumber(
  write: "setFloat32" | "setFloat64" | "setInt32",
  size: number,
  value: number,
): readonly number[] {
  const view = new DataView(new ArrayBuffer(size));
  view[write](0, value, true);
  return [...new Uint8Array(view.buffer)];
}

function unary<A extends ValueType, R extends ValueType>(_operand: A, result: R, opcode: number) {
  return (a: Code<A>): Code<R> => instruction(result, [a], [opcode]);
}

function binary<A extends ValueType, R extends ValueType>(_operand: A, result: R, opcode: number) {
  return (a: Code<A>, b: Code<A>): Code<R> => instruction(result, [a, b], [opcode]);
}

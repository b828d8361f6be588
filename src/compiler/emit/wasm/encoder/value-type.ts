/** Four or two lanes of 128 bits. To WebAssembly all are `v128`; here their names say what the bits mean. */
export type VectorType = "f32x4" | "i32x4" | "f64x2" | "i64x2";
/** The type of one value on the stack. */
export type ValueType = "i32" | "f32" | "f64" | VectorType;
/** What code leaves on the stack: one value, or nothing. */
export type ResultType = ValueType | "nothing";

const bytes: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  f32: 0x7d,
  f64: 0x7c,
  f32x4: 0x7b,
  i32x4: 0x7b,
  f64x2: 0x7b,
  i64x2: 0x7b,
};

/** The byte that stands for a type in the binary format. */
export function valueTypeByte(type: ValueType): number {
  return bytes[type];
}

/** The types of a result in a function's signature. */
export function resultTypes(type: ResultType): readonly ValueType[] {
  return type === "nothing" ? [] : [type];
}

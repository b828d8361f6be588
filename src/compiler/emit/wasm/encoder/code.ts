import { unsignedLeb128 } from "./leb128.js";
import type { ResultType, ValueType } from "./value-type.js";

/**
 * Instructions that leave a value of type `T` on the stack, or nothing. An instruction takes its operands as code and gives code back, so
 * that the stack is right by construction: what is not consumed cannot be left over, and what has the wrong type does not compile.
 */
export interface Code<T extends ResultType> {
  readonly type: T;
  readonly parts: readonly Part[];
}

/** Code of several types in order, as a function takes them. */
export type Codes<P extends readonly ValueType[]> = { readonly [K in keyof P]: Code<P[K]> };

type Part = number | Code<ResultType> | FunctionReference;

/** A function by what it is; its index is known when the module is encoded. */
export interface FunctionReference<
  P extends readonly ValueType[] = readonly ValueType[],
  R extends ResultType = ResultType,
> {
  readonly name: string;
  readonly parameters: P;
  readonly result: R;
}

/** An instruction after its operands, in their order. */
export function instruction<R extends ResultType>(
  type: R,
  operands: readonly Code<ValueType>[],
  opcode: readonly number[],
): Code<R> {
  return { type, parts: [...operands, ...opcode] };
}

/** Code that does nothing. */
export const nothing: Code<"nothing"> = { type: "nothing", parts: [] };

/** Code after code. */
export function sequence(steps: readonly Code<"nothing">[]): Code<"nothing"> {
  return { type: "nothing", parts: steps };
}

/** The same bits read as another vector; costs nothing. */
export function reinterpret<T extends "f32x4" | "i32x4" | "f64x2" | "i64x2">(
  type: T,
  code: Code<"f32x4" | "i32x4" | "f64x2" | "i64x2">,
): Code<T> {
  return { type, parts: [code] };
}

/** Calls a function with arguments of its parameters' types. */
export function call<P extends readonly ValueType[], R extends ResultType>(
  target: FunctionReference<P, R>,
  ...operands: Codes<P>
): Code<R> {
  return { type: target.result, parts: [...(operands as readonly Code<ValueType>[]), 0x10, target] };
}

/** The bytes of code, where `indexOf` gives the indices of functions. */
export function bytesOf(code: Code<ResultType>, indexOf: (target: FunctionReference) => number): readonly number[] {
  const bytes: number[] = [];
  const write = (part: Part): void => {
    if (typeof part === "number") bytes.push(part);
    else if ("parts" in part) part.parts.forEach(write);
    else bytes.push(...unsignedLeb128(indexOf(part)));
  };
  write(code);
  return bytes;
}

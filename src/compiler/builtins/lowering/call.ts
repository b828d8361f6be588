import type { TypedCall } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";

/** Lowers the argument called `name` in the current phase. */
export function valueOf(
  call: Pick<TypedCall, "arguments" | "options" | "span">,
  lowering: Lowering,
  name: string,
): NodeId {
  const value = call.arguments[name];
  if (value === undefined) throw new Error(`argument ${name} is missing`);
  return lowering.expression(value);
}

/** The argument called `name`, or a constant where it was left out. */
export function valueOr(call: TypedCall, lowering: Lowering, name: string, otherwise: number): NodeId {
  return call.arguments[name] === undefined ? lowering.ir.constant(otherwise) : valueOf(call, lowering, name);
}

/** A static number among the options. */
export function numberOr(options: TypedCall["options"], name: string, otherwise: number): number {
  const value = options[name];
  return typeof value === "number" ? value : otherwise;
}

/** A word among the options. */
export function wordOr(options: TypedCall["options"], name: string, otherwise: string): string {
  const value = options[name];
  return typeof value === "string" ? value : otherwise;
}

/** All values of a variadic parameter in the order written: `x`, `x1`, `x2`, … */
export function variadicNames(call: Pick<TypedCall, "arguments">, name: string): readonly string[] {
  const names: string[] = [];
  for (let index = 0; call.arguments[index === 0 ? name : `${name}${index}`] !== undefined; index++) {
    names.push(index === 0 ? name : `${name}${index}`);
  }
  return names;
}

import { inputNames } from "../../compiler/ir/input-names.js";
import type { NodeId } from "../../compiler/ir/node.js";
import type { Program } from "../../compiler/ir/program.js";
import { own, type Values } from "../../runtime/reference/index.js";

/** Signals, actions and params that nodes read in a step, with their values as given. */
export function inputsBelow(
  program: Program,
  roots: readonly NodeId[],
  values: Values,
): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(inputNames(program, roots).map((name) => [name, listOf(own(values, name) ?? [])]));
}

/** Params as declared. */
export function declaredParams({ params }: Program): Values {
  return Object.fromEntries(params.map(({ name, value }) => [name, value]));
}

function listOf(value: Values[string]): readonly number[] {
  return typeof value === "object" ? Array.from(value) : [Number(value)];
}

import type { ScalarType } from "../../../runtime/fused/layout.js";
import type { Identifiers } from "../names/identifiers.js";
import { inputsOf } from "./loop-inputs.js";
import type { Loop, ScalarValue, ValueId } from "./loop-program.js";

/** How a target's text refers to values of the loop that is being written. */
export interface ValueTexts {
  /** The text of a value: its name, or its own expression. */
  readonly value: (id: ValueId) => string;
  readonly of: (id: ValueId) => ScalarValue;
}

/** A language that loops are written in. */
export interface LoopLanguage {
  readonly expression: (value: ScalarValue, texts: ValueTexts) => string;
  /** The statement that gives a name to an expression. */
  readonly declare: (name: string, expression: string, type: ScalarType) => string;
  /** What a leaf without a label would like to be called. */
  readonly leafName: (value: ScalarValue) => string;
}

/** The values of a loop as declarations, those that are the same in all environments apart. */
export interface LoopStatements extends ValueTexts {
  readonly uniform: readonly string[];
  readonly each: readonly string[];
}

/** Longer expressions are given names. */
const longest = 72;

/**
 * Values that are used more than once, or whose expression is long, have names; loads always have, so that a store cannot change what is read
 * behind it. The others stand where they are used. `outer` are names that are taken.
 */
export function loopStatements(loop: Loop, language: LoopLanguage, outer: Identifiers): LoopStatements {
  const names = outer.inner();
  const uses = countUses(loop);
  const texts = new Map<ValueId, string>();
  const of = (id: ValueId): ScalarValue => {
    const value = loop.values[id];
    if (value === undefined) throw new Error(`no value ${id}`);
    return value;
  };
  const context: ValueTexts = { value: (id) => texts.get(id) ?? "", of };
  const lines = loop.values.map((value, id) => {
    const text = language.expression(value, context);
    const shared = (uses.get(id) ?? 0) > 1 || text.length > longest;
    const named = value.op === "load" || value.op === "load-row" || id < loop.uniforms || shared;
    if (value.op === "constant" || !named) {
      texts.set(id, text);
      return "";
    }
    const name = names.take(value.label ?? language.leafName(value));
    texts.set(id, name);
    return language.declare(name, text, value.type);
  });
  const written = (part: readonly string[]): readonly string[] => part.filter((line) => line !== "");
  return { ...context, uniform: written(lines.slice(0, loop.uniforms)), each: written(lines.slice(loop.uniforms)) };
}

function countUses({ values, stores, rowStores }: Loop): ReadonlyMap<ValueId, number> {
  const uses = new Map<ValueId, number>();
  const count = (id: ValueId): void => void uses.set(id, (uses.get(id) ?? 0) + 1);
  for (const value of values) inputsOf(value).forEach(count);
  for (const { value } of stores) count(value);
  for (const { row, value } of rowStores) [row, value].forEach(count);
  return uses;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loop, LoopTable, ScalarValue, ValueId } from "../../../../src/compiler/emit/fused/loop-program.js";
import { tabulate } from "../../../../src/compiler/emit/wasm/decision-tables.js";
import { runLoop } from "./run-loop.js";

const conditionCount = 5;

/** A tree: a constant, a condition as a number, or a choice by a condition. */
type Tree =
  | { readonly constant: number }
  | { readonly cast: number }
  | { readonly condition: number; readonly then: Tree; readonly otherwise: Tree };

const condition = fc.nat(conditionCount - 1);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: "large" },
    fc.oneof(fc.record({ constant: fc.integer({ min: -9, max: 9 }) }), fc.record({ cast: condition })),
    fc.record({ condition, then: tie("tree"), otherwise: tie("tree") }),
  ),
}));

/** A loop that loads the conditions and stores the tree, and half of it once more, as somebody else reads it. */
function loopOf(root: Tree): Loop {
  const values: ScalarValue[] = [];
  const push = (value: ScalarValue): ValueId => values.push(value) - 1;
  const write = (part: Tree): ValueId => {
    if ("constant" in part) return push({ op: "constant", value: part.constant, type: "int" });
    if ("cast" in part) return push({ op: "unary", fn: "cast", input: part.cast, type: "int" });
    const [then, otherwise] = [write(part.then), write(part.otherwise)];
    return push({ op: "select", condition: part.condition, then, otherwise, type: "int" });
  };
  for (let column = 0; column < conditionCount; column++) push({ op: "load", column, type: "bool" });
  const stores = ["then" in root ? root.then : root, root].map((part, index) => ({
    column: conditionCount + index,
    value: write(part),
  }));
  return { values, uniforms: 0, stores, rowStores: [] };
}

/** What a loop stores where the conditions are the bits of a number. */
function run(loop: Loop, tables: readonly LoopTable[], bits: number): readonly number[] {
  const conditions = Array.from({ length: conditionCount }, (_, bit) => (bits >> bit) & 1);
  return runLoop(loop, tables, conditions).slice(conditionCount);
}

const selections = ({ values }: Loop): number => values.filter(({ op }) => op === "select").length;

describe("decision trees as tables", () => {
  it("give what the trees give", () => {
    let [fewer, tables] = [0, 0];
    fc.assert(
      fc.property(tree, (root) => {
        const loop = loopOf(root);
        const tabulated = tabulate(loop, []);
        for (let bits = 0; bits < 2 ** conditionCount; bits++)
          expect(run(tabulated.loop, tabulated.tables, bits)).toEqual(run(loop, [], bits));
        tables += tabulated.tables.length;
        if (selections(tabulated.loop) < selections(loop)) fewer++;
      }),
      { numRuns: 500 },
    );
    expect(tables).toBeGreaterThan(50);
    expect(fewer).toBeGreaterThan(50);
  });

  it("are left alone where they are small", () => {
    const loop = loopOf({ condition: 0, then: { constant: 1 }, otherwise: { cast: 1 } });
    expect(tabulate(loop, [])).toEqual({ loop, tables: [] });
  });

  it("share equal tables", () => {
    const full = (depth: number): Tree =>
      depth === conditionCount
        ? { constant: 1 }
        : { condition: depth, then: full(depth + 1), otherwise: { constant: depth } };
    const wide: Tree = { condition: 0, then: full(1), otherwise: { condition: 1, then: full(2), otherwise: full(2) } };
    const first = tabulate(loopOf(wide), []);
    expect(first.tables).not.toEqual([]);
    expect(tabulate(loopOf(wide), first.tables).tables).toEqual(first.tables);
  });
});

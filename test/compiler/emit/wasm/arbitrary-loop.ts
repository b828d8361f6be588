import fc from "fast-check";
import type { Loop, ScalarValue, Store } from "../../../../src/compiler/emit/fused/loop-program.js";

export const columnCount = 6;

/** Loops over six columns, which are read and written in place. */
export const loops: fc.Arbitrary<Loop> = fc
  .record({
    uniforms: fc.nat(3),
    operations: fc.array(fc.tuple(fc.nat(9), fc.nat(), fc.nat()), { minLength: 1, maxLength: 40 }),
    stored: fc.array(fc.option(fc.nat(), { nil: undefined }), { minLength: columnCount, maxLength: columnCount }),
  })
  .map(({ uniforms, operations, stored }) => {
    const values: ScalarValue[] = Array.from({ length: uniforms }, (_, value) => ({
      op: "constant",
      value,
      type: "float",
    }));
    for (const [kind, first, second] of operations) {
      if (values.length === 0 || kind < 3) values.push({ op: "load", column: first % columnCount, type: "float" });
      else if (kind === 3) values.push({ op: "constant", value: first % 7, type: "float" });
      else {
        const [left, right] = [first % values.length, second % values.length];
        values.push({ op: "binary", fn: kind < 7 ? "add" : "subtract", left, right, type: "float" });
      }
    }
    const stores = stored.flatMap((value, column): readonly Store[] =>
      value === undefined ? [] : [{ column, value: value % values.length }],
    );
    return { values, uniforms, stores, rowStores: [] };
  });

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loop, ScalarUnary, ScalarValue } from "../../../../src/compiler/emit/fused/loop-program.js";
import { knownSigns } from "../../../../src/compiler/emit/wasm/signs.js";
import type { BinaryFunction } from "../../../../src/compiler/ir/node.js";
import { applyBinary, applyUnary } from "../../../../src/runtime/reference/scalar.js";

const unaries = ["negate", "abs", "exp", "sqrt", "sin", "floor", "log"] as const satisfies readonly ScalarUnary[];
const binaries = [
  ...(["add", "subtract", "multiply", "divide", "minimum", "maximum", "power", "modulo"] as const),
] satisfies readonly BinaryFunction[];
const numbers = fc.oneof(fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, NaN, 1e30, -2.5), fc.float());

/** Operations in order: each reads values before it, wherever these numbers point. */
const operations = fc.array(
  fc.oneof(
    fc.record({ unary: fc.constantFrom(...unaries), input: fc.nat() }),
    fc.record({ binary: fc.constantFrom(...binaries), left: fc.nat(), right: fc.nat() }),
    fc.record({ constant: numbers }),
    fc.record({ condition: fc.nat(), then: fc.nat(), otherwise: fc.nat() }),
  ),
  { minLength: 4, maxLength: 14 },
);

describe("signs that a loop shows", () => {
  it("hold whatever is read", () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 3, maxLength: 3 }), operations, (read, drawn) => {
        const values: ScalarValue[] = read.map((_, column) => ({ op: "load", column, type: "float" }));
        const known = read.map((x) => Math.fround(x));
        for (const operation of drawn) {
          const count = values.length;
          const at = (place: number): number => known[place % count] ?? NaN;
          if ("unary" in operation) {
            const { unary: fn, input } = operation;
            values.push({ op: "unary", fn, input: input % count, type: "float" });
            known.push(applyUnary(fn, at(input), "float"));
          } else if ("binary" in operation) {
            const { binary: fn, left, right } = operation;
            values.push({ op: "binary", fn, left: left % count, right: right % count, type: "float" });
            known.push(applyBinary(fn, at(left), at(right), "float"));
          } else if ("constant" in operation) {
            values.push({ op: "constant", value: operation.constant, type: "float" });
            known.push(operation.constant);
          } else {
            const { condition, then, otherwise } = operation;
            values.push({
              op: "select",
              condition: condition % count,
              then: then % count,
              otherwise: otherwise % count,
              type: "float",
            });
            known.push(at(at(condition) > 0 ? then : otherwise));
          }
        }
        const loop: Loop = { values, uniforms: 0, stores: [], rowStores: [] };
        knownSigns(loop).forEach((sign, id) => {
          const value = known[id] ?? NaN;
          if (sign === undefined || Number.isNaN(value)) return;
          judged++;
          expect({ sign, holds: sign === "at least 0" ? value >= 0 : value <= 0 }).toEqual({ sign, holds: true });
        });
      }),
      { numRuns: 2000 },
    );
    expect(judged).toBeGreaterThan(2000);
  });

  it("are known of what decays with a distance", () => {
    const values: ScalarValue[] = [
      { op: "constant", value: -4, type: "float" },
      { op: "load", column: 0, type: "float" },
      { op: "load", column: 1, type: "float" },
      { op: "binary", fn: "multiply", left: 1, right: 1, type: "float" },
      { op: "binary", fn: "multiply", left: 2, right: 2, type: "float" },
      { op: "binary", fn: "add", left: 3, right: 4, type: "float" },
      { op: "binary", fn: "multiply", left: 0, right: 5, type: "float" },
    ];
    expect(knownSigns({ values, uniforms: 1, stores: [], rowStores: [] })[6]).toBe("at most 0");
  });
});

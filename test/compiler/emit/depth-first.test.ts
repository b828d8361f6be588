import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { depthFirst } from "../../../src/compiler/emit/fused/depth-first.js";
import { inputsOf } from "../../../src/compiler/emit/fused/loop-inputs.js";
import { columnCount, loops } from "./wasm/arbitrary-loop.js";
import { runLoop } from "./wasm/run-loop.js";

describe("the values of a loop in the order in which stores need them", () => {
  it("give the same, inputs before what reads them, and nothing that no store needs", () => {
    fc.assert(
      fc.property(loops, fc.array(fc.nat(9), { minLength: columnCount, maxLength: columnCount }), (loop, columns) => {
        const ordered = depthFirst(loop);
        expect(runLoop(ordered, [], columns)).toEqual(runLoop(loop, [], columns));
        const read = new Set([...ordered.values.flatMap(inputsOf), ...ordered.stores.map(({ value }) => value)]);
        ordered.values.forEach((value, id) => {
          expect(read.has(id)).toBe(true);
          for (const input of inputsOf(value)) expect(input).toBeLessThan(id);
          if (id < ordered.uniforms) expect(value.op).toBe("constant");
        });
      }),
    );
  });
});

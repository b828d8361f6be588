import "@tensorflow/tfjs-backend-cpu";
import { describe, expect, it } from "vitest";
import { gridMap } from "../../../src/runtime/environments/grid/grid-map.js";
import { gridProduct } from "../../../src/runtime/environments/grid/product.js";
import { productValues } from "../../../src/runtime/environments/grid/product-values.js";
import { shortestPlan } from "../../../src/runtime/environments/grid/shortest-plan.js";
import { tableKernel } from "../agents/table-kernel.js";

const corridor = gridMap({
  width: 5,
  height: 1,
  start: [2, 0],
  up: 1,
  open: () => true,
  labels: { key: [[0, 0]], door: [[4, 0]], pit: [[1, 0]] },
});

describe("productValues", () => {
  it("discounts what the shortest plan is paid", () => {
    const kernel = tableKernel({
      signals: ["key", "door"],
      edges: [{ key: [1, 0] }, { door: [2, 3] }, {}],
      final: [2],
      discount: 0.9,
    });
    const product = gridProduct(corridor, kernel);
    const values = productValues(product, 0.9);
    const plan = shortestPlan(corridor, kernel);
    const states = product.automaton.states.length;
    expect(values[corridor.start * states + product.start]).toBeCloseTo(
      3 * 0.9 ** ((plan?.actions.length ?? 0) - 1),
      8,
    );
    // With the key in hand, from the cell before the door; and nothing once it is through.
    expect(values[3 * states + 1]).toBeCloseTo(3, 8);
    expect(values[3 * states + 2]).toBe(0);
  });

  it("would rather wait for ever than be punished", () => {
    const punished = { signals: ["pit", "key"], final: [1, 2], discount: 0.9 };
    const mild = gridProduct(corridor, tableKernel({ ...punished, edges: [{ pit: [0, -1], key: [2, 5] }, {}, {}] }));
    const harsh = gridProduct(corridor, tableKernel({ ...punished, edges: [{ pit: [0, -9], key: [2, 5] }, {}, {}] }));
    expect(productValues(mild, 0.9)[corridor.start * 3]).toBeCloseTo(-1 + 0.9 * 5, 8);
    expect(productValues(harsh, 0.9)[corridor.start * 3]).toBeCloseTo(0, 8);
  });

  it("refuses a discount under which it might not end", () => {
    const product = gridProduct(corridor, tableKernel({ signals: ["key"], edges: [{}], final: [], discount: 1 }));
    expect(() => productValues(product, 1)).toThrow("needs a discount in [0, 1), found 1");
  });
});

import "@tensorflow/tfjs-backend-cpu";
import { describe, expect, it } from "vitest";
import { gridMap } from "../../../src/runtime/environments/grid/grid-map.js";
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

describe("shortestPlan", () => {
  it("goes by way of what the machine needs first", () => {
    const kernel = tableKernel({
      signals: ["key", "door"],
      edges: [{ key: [1, 0] }, { door: [2, 3] }, {}],
      final: [2],
      discount: 0.9,
    });
    expect(shortestPlan(corridor, kernel)).toEqual({ actions: [3, 3, 1, 1, 1, 1], reward: 3 });
  });

  it("does not go on after an end, and says when there is no way", () => {
    const kernel = tableKernel({
      signals: ["pit", "key"],
      edges: [{ pit: [1, 0], key: [2, 1] }, {}, {}],
      final: [1, 2],
      discount: 0.9,
    });
    expect(shortestPlan(corridor, kernel)).toBeUndefined();
  });

  it("refuses a machine that reads what the grid does not know", () => {
    const kernel = tableKernel({ signals: ["coin"], edges: [{}], final: [], discount: 0.9 });
    expect(() => shortestPlan(corridor, kernel)).toThrow("`coin` is not a proposition of the grid");
  });
});

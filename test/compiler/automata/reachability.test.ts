import { describe, expect, it } from "vitest";
import { distances, reversed } from "../../../src/compiler/automata/reachability.js";

/** 0 → 1 → 2 → 3 and back to 2, 0 → 2, 4 → 4. */
const graph = [[1, 2], [2], [3], [2], [4]];

describe("a graph", () => {
  it("turned around has every edge from its target to its source", () => {
    expect(reversed(graph)).toEqual([[], [0], [0, 1, 3], [2], [4]]);
  });

  it("turned around twice is itself", () => {
    expect(reversed(reversed(graph))).toEqual(graph);
  });
});

describe("the distance", () => {
  it("counts the edges of a shortest way", () => {
    expect(distances(graph, [0])).toEqual([0, 1, 1, 2, Infinity]);
  });

  it("is that to the nearest of several sources, named twice or not", () => {
    expect(distances(graph, [4, 1, 1])).toEqual([Infinity, 0, 1, 2, 0]);
  });

  it("is infinite everywhere where nothing begins", () => {
    expect(distances(graph, [])).toEqual(graph.map(() => Infinity));
  });

  it("in the graph turned around is the distance to the source", () => {
    expect(distances(reversed(graph), [3])).toEqual([2, 2, 1, 0, Infinity]);
  });
});

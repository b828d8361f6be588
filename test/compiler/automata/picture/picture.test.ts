import { instance } from "@viz-js/viz";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dot } from "../../../../src/compiler/automata/picture/dot.js";
import { json } from "../../../../src/compiler/automata/picture/json.js";
import type { MachineGraph } from "../../../../src/compiler/automata/picture/machine-graph.js";
import { mermaid } from "../../../../src/compiler/automata/picture/mermaid.js";
import { svg } from "../../../../src/compiler/automata/picture/svg.js";

const delivery: MachineGraph = {
  name: "Delivery",
  states: [
    { name: "Empty", end: "none", start: 0.5 },
    { name: "Carrying", end: "none", start: 0.5, reward: "-0.1" },
    { name: "Delivered", end: "final", start: 0 },
    { name: "Tired", end: "done", start: 0 },
  ],
  edges: [
    { from: 0, to: 1, guard: "coffee and not plant", updates: ["n = n + 1"] },
    { from: 1, to: 2, guard: "office", reward: "1", updates: [] },
    { from: 1, to: 2, guard: "lab; speed < 1", reward: "2", updates: [] },
    { from: 1, to: 3, guard: "late", updates: [] },
  ],
};

const text = fc.string({ maxLength: 12 });
const graphs: fc.Arbitrary<MachineGraph> = fc.record({
  name: text,
  states: fc.array(
    fc.record({
      name: text,
      end: fc.constantFrom("none" as const, "final" as const, "done" as const),
      start: fc.constantFrom(0, 0.5, 1),
    }),
    { minLength: 3, maxLength: 3 },
  ),
  edges: fc.array(
    fc.record({ from: fc.nat(2), to: fc.nat(2), guard: text, reward: text, updates: fc.array(text, { maxLength: 2 }) }),
    { maxLength: 4 },
  ),
});

describe("DOT", () => {
  it("is laid out by Graphviz, whatever the names hold", async () => {
    const viz = await instance();
    fc.assert(
      fc.property(graphs, (graph) => {
        const result = viz.render(dot(graph), { format: "plain" });
        expect(result.errors.filter(({ level }) => level === "error")).toEqual([]);
        expect(result.status).toBe("success");
      }),
      { numRuns: 60 },
    );
  });

  it("draws one arrow for each pair of states, with a line for each edge", () => {
    expect(dot(delivery)).toContain('s1 -> s2 [label="office / 1\\nlab; speed < 1 / 2"];');
  });

  it("marks starts, final states and done states", () => {
    expect(dot(delivery)).toContain('start1 -> s1 [label="0.5"];');
    expect(dot(delivery)).toContain('s2 [label="Delivered", peripheries=2];');
    expect(dot(delivery)).toContain('s3 [label="Tired", penwidth=2.5];');
  });
});

it("SVG shows every state and every label", async () => {
  const drawing = await svg(delivery);
  for (const word of ["Empty", "Carrying", "reward", "Delivered", "coffee", "office / 1", "late"])
    expect(drawing).toContain(`>${word}`);
  expect(drawing).toMatch(/^<\?xml[^]*<svg [^]*<\/svg>\s*$/u);
});

it("Mermaid escapes what would end a label", () => {
  expect(mermaid(delivery)).toBe(
    [
      "stateDiagram-v2",
      "  direction LR",
      '  state "Empty" as s0',
      '  state "Carrying / -0.1" as s1',
      '  state "Delivered" as s2',
      '  state "Tired (done)" as s3',
      "  [*] --> s0: 0.5",
      "  [*] --> s1: 0.5",
      "  s0 --> s1: coffee and not plant / n = n + 1",
      "  s1 --> s2: office / 1",
      "  s1 --> s2: lab#59; speed #lt; 1 / 2",
      "  s1 --> s3: late",
      "  s2 --> [*]",
      "",
    ].join("\n"),
  );
});

it("JSON is one record that holds the graph", () => {
  expect(JSON.parse(json(delivery))).toEqual({ v: 1, type: "machine", ...delivery });
});

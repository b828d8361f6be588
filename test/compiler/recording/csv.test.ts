import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import { readRecording } from "../../../src/compiler/recording/read.js";
import type { RecordedSignal } from "../../../src/compiler/recording/signal.js";
import { SourceFile } from "../../../src/compiler/source/source-file.js";

const known: readonly RecordedSignal[] = [
  { name: "speed", dtype: "float", shape: [] },
  { name: "fallen", dtype: "bool", shape: [] },
  { name: "gear", dtype: "int", shape: [] },
  { name: "phase", dtype: "int", shape: [], members: ["Reach", "Lift"] },
  { name: "torque", dtype: "float", shape: [2] },
  { name: "price", dtype: "float", shape: [3], lengths: [{ axis: 0, signal: "item.length" }] },
  { name: "ripe", dtype: "bool", shape: [3], lengths: [{ axis: 0, signal: "item.length" }] },
  { name: "force", dtype: "float", shape: [2, 2], places: [["FL", "FR"], undefined] },
];

function read(text: string) {
  const source = new SourceFile("episode.csv", text);
  const found: Diagnostic[] = [];
  const lines = readRecording(source, known, (diagnostic) => found.push(diagnostic));
  return {
    lines: lines.map(({ span: _, ...line }) => line),
    found: found.map(
      ({ name, message, primary }) => `${name} at ${source.position(primary.span.start).line + 1}: ${message}`,
    ),
  };
}

describe("a recording in CSV", () => {
  it("has a column for each signal and a row for each step", () => {
    const text = "speed,fallen,gear,phase\n0.5,false,1,Reach\n-1e-3,true,-2,Lift\n";
    expect(read(text)).toEqual({
      lines: [
        {
          episode: 0,
          clock: {},
          kind: "step",
          signals: { speed: [0.5], fallen: [0], gear: [1], phase: [0] },
          terminated: false,
          truncated: false,
        },
        {
          episode: 0,
          clock: {},
          kind: "step",
          signals: { speed: [-0.001], fallen: [1], gear: [-2], phase: [1] },
          terminated: false,
          truncated: false,
        },
      ],
      found: [],
    });
  });

  it("names elements of arrays by index or by place, in any order", () => {
    const text = "torque[1], torque[0], force[FR, 1], force[FL,0], force[FL,1], force[1,0]\n2, 1, 4, 1, 2, 3\n";
    const { lines, found } = read(text.replaceAll(/force\[([^\]]*)\]/g, '"force[$1]"'));
    expect(found).toEqual([]);
    expect(lines).toMatchObject([{ signals: { torque: [1, 2], force: [1, 2, 3, 4] } }]);
  });

  it("says how episodes are called, begin and end", () => {
    const text = "episode,reset,speed,terminated,truncated\nA,true,0,,\nA,,1,0,1\n7,,2,True,\n";
    expect(read(text).lines).toEqual([
      { episode: "A", clock: {}, kind: "reset", signals: { speed: [0] } },
      { episode: "A", clock: {}, kind: "step", signals: { speed: [1] }, terminated: false, truncated: true },
      { episode: 7, clock: {}, kind: "step", signals: { speed: [2] }, terminated: true, truncated: false },
    ]);
  });

  it("reads what Python writes: line ends, quotes, a byte-order mark, numbers that are not finite", () => {
    const text = '\uFEFF"speed","fallen"\r\nnan,True\r\ninf,False\r\n"-inf",0\r\n\r\n';
    expect(read(text).lines.map((line) => ("signals" in line ? line.signals : {}))).toEqual([
      { speed: [NaN], fallen: [1] },
      { speed: [Infinity], fallen: [0] },
      { speed: [-Infinity], fallen: [0] },
    ]);
  });

  it("says nothing of a signal whose cells are empty", () => {
    expect(read("speed,torque[0],torque[1]\n,,\n1,,\n").lines).toMatchObject([
      { signals: {} },
      { signals: { speed: [1] } },
    ]);
  });

  it.each([
    ["sped\n1\n", "trace-unknown-name at 1: the spec has no signal `sped`: the trace's values are not read"],
    ["torque\n1\n", "trace-field at 1: found the column `torque`, expected one element of `torque`, which is [2]"],
    [
      "torque[2]\n1\n",
      "trace-field at 1: found the column `torque[2]`, expected one element of `torque`, which is [2]",
    ],
    ["speed,speed\n1,2\n", "trace-field at 1: found the column `speed` twice, expected it once"],
    ["speed\n1\nfast\n", "trace-value at 3: `speed`: found `fast`, expected a number"],
    ["fallen\nmaybe\n", "trace-value at 2: `fallen`: found `maybe`, expected true or false"],
    ["gear\n1.5\n", "trace-value at 2: `gear`: found `1.5`, expected a whole number"],
    ["phase\nDrop\n", "trace-value at 2: `phase`: found `Drop`, expected one of `Reach`, `Lift`"],
    ["torque[0]\n1\n", "trace-value at 2: `torque`: found 1 of its 2 elements, expected all or none"],
    ["speed\n1,2\n", "trace-field at 2: found 2 cells, expected 1, as in the head"],
    ["speed,terminated\n1,perhaps\n", "trace-field at 2: found `perhaps`, expected true or false as `terminated`"],
  ])("says what is wrong: %j", (text, finding) => {
    expect(read(text).found).toEqual([finding]);
  });

  it("says where quotes are broken", () => {
    expect(read('speed\n1\n"2"3\n').found[0]).toMatch(/^trace-not-csv at 3: /);
    expect(read('speed\n"1\n').found[0]).toMatch(/^trace-not-csv at /);
  });

  it("is empty where there is no text", () => {
    expect(read("")).toEqual({ lines: [], found: [] });
    expect(read("speed\n")).toEqual({ lines: [], found: [] });
  });

  it("has as many elements of an array of varying length as are filled", () => {
    const { lines, found } = read("price[0],price[1],price[2],speed\n3,4,,1\n,,,2\n");
    expect(found).toEqual([]);
    expect(lines.map((line) => (line.kind === "end" ? {} : line.signals))).toEqual([
      { price: [3, 4, 0], "item.length": [2], speed: [1] },
      { price: [0, 0, 0], "item.length": [0], speed: [2] },
    ]);
  });

  it("has no gaps in a list, and lists of one length on one axis", () => {
    expect(read("price[0],price[1],ripe[0],ripe[1]\n,4,,\n3,4,true,\n").found).toEqual([
      "trace-value at 2: `price`: found 1 of its 2 elements, expected all or none",
      "trace-value at 3: `ripe`: found a list of 1, expected a list of 2, as `price` has on the same axis",
    ]);
  });
});

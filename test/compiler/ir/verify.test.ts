import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../src/compiler/ir/builder.js";
import { withNeedsReset } from "../../../src/compiler/ir/needs-reset.js";
import type { Node } from "../../../src/compiler/ir/node.js";
import type { Program, Slot } from "../../../src/compiler/ir/program.js";
import { verify } from "../../../src/compiler/ir/verify.js";
import { lower } from "../../../src/compiler/lower/index.js";
import { array, call, constant, declare, scalar, signal, spec, term } from "../lower/typed-spec.js";

/** A sound program with a slot of history, a lookup, a reduction and a select. */
function sound(): Program {
  const program = lower(
    spec({
      signals: [declare("x"), declare("v", array("float", 3)), declare("torque", scalar("float"), "action")],
      terms: [
        term("way", call("delta", { x: signal("x") })),
        term("size", call("norm", { x: signal("v", array("float", 3)) })),
        term("effort", signal("torque")),
      ],
      total: {
        kind: "term",
        term: "way",
        part: "contribution",
        type: scalar("float"),
        rate: "step",
        availability: "step",
        span: { file: "", start: 0, end: 0 },
      },
    }),
  );
  expect(verify(program)).toEqual([]);
  return program;
}

/** The program with one node changed. */
function spoil(
  op: Node["op"],
  change: (node: Node) => Partial<Node>,
  where: (node: Node) => boolean = () => true,
): readonly string[] {
  const program = sound();
  const index = program.nodes.findIndex((node) => node.op === op && where(node));
  expect(index).toBeGreaterThanOrEqual(0);
  return verify({
    ...program,
    nodes: program.nodes.map((node, place) => (place === index ? ({ ...node, ...change(node) } as Node) : node)),
  });
}

const spoilSlot = (change: Partial<Slot>): readonly string[] => {
  const program = sound();
  return verify({
    ...program,
    slots: program.slots.map((slot, index) => (index === 0 ? { ...slot, ...change } : slot)),
  });
};

describe("the verifier", () => {
  it("wants nodes after what they read", () => {
    expect(spoil("binary", (node) => ({ inputs: [node.id, node.id] }))).toContainEqual(
      expect.stringMatching(/^node \d+ \(binary\) reads node \d+, which does not come before it$/),
    );
    expect(spoil("binary", () => ({ id: 99 }))).toContainEqual(expect.stringContaining("has id 99"));
  });
  it("wants shapes that follow from the inputs", () => {
    expect(spoil("reduce", () => ({ shape: [7] }))).toContainEqual(
      expect.stringContaining("has shape [7] instead of []"),
    );
    expect(spoil("constant", () => ({ shape: [2] }))).toContainEqual(
      expect.stringContaining("has 1 values for shape [2]"),
    );
    expect(spoil("reduce", () => ({ axes: [3] }))).toContainEqual(expect.stringContaining("reduces [3] of [3]"));
  });
  it("wants types that fit", () => {
    expect(spoil("select", () => ({ dtype: "int" }))).toContainEqual(
      expect.stringContaining("chooses between other types than its own"),
    );
    expect(
      spoil(
        "unary",
        () => ({ dtype: "bool" }),
        (node) => node.op === "unary" && node.fn === "square",
      ),
    ).toContainEqual(expect.stringContaining("makes bool of float"));
    expect(
      spoil(
        "binary",
        () => ({ dtype: "int" }),
        (node) => node.op === "binary" && node.fn === "subtract",
      ),
    ).toContainEqual(expect.stringContaining("makes int of float and float"));
    expect(
      spoil(
        "constant",
        () => ({ value: [2] }),
        (node) => node.dtype === "bool",
      ),
    ).toContainEqual(expect.stringContaining("is a bool that is neither 0 nor 1"));
  });
  it("keeps the step and the reset apart", () => {
    expect(
      spoil(
        "signal",
        () => ({ at: "step" }),
        (node) => node.phase === "reset",
      ),
    ).toContainEqual(expect.stringContaining("belongs to phase reset instead of step"));
    expect(spoil("state", () => ({ phase: "reset" }))).toContainEqual(
      expect.stringMatching(/reads prev\(x\) at a reset, which does not survive it/),
    );
    const program = sound();
    const step = program.nodes.find((node) => node.op === "signal" && node.at === "step")?.id ?? -1;
    const reset = program.nodes.find((node) => node.op === "signal" && node.at === "reset")?.id ?? -1;
    expect(spoilSlot({ initial: step })).toContain("slot 0 (prev(x)) takes its first value from a step");
    expect(spoilSlot({ next: reset })).toContain("slot 0 (prev(x)) takes its next value from a reset");
  });
  it("wants slots that are written, typed and named apart", () => {
    expect(spoilSlot({ next: 999 })).toContain("slot 0 (prev(x)) is never written");
    expect(spoilSlot({ dtype: "int" })).toContainEqual(
      expect.stringContaining("is int, but is given float first and float next"),
    );
    const program = sound();
    const [first] = program.slots;
    expect(first && verify({ ...program, slots: [first, { ...first, id: 1 }] })).toContain(
      "several of the program's slots are called prev(x)",
    );
  });
  it("wants signals as they are declared, and no action at a reset", () => {
    expect(spoil("signal", () => ({ name: "y" }))).toContainEqual(
      expect.stringContaining("reads y, which is not declared"),
    );
    expect(
      spoil(
        "signal",
        () => ({ name: "torque" }),
        (node) => node.phase === "reset",
      ),
    ).toContainEqual(expect.stringContaining("reads the action torque at a reset"));
    const program = sound();
    expect(
      verify({ ...program, signals: program.signals.map((entry) => ({ ...entry, needsReset: !entry.needsReset })) }),
    ).toContain("signal x is needed at a reset, but is marked otherwise");
  });
  it("wants lookups inside of their tables", () => {
    const ir = new GraphBuilder();
    const entry = ir.lookup([1, 2], ir.constant(2, "int"), "float");
    const no = ir.boolean(false);
    const program: Program = withNeedsReset({
      name: "Test",
      nodes: ir.nodes,
      slots: [],
      signals: [],
      params: [],
      nan: "error",
      reward: entry,
      total: entry,
      terms: [],
      shapings: [],
      endings: [],
      terminated: no,
      truncated: no,
      machines: [],
      objectives: [],
      pastObjectives: [],
      asserts: [],
      expectations: [],
    });
    expect(verify(program)).toEqual(["node 1 (lookup) looks outside of its table of 2"]);
  });
  it("wants outputs that are scalars of the right type under unique names", () => {
    const program = sound();
    const vector = program.nodes.find((node) => node.shape.length === 1)?.id ?? -1;
    expect(verify({ ...program, reward: vector })).toContain("reward has shape [3] instead of being a scalar");
    expect(verify({ ...program, terminated: program.reward })).toContain("terminated is float instead of bool");
    expect(verify({ ...program, terms: [...program.terms, ...program.terms] })).toContain(
      "several of the program's terms are called way",
    );
    const machine = {
      name: "M",
      states: ["A"],
      ends: ["none"],
      start: [1],
      state: 0,
      reward: 0,
      label: 0,
      classes: 1,
      classNames: [""],
      next: [1],
      rewardValues: 0,
      edgeReward: [0],
      stateReward: [0],
    } as const;
    expect(verify({ ...program, machines: [machine] })).toContain(
      "machine M has a table of moves that does not fit its states and labels",
    );
  });
  it("has nothing against constants that are not finite", () => {
    expect(verify(lower(spec({ total: constant(Infinity) })))).toEqual([]);
  });
});

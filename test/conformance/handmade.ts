import { GraphBuilder } from "../../src/compiler/ir/builder.js";
import type { Program } from "../../src/compiler/ir/program.js";
import type { SpecDescriptor } from "../../src/runtime/kernel/descriptor.js";

/** A door: a machine Closed → Open (final) that pays 1, a term on the way x has gone, an end when x is beyond 8. */
export function door(): Program {
  const ir = new GraphBuilder();
  const open = ir.signal("open", "step", "bool", []);
  const x = ir.signal("x", "step", "float", []);
  const before = ir.slot({
    name: "prev(x)",
    kind: "history",
    dtype: "float",
    shape: [],
    initial: ir.signal("x", "reset", "float", []),
    persistent: false,
    feature: { encoding: "value" },
  });
  ir.setNext(before, ir.select(ir.unary("is-finite", x), x, ir.read(before)));
  const state = ir.slot({
    name: "Door.state",
    kind: "machine",
    dtype: "int",
    shape: [],
    initial: ir.constant(0, "int"),
    persistent: false,
    feature: { encoding: "one-hot", classes: 2 },
  });
  const label = ir.cast(open, "int");
  const next = [0, 1, 1, 1];
  const cell = ir.binary("add", ir.binary("multiply", ir.read(state), ir.constant(2, "int")), label);
  const after = ir.lookup(next, cell, "int");
  ir.setNext(state, after);
  const rewardValues = ir.constant([0, 1], "float", [2]);
  const edgeReward = [0, 1, 0, 0];
  const machineReward = ir.lookup(edgeReward, cell, "float");
  const raw = ir.binary("subtract", x, ir.read(before));
  const finite = ir.unary("is-finite", raw);
  const way = ir.select(finite, ir.binary("multiply", raw, ir.constant(0.1)), ir.constant(0));
  const total = ir.binary("add", way, machineReward);
  const far = ir.binary("greater", x, ir.constant(8));
  const opened = ir.binary("equal", after, ir.constant(1, "int"));
  const terminated = ir.binary("or", ir.flag("terminated"), ir.binary("or", far, opened));
  const truncated = ir.binary("and", ir.flag("truncated"), ir.unary("not", terminated));
  const term = (name: string, contribution: number, body: number, isFinite: number): Program["terms"][number] => ({
    name,
    primary: false,
    contribution,
    raw: body,
    weight: ir.constant(0.1),
    active: ir.boolean(true),
    finite: isFinite,
  });
  return {
    name: "HandmadeDoor",
    nodes: ir.nodes,
    slots: ir.slots,
    signals: [
      { name: "open", role: "signal", dtype: "bool", shape: [], needsReset: false },
      { name: "x", role: "signal", dtype: "float", shape: [], range: [-10, 10], needsReset: true },
    ],
    params: [],
    nan: "zero",
    reward: total,
    total,
    terms: [term("way", way, raw, finite), term("door", machineReward, machineReward, ir.boolean(true))],
    shapings: [],
    endings: [
      { kind: "terminated", cause: "far", condition: far },
      { kind: "terminated", cause: "Door", condition: opened },
    ],
    terminated,
    truncated,
    objectives: [],
    pastObjectives: [],
    machines: [
      {
        name: "Door",
        states: ["Closed", "Open"],
        ends: ["none", "final"],
        start: [1, 0],
        state: after,
        reward: machineReward,
        label,
        classes: 2,
        classNames: ["not open", "open"],
        next,
        rewardValues,
        edgeReward,
        stateReward: [0, 0],
      },
    ],
    asserts: [],
    expectations: [],
  };
}

/** What `describe` of the compiler says of `door`, written out. */
export function doorDescriptor(program: Program): SpecDescriptor {
  return {
    name: program.name,
    signals: program.signals,
    needsReset: ["x"],
    params: [],
    terms: program.terms.map(({ name, primary }) => ({ name, primary, reads: ["x"] })),
    endingRewards: [],
    shapings: [],
    machines: program.machines,
    objectives: [],
    pastObjectives: [],
    slots: program.slots,
    causes: ["far", "Door", "environment"],
    asserts: [],
    nan: program.nan,
    features: 3,
  };
}

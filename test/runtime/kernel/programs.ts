import { GraphBuilder } from "../../../src/compiler/ir/builder.js";
import type { Program } from "../../../src/compiler/ir/program.js";

const empty = {
  signals: [],
  params: [],
  nan: "error",
  terms: [],
  shapings: [],
  endings: [],
  machines: [],
  objectives: [],
  pastObjectives: [],
  asserts: [],
  expectations: [],
} as const;

/** The least that remembers something: pays the change of x. */
export function tiny(): Program {
  const g = new GraphBuilder();
  const x = g.signal("x", "step", "float", []);
  const slot = g.slot({
    name: "prev(x)",
    kind: "history",
    dtype: "float",
    shape: [],
    initial: g.signal("x", "reset", "float", []),
    persistent: false,
  });
  const total = g.binary("subtract", x, g.read(slot));
  g.setNext(slot, x);
  return {
    ...empty,
    name: "Tiny",
    nodes: g.nodes,
    slots: g.slots,
    signals: [{ name: "x", role: "signal", dtype: "float", shape: [], needsReset: true }],
    reward: total,
    total,
    terminated: g.flag("terminated"),
    truncated: g.flag("truncated"),
  };
}

/** Fetch coffee, deliver it to the office, mind the plants: one machine, one dense term, one shaping. */
export function delivery(): Program {
  const g = new GraphBuilder();
  const [coffee, office, plant] = ["coffee", "office", "plant"].map((name) => g.signal(name, "step", "bool", [])) as [
    number,
    number,
    number,
  ];
  const torque = g.signal("torque", "step", "float", [2]);

  // Empty, Carrying, Delivered, Broken; classes: plant, coffee, office, none.
  const next = [3, 1, 0, 0, 3, 1, 2, 1, 2, 2, 2, 2, 3, 3, 3, 3];
  const edgeReward = next.map((_, cell) => (cell === 6 ? 1 : 0));
  const slot = g.slot({
    name: "Delivery.state",
    kind: "machine",
    dtype: "int",
    shape: [],
    initial: g.constant(0, "int"),
    persistent: false,
    feature: { encoding: "one-hot", classes: 4 },
  });
  const state = g.read(slot);
  const label = g.select(
    plant,
    g.constant(0, "int"),
    g.select(coffee, g.constant(1, "int"), g.select(office, g.constant(2, "int"), g.constant(3, "int"))),
  );
  const cell = g.binary("add", g.binary("multiply", state, g.constant(4, "int")), label);
  const after = g.lookup(next, cell, "int");
  g.setNext(slot, after);
  const rewardValues = g.constant([0, 1], "float", [2]);
  const reward = g.lookup(edgeReward, cell, "float");
  const finished = g.lookup([0, 0, 1, 1], after, "bool");

  const effort = g.binary("multiply", g.constant(-0.001), g.reduce("sum", g.unary("square", torque)));
  const total = g.binary("add", reward, effort);
  const terminated = g.binary("or", g.flag("terminated"), finished);
  const truncated = g.binary("and", g.flag("truncated"), g.unary("not", terminated));

  const potential = [0.81, 0.9, 0, 0];
  const kept = g.slot({
    name: "Φ(Delivery)",
    kind: "shaping",
    dtype: "float",
    shape: [],
    initial: g.constant(0.81),
    persistent: false,
  });
  const reached = g.lookup(potential, after, "float");
  g.setNext(kept, reached);
  const shaping = g.binary(
    "subtract",
    g.binary("multiply", g.constant(0.9), g.select(terminated, g.constant(0), reached)),
    g.read(kept),
  );

  const yes = g.boolean(true);
  return {
    ...empty,
    name: "DeliverCoffee",
    documentation: "Fetch coffee and deliver it to the office without stepping on a plant.",
    nodes: g.nodes,
    slots: g.slots,
    signals: [
      ...["coffee", "office", "plant"].map(
        (name) => ({ name, role: "signal", dtype: "bool", shape: [], default: [0], needsReset: false }) as const,
      ),
      { name: "torque", role: "action", dtype: "float", shape: [2], range: [-1, 1], needsReset: false },
    ],
    discount: g.constant(0.9),
    reward: g.binary("add", total, shaping),
    total,
    terms: [
      {
        name: "delivery",
        primary: true,
        contribution: reward,
        raw: reward,
        weight: g.constant(1),
        active: yes,
        finite: g.unary("is-finite", reward),
      },
      {
        name: "effort",
        primary: false,
        contribution: effort,
        raw: g.reduce("sum", g.unary("square", torque)),
        weight: g.constant(-0.001),
        active: yes,
        finite: g.unary("is-finite", effort),
      },
    ],
    shapings: [{ name: "Delivery", value: shaping }],
    endings: [{ kind: "terminated", cause: "Delivery", condition: finished }],
    terminated,
    truncated,
    objectives: [],
    pastObjectives: [],
    machines: [
      {
        name: "Delivery",
        states: ["Empty", "Carrying", "Delivered", "Broken"],
        ends: ["none", "none", "final", "final"],
        start: [1, 0, 0, 0],
        state: after,
        reward,
        label,
        classes: 4,
        classNames: ["plant", "coffee", "office", "none"],
        next,
        rewardValues,
        edgeReward,
        stateReward: [0, 0, 0, 0],
        potential,
      },
    ],
  };
}

/** Dense terms over history: what reads the reset, arrays, params, every kind of slot, endings of both kinds, an assert. */
export function walker(): Program {
  const g = new GraphBuilder();
  const x = g.signal("x", "step", "float", []);
  const v = g.signal("v", "step", "float", [3]);
  const gait = g.signal("gait", "step", "int", []);
  const contact = g.signal("contact", "step", "bool", [2]);
  const sigma = g.param("sigma", "float", []);
  const weights = g.param("weights", "float", [3]);

  const previous = g.slot({
    name: "prev(x)",
    kind: "history",
    dtype: "float",
    shape: [],
    initial: g.signal("x", "reset", "float", []),
    persistent: false,
  });
  const before = g.read(previous);
  g.setNext(previous, g.select(g.unary("is-finite", x), x, before));
  const touched = g.slot({
    name: "touched",
    kind: "history",
    dtype: "bool",
    shape: [2],
    initial: g.boolean(false),
    persistent: false,
    feature: { encoding: "value" },
  });
  const everTouched = g.binary("or", g.read(touched), contact);
  g.setNext(touched, everTouched);
  const smooth = g.slot({
    name: "ema(v)",
    kind: "history",
    dtype: "float",
    shape: [3],
    initial: g.constant(0),
    persistent: false,
    feature: { encoding: "value" },
  });
  const average = g.binary(
    "add",
    g.binary("multiply", g.constant(0.3), v),
    g.binary("multiply", g.constant(0.7), g.read(smooth)),
  );
  g.setNext(smooth, g.select(g.unary("is-finite", average), average, g.read(smooth)));
  const clock = g.slot({
    name: "step_index",
    kind: "clock",
    dtype: "int",
    shape: [],
    initial: g.constant(0, "int"),
    persistent: false,
  });
  const steps = g.binary("add", g.read(clock), g.constant(1, "int"));
  g.setNext(clock, steps);
  const key = g.slot({
    name: "key",
    kind: "random",
    dtype: "int",
    shape: [],
    initial: g.constant(0, "int"),
    persistent: true,
  });
  const advanced = g.binary(
    "modulo",
    g.binary("add", g.binary("multiply", g.constant(75, "int"), g.read(key, "reset")), g.constant(74, "int")),
    g.constant(65537, "int"),
  );
  g.setNext(key, g.read(key));

  const progress = g.binary("subtract", x, before);
  const error = g.reduce("sum", g.binary("multiply", weights, g.unary("square", g.binary("subtract", v, average))));
  const tracking = g.unary("exp", g.unary("negate", g.binary("divide", error, g.unary("square", sigma))));
  const scale = g.lookup([0.5, 1, 2], gait, "float");
  const gaited = g.binary(
    "minimum",
    g.binary("maximum", g.binary("multiply", scale, progress), g.constant(-1)),
    g.constant(1),
  );
  const anyContact = g.reduce("any", everTouched);
  const stance = g.select(anyContact, g.unary("sqrt", g.reduce("max", g.unary("abs", v))), g.constant(0));
  const stacked = g.stack([progress, tracking, g.constant(0.25)]);
  const mixed = g.reduce("product", g.binary("add", stacked, g.constant([1, 2, 3], "float", [3])));

  const terms = { progress: gaited, tracking, stance, mixed };
  const fallen = g.binary("greater", g.unary("abs", x), g.constant(3));
  const fall = g.select(fallen, g.constant(-10), g.constant(0));
  const late = g.binary("greater-equal", steps, g.constant(9, "int"));
  const contributions = Object.values(terms);
  const total = contributions.reduce((sum, term) => g.binary("add", sum, term));
  const terminated = g.binary("or", g.flag("terminated"), fallen);
  const truncated = g.binary("and", g.binary("or", g.flag("truncated"), late), g.unary("not", terminated));

  const slots = g.slots.map((slot) => (slot.name === "key" ? { ...slot, initial: advanced } : slot));
  return {
    ...empty,
    name: "Walker",
    nodes: g.nodes,
    slots,
    signals: [
      { name: "x", role: "signal", dtype: "float", shape: [], needsReset: true },
      { name: "v", role: "signal", dtype: "float", shape: [3], needsReset: false },
      { name: "gait", role: "signal", dtype: "int", shape: [], members: ["Walk", "Trot", "Gallop"], needsReset: false },
      { name: "contact", role: "signal", dtype: "bool", shape: [2], needsReset: false },
    ],
    params: [
      { name: "sigma", dtype: "float", shape: [], value: [0.8], range: [0.01, 2] },
      { name: "weights", dtype: "float", shape: [3], value: [1, 0.5, 2] },
    ],
    reward: g.binary("add", total, fall),
    total,
    terms: Object.entries(terms).map(([name, contribution]) => ({
      name,
      primary: false,
      contribution,
      raw: contribution,
      weight: g.constant(1),
      active: g.boolean(true),
      finite: g.unary("is-finite", contribution),
    })),
    endings: [
      { kind: "truncated", cause: "late", condition: late },
      { kind: "terminated", cause: "fall", condition: fallen, reward: { name: "fall", value: fall } },
    ],
    terminated,
    truncated,
    asserts: [
      {
        condition: g.binary("less-equal", tracking, g.constant(0.9)),
        text: "tracking <= 0.9",
        span: { file: "walker.reward", start: 0, end: 0 },
      },
    ],
  };
}

import { describe, expect, it } from "vitest";
import { checkMachines } from "../../../../src/compiler/check/machines/index.js";
import { check, compile, memoryHost } from "../../../../src/compiler/index.js";
import type { TypedMachine, TypedSpec } from "../../../../src/compiler/check/typed.js";
import { binary, counter, counterOf, edge, float, int, machine, not, signal, specOf, state, value } from "./typed.js";

function names(...machines: readonly TypedMachine[]): readonly string[] {
  return checkMachines(specOf(machines)).map(({ name }) => name);
}

function notes(...machines: readonly TypedMachine[]): readonly string[] {
  return checkMachines(specOf(machines)).flatMap((diagnostic) => diagnostic.notes);
}

const goal = state("Goal", [], { end: "final" });
const one = { reward: value(1) };

describe("nondeterminism", () => {
  const fork = (
    left: Parameters<typeof edge>[0],
    right: Parameters<typeof edge>[0],
    more: Parameters<typeof edge>[2] = {},
  ): TypedMachine =>
    machine([state("A", [edge(left, 1, one), edge(right, 2, more)]), goal, state("B", [edge(signal("back"), 0)])]);

  it("is an error with an assignment under which both guards hold", () => {
    expect(names(fork(signal("coffee"), signal("plant")))).toEqual(["overlapping-guards"]);
    expect(notes(fork(signal("coffee"), signal("plant")))).toEqual([
      "both hold with: coffee, plant",
      'as a test: test "two guards hold together" { step { coffee, plant } }',
    ]);
  });

  it("is none where the later edge says `else when`", () => {
    expect(names(fork(signal("coffee"), signal("plant"), { form: "else-when" }))).toEqual([]);
  });

  it("is none where the guards exclude each other", () => {
    expect(names(fork(signal("coffee"), not(signal("coffee"))))).toEqual([]);
    expect(
      names(fork(binary(signal("coffee"), "and", signal("milk")), binary(signal("plant"), "and", not(signal("milk"))))),
    ).toEqual([]);
  });

  it("is none where target, reward and counters agree", () => {
    const same = machine([
      state("A", [edge(signal("coffee"), 1, one), edge(signal("tea"), 1, { reward: value(1) })]),
      goal,
    ]);
    expect(names(same)).toEqual([]);
    const rewards = machine([
      state("A", [edge(signal("coffee"), 1, one), edge(signal("tea"), 1, { reward: value(2) })]),
      goal,
    ]);
    expect(names(rewards)).toEqual(["overlapping-guards"]);
  });

  it("compares an edge with what earlier `else when` edges really take", () => {
    const chain = machine([
      state("A", [
        edge(signal("a"), 1, one),
        edge(signal("b"), 2, { form: "else-when" }),
        edge(binary(signal("a"), "and", signal("b")), 1, one),
      ]),
      goal,
      state("B", [edge(signal("c"), 0)]),
    ]);
    expect(names(chain)).toEqual([]);
  });

  it("says how the state is reached", () => {
    const late = machine([
      state("S", [edge(signal("go"), 1)]),
      state("A", [edge(signal("x"), 2, one), edge(signal("y"), 0)]),
      goal,
    ]);
    expect(notes(late)).toEqual([
      "both hold with: x, y",
      "`A` is reached by: go",
      'as a test: test "two guards hold together" { step { go }  step { x, y } }',
    ]);
  });
});

describe("the theory of guards", () => {
  const guards = (left: Parameters<typeof edge>[0], right: Parameters<typeof edge>[0]): readonly string[] =>
    names(machine([state("A", [edge(left, 1, one), edge(right, 0, one)]), goal])).filter(
      (name) => name === "overlapping-guards",
    );
  const speed = (): ReturnType<typeof signal> => signal("speed", float);

  it("reads comparisons of one expression with constants as an ordered partition", () => {
    expect(guards(binary(speed(), "less", value(1)), binary(speed(), "greater-equal", value(1)))).toEqual([]);
    expect(guards(binary(speed(), "less", value(1)), binary(speed(), "greater", value(2)))).toEqual([]);
    expect(guards(binary(speed(), "less", value(2)), binary(speed(), "greater", value(1)))).toEqual([
      "overlapping-guards",
    ]);
    expect(guards(binary(value(1), "greater", speed()), binary(speed(), "greater-equal", value(1)))).toEqual([]);
  });

  it("knows that there is no whole number between neighbours", () => {
    const n = (): ReturnType<typeof signal> => signal("n", int);
    const between = (low: number, high: number): ReturnType<typeof binary> =>
      binary(binary(n(), "greater", value(low, int)), "and", binary(n(), "less", value(high, int)));
    expect(guards(between(1, 2), binary(n(), "equal", value(1, int)))).toEqual([]);
    expect(
      checkMachines(specOf([machine([state("A", [edge(between(1, 2), 1, one)]), goal])])).map(({ name }) => name),
    ).toContain("guard-never-holds");
  });

  it("lets enum members exclude each other, and states of another machine", () => {
    const mode = { element: "enum", members: ["Slow", "Fast", "Off"], shape: [] } as const;
    const is = (member: number): ReturnType<typeof binary> =>
      binary(signal("mode", mode), "equal", value(member, mode));
    expect(guards(is(0), is(1))).toEqual([]);
    expect(guards(is(0), binary(signal("mode", mode), "not-equal", value(1, mode)))).toEqual(["overlapping-guards"]);
  });

  it("keeps counters within their bounds", () => {
    const n = (): ReturnType<typeof counterOf> => counterOf("M", "n", 0, 3);
    const counting = machine(
      [
        state("A", [
          edge(binary(n(), "greater-equal", value(3, int)), 1, one),
          edge(binary(n(), "less", value(3, int)), 0, {
            updates: [{ counter: "n", value: binary(n(), "add", value(1, int)) }],
          }),
        ]),
        goal,
      ],
      {
        counters: [counter("n", 0, 3)],
      },
    );
    expect(names(counting)).toEqual([]);
    const never = machine([state("A", [edge(binary(n(), "greater", value(3, int)), 1, one)]), goal], {
      counters: [counter("n", 0, 3)],
    });
    expect(names(never)).toContain("guard-never-holds");
  });

  it("lets two expressions compare in one way at a time", () => {
    const [x, y] = [signal("x", float), signal("y", float)];
    expect(guards(binary(x, "less", y), binary(y, "less", x))).toEqual([]);
    expect(guards(binary(x, "less-equal", y), binary(y, "less-equal", x))).toEqual(["overlapping-guards"]);
  });

  it("treats equal expressions as one atom, whichever copy they are", () => {
    const near = (): ReturnType<typeof signal> => ({
      kind: "call",
      builtin: "any",
      arguments: { x: signal("hits") },
      options: {},
      type: { element: "bool", shape: [] },
      rate: "step",
      availability: "step",
      span: signal("x").span,
    });
    expect(guards(near(), not(near()))).toEqual([]);
  });
});

describe("states", () => {
  it("that are never reached are named", () => {
    const island = machine([state("A", [edge(signal("x"), 1, one)]), goal, state("Island", [edge(signal("y"), 1)])]);
    expect(names(island)).toEqual(["unreachable-state"]);
  });

  it("that only impossible labels lead to are never reached", () => {
    const impossible = machine([
      state("A", [edge(signal("x"), 1, one), edge(binary(signal("y"), "and", not(signal("y"))), 2)]),
      goal,
      state("B", [edge(signal("y"), 1)]),
    ]);
    expect(names(impossible)).toEqual(["guard-never-holds", "unreachable-state"]);
  });

  it("that only a counter can open are reached where the counter gets there, and not where it does not", () => {
    const gate = (high: number): TypedMachine => {
      const n = (): ReturnType<typeof counterOf> => counterOf("M", "n", 0, 5);
      const up = binary(n(), "less", value(high, int));
      return machine(
        [
          state("A", [
            edge(binary(signal("x"), "and", up), 0, {
              updates: [{ counter: "n", value: binary(n(), "add", value(1, int)) }],
            }),
            edge(binary(n(), "equal", value(3, int)), 1, { ...one, form: "else-when" }),
          ]),
          goal,
        ],
        {
          counters: [counter("n", 0, 5)],
        },
      );
    };
    expect(names(gate(4))).toEqual([]);
    expect(names(gate(2))).toContain("unreachable-state");
  });

  it("that are never left are dead ends, those without hope are traps", () => {
    const stuck = machine([
      state("A", [edge(signal("x"), 1, one), edge(signal("y"), 2, { form: "else-when" })]),
      goal,
      state("Stuck"),
    ]);
    expect(names(stuck)).toEqual(["dead-end-state"]);
    const circle = machine([
      state("A", [edge(signal("x"), 1, one), edge(signal("y"), 2, { form: "else-when" })]),
      goal,
      state("B", [edge(signal("x"), 3)]),
      state("C", [edge(signal("x"), 2)]),
    ]);
    expect(names(circle)).toEqual(["trap-state", "trap-state"]);
  });

  it("may stand still for ever in a machine that only remembers", () => {
    expect(names(machine([state("Closed", [edge(signal("opened"), 1)]), state("Open")]))).toEqual([]);
  });

  it("may circle for ever while they pay", () => {
    expect(names(machine([state("A", [edge(signal("x"), 1, one)]), state("B", [edge(signal("y"), 0)])]))).toEqual([]);
  });

  it("that end have no edges, and starting there is noticed", () => {
    expect(
      names(machine([state("A", [edge(signal("x"), 1, one)]), state("Goal", [edge(signal("x"), 0)], { end: "done" })])),
    ).toEqual(["edges-of-an-end"]);
    expect(names(machine([state("A", [edge(signal("x"), 1, one)]), goal], { start: [0.5, 0.5] }))).toEqual([
      "starts-finished",
    ]);
  });

  it("are complete where asked for and every label finds an edge", () => {
    const spec = specOf([machine([state("A", [edge(signal("x"), 1, one)]), goal])]);
    const found = checkMachines(spec, { completeness: true });
    expect(found.map(({ name, severity }) => [name, severity])).toEqual([["state-not-covered", "info"]]);
    expect(found[0]?.notes).toEqual(["no guard holds with: not x"]);
    expect(
      checkMachines(specOf([machine([state("A", [edge(signal("x"), 1, one), edge(undefined, 0)]), goal])]), {
        completeness: true,
      }),
    ).toEqual([]);
  });
});

describe("edges", () => {
  it("that nothing can take are named", () => {
    const x = (): ReturnType<typeof signal> => signal("x");
    const shadowed = machine([
      state("A", [edge(x(), 1, one), edge(binary(x(), "and", signal("y")), 0, { form: "else-when" })]),
      goal,
    ]);
    expect(names(shadowed)).toEqual(["edge-never-taken"]);
    expect(names(machine([state("A", [edge(x(), 1, one), edge(x(), 1, one)]), goal]))).toEqual(["duplicate-guard"]);
    expect(names(machine([state("A", [edge(x(), 1, one), edge(not(x()), 0), edge(undefined, 1)]), goal]))).toEqual([
      "otherwise-never-taken",
    ]);
    expect(names(machine([state("A", [edge(x(), 1, one), edge(undefined, 0), edge(undefined, 1)]), goal]))).toEqual([
      "repeated-otherwise",
    ]);
  });
});

describe("starts", () => {
  it.each([
    [[0.5, 0.4], "start-probabilities"],
    [[1.5, -0.5], "negative-probability"],
  ])("%j are refused", (start, name) => {
    const made = machine([state("A", [edge(signal("x"), 1)]), state("B", [edge(signal("x"), 0, one)])], { start });
    expect(names(made)).toContain(name);
  });

  it("sum to one even where tenths do not", () => {
    const ten = Array.from({ length: 10 }, (_, index) =>
      state(`S${index}`, [edge(signal("x"), (index + 1) % 10, one)]),
    );
    expect(names(machine(ten, { start: ten.map(() => 0.1) }))).toEqual([]);
  });
});

describe("counters", () => {
  const n = (): ReturnType<typeof counterOf> => counterOf("M", "n", 0, 3);
  const up = [{ counter: "n", value: binary(n(), "add", value(1, int)) }];
  const counting = (guard: ReturnType<typeof signal>, more: Partial<TypedMachine> = {}): TypedMachine =>
    machine(
      [
        state("A", [
          edge(guard, 0, { updates: up }),
          edge(binary(n(), "equal", value(3, int)), 1, { ...one, form: "else-when" }),
        ]),
        goal,
      ],
      { counters: [counter("n", 0, 3)], ...more },
    );

  it("that can go beyond their bounds are noticed, with the way there", () => {
    const found = checkMachines(specOf([counting(signal("x"))]));
    expect(found.map(({ name, severity }) => [name, severity])).toEqual([["counter-saturates", "info"]]);
    expect(found[0]?.notes).toEqual([
      "happens at the end of: x (4 times)",
      'as a test: test "n saturates" { step * 4 { x } }',
    ]);
    expect(names(counting(binary(signal("x"), "and", binary(n(), "less", value(3, int)))))).toEqual([]);
  });

  it("that nothing reads are noticed, though they change", () => {
    expect(
      names(
        machine(
          [
            state("A", [edge(signal("x"), 0, { updates: up }), edge(signal("y"), 1, { ...one, form: "else-when" })]),
            goal,
          ],
          { counters: [counter("n", 0, 3)] },
        ),
      ),
    ).toContain("counter-never-read");
  });

  it.each([
    [counter("n", 0, 3, 4), "counter-start"],
    [counter("n", 3, 0), "counter-bounds"],
    [counter("n", 0, 2.5), "counter-bounds"],
  ])("with bad bounds are refused", (bad, name) => {
    expect(names(counting(signal("x"), { counters: [bad] }))).toEqual([name]);
  });
});

describe("rewards", () => {
  it("that nothing reads are noticed", () => {
    const spec: TypedSpec = {
      ...specOf([machine([state("A", [edge(signal("x"), 1, one)]), goal])]),
      terms: [],
      total: value(0),
    };
    expect(checkMachines(spec).map(({ name }) => name)).toEqual(["machine-reward-never-read"]);
  });

  it("have a value for shaping only where they have an upper bound and settle", () => {
    const shape = {
      name: "M",
      weight: value(1),
      span: signal("x").span,
      form: "value-iteration",
      machine: "M",
      sign: 1,
    } as const;
    const checked = (own: TypedMachine, discount: number): readonly string[] =>
      checkMachines(specOf([own], { shapes: [shape], discount: value(discount) })).map(({ name }) => name);
    const patrol = machine([state("A", [edge(signal("x"), 1, one)]), state("B", [edge(signal("y"), 0)])]);
    expect(checked(patrol, 0.9)).toEqual([]);
    expect(checked(patrol, 1)).toEqual(["value-diverges"]);
    const free = machine([state("A", [edge(signal("x"), 1, { reward: signal("bonus", float) })]), goal]);
    expect(checked(free, 0.9)).toEqual(["reward-without-bound"]);
    const bounded = machine([
      state("A", [edge(signal("x"), 1, { reward: signal("bonus", { ...float, range: [0, 2] }) })]),
      goal,
    ]);
    expect(checked(bounded, 0.9)).toEqual([]);
  });
});

describe("reading the source", () => {
  const action = {
    name: "push",
    role: "action",
    type: { element: "bool", shape: [] },
    span: signal("x").span,
  } as const;

  it("is refused for actions, which have no value at a reset", () => {
    const reads = machine([state("A", [edge(signal("push"), 1, one)]), goal], { readsSource: true });
    expect(checkMachines(specOf([reads], { signals: [action] })).map(({ name }) => name)).toEqual([
      "source-has-no-value",
    ]);
    expect(checkMachines(specOf([{ ...reads, readsSource: false }], { signals: [action] }))).toEqual([]);
  });
});

it("judges a machine of 65 atoms and 65 states in a moment", () => {
  const chain = [
    ...Array.from({ length: 65 }, (_, index) =>
      state(`S${index}`, [edge(signal(`p${index}`), index + 1, index === 64 ? one : {})]),
    ),
    goal,
  ];
  const begin = performance.now();
  expect(names(machine(chain))).toEqual([]);
  expect(performance.now() - begin).toBeLessThan(2000);
});

it("writes the way to a state as a test that can be pasted in", () => {
  const text = `reward Example
signal speed: float
signal mode: enum { Slow, Fast }
signal armed: bool = true
machine M {
  start state A {
    when speed > 2 and mode == Fast and not armed -> Stuck
    when speed <= 2 and armed                     -> Goal reward 1
  }
  state Stuck
  final state Goal
}
term t = M.reward
`;
  const note = check("m.reward", memoryHost({ "m.reward": text }))
    .diagnostics.flatMap(({ notes: found }) => found)
    .find((found) => found.startsWith("as a test: "));
  expect(note).toBe('as a test: test "reaches Stuck" { step { speed = 3, mode = Fast, not armed } }');
  const pasted = `${text}${note?.slice("as a test: ".length).replace(" } }", " } expect M.state == Stuck }") ?? ""}\n`;
  const { program, diagnostics } = compile("m.reward", memoryHost({ "m.reward": pasted }), { tests: true });
  expect(diagnostics.map(({ name }) => name)).toEqual(["dead-end-state"]);
  expect(program?.expectations).toHaveLength(1);
});

it("leaves ill-typed machines alone", () => {
  const broken = {
    kind: "error",
    type: { element: "bool", shape: [] },
    rate: "step",
    availability: "step",
    span: signal("x").span,
  } as const;
  expect(names(machine([state("A", [edge(broken, 1), edge(signal("x"), 0)]), goal]))).toEqual([]);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TypedExpression, TypedMachine, TypedSpec } from "../../../../src/compiler/check/typed.js";
import { lower } from "../../../../src/compiler/lower/index.js";
import {
  float32,
  float64,
  initialState,
  stepAllStates,
  step,
  type EpisodeOptions,
  type Outputs,
  type Row,
  type Values,
  scalarPaid,
} from "../../../../src/runtime/reference/index.js";
import {
  binary,
  bool,
  counter,
  counterOf,
  edge,
  field,
  float,
  int,
  machine,
  not,
  signal,
  specOf,
  state,
  value,
} from "../../check/machines/typed.js";

interface Trace {
  readonly rows: readonly Outputs[];
  readonly program: ReturnType<typeof lower>;
}

const declared = (names: readonly string[]): TypedSpec["signals"] =>
  names.map((name) => ({ name, role: "signal", type: name.startsWith("x") ? float : bool, span: signal(name).span }));

function run(
  made: TypedMachine,
  steps: readonly Values[],
  options: EpisodeOptions & {
    readonly reset?: Values;
    readonly signals?: readonly string[];
    readonly spec?: Partial<TypedSpec>;
  } = {},
): Trace {
  const names = options.signals ?? ["a", "b", "c", "x"];
  const program = lower(specOf([made], { signals: declared(names), ...options.spec }));
  const defaults = Object.fromEntries(names.map((name) => [name, name.startsWith("x") ? 0 : false]));
  let at = initialState(program, { ...defaults, ...options.reset }, options);
  const rows = steps.map((signals): Outputs => {
    const row: Row = { signals: { ...defaults, ...signals } };
    const moved = step(program, at, row);
    at = moved.state;
    return moved.outputs;
  });
  return { rows, program };
}

const states = (trace: Trace): readonly (string | undefined)[] => trace.rows.map((row) => row.machines.M);
const paid = (trace: Trace): readonly number[] => trace.rows.map((row) => scalarPaid(row.reward));
const [a, b, c] = [signal("a"), signal("b"), signal("c")];
const one = { reward: value(1) };

describe("a move", () => {
  const delivery = machine([
    state("Empty", [edge(c, 2), edge(a, 1, { form: "else-when" })]),
    state("Carrying", [edge(c, 2), edge(b, 3, { ...one, form: "else-when" })]),
    state("Broken", [], { end: "final" }),
    state("Delivered", [], { end: "final" }),
  ]);

  it("takes the edge whose guard holds, pays its reward once, and ends where it is final", () => {
    const trace = run(delivery, [{ b: true }, { a: true }, {}, { b: true }, { b: true }]);
    expect(states(trace)).toEqual(["Empty", "Carrying", "Carrying", "Delivered", "Delivered"]);
    expect(paid(trace)).toEqual([0, 0, 0, 1, 0]);
    expect(trace.rows.map(({ terminated }) => terminated)).toEqual([false, false, false, true, false]);
    expect(trace.rows[3]?.cause).toBe("M");
  });

  it("prefers the earlier edge over `else when`", () => {
    expect(states(run(delivery, [{ a: true, c: true }]))).toEqual(["Broken"]);
  });

  it("pays the edge that was taken, not the pair of states: parallel edges keep their own rewards", () => {
    const parallel = machine([
      state("A", [edge(a, 1, { reward: value(1) }), edge(binary(b, "and", not(a)), 1, { reward: value(5) })]),
      state("B", [edge(c, 0)]),
    ]);
    expect(paid(run(parallel, [{ a: true }, { c: true }, { b: true }]))).toEqual([1, 0, 5]);
  });

  it("stays and pays nothing where no guard holds; `otherwise` says something else", () => {
    const other = machine([
      state("A", [edge(a, 0), edge(undefined, 1, { reward: value(-1) })]),
      state("B", [edge(b, 0)]),
    ]);
    const trace = run(other, [{ a: true }, {}, {}, { b: true }]);
    expect(states(trace)).toEqual(["A", "B", "B", "A"]);
    expect(paid(trace)).toEqual([0, -1, 0, 0]);
  });
});

describe("rewards", () => {
  it("of a state are paid in every step that ends there, beside that of the edge", () => {
    const made = machine([state("A", [edge(a, 1, one)]), state("B", [edge(b, 0)], { reward: value(0.5) })]);
    expect(paid(run(made, [{}, { a: true }, {}, { b: true }, {}]))).toEqual([0, 1.5, 0.5, 0, 0]);
  });

  it("of a done state are paid on arrival only, and the episode goes on", () => {
    const made = machine([state("A", [edge(a, 1, one)]), state("B", [], { end: "done", reward: value(2) })]);
    const trace = run(made, [{}, { a: true }, { a: true }, {}]);
    expect(paid(trace)).toEqual([0, 3, 0, 0]);
    expect(trace.rows.some(({ terminated }) => terminated)).toBe(false);
  });

  it("are evaluated on the real transition, and what is not paid cannot spoil them", () => {
    const root: TypedExpression = {
      kind: "unary",
      fn: "log",
      operand: signal("x", float),
      type: float,
      rate: "step",
      availability: "step",
      span: a.span,
    };
    const made = machine([state("A", [edge(a, 0, { reward: root }), edge(binary(b, "and", not(a)), 0, one)])]);
    expect(paid(run(made, [{ b: true, x: -1 }, { a: true, x: Math.E }, { x: -1 }]))).toEqual([1, 1, 0]);
  });
});

describe("counters", () => {
  const n = (): TypedExpression => counterOf("M", "n", 0, 2);
  const three = machine(
    [
      state("A", [
        edge(binary(a, "and", binary(n(), "less", value(2, int))), 0, {
          updates: [{ counter: "n", value: binary(n(), "add", value(1, int)) }],
        }),
        edge(binary(a, "and", binary(n(), "equal", value(2, int))), 1, one),
      ]),
      state("Done", [], { end: "done" }),
    ],
    { counters: [counter("n", 0, 2)] },
  );

  it("are read before the move and changed by the edge taken", () => {
    expect(paid(run(three, [{ a: true }, {}, { a: true }, { a: true }, { a: true }]))).toEqual([0, 0, 0, 1, 0]);
  });

  it("stay within their bounds", () => {
    const up = machine(
      [
        state("A", [
          edge(a, 0, { updates: [{ counter: "n", value: binary(n(), "add", value(2, int)) }] }),
          edge(b, 0, { form: "else-when", reward: n() }),
        ]),
      ],
      { counters: [counter("n", 0, 3)] },
    );
    expect(paid(run(up, [{ a: true }, { a: true }, { a: true }, { b: true }]))).toEqual([0, 0, 0, 3]);
  });

  it("are offered as numbers beside the state, which is offered one-hot", () => {
    const { program } = run(three, []);
    expect(
      program.slots.filter(({ feature }) => feature !== undefined).map(({ name, feature }) => [name, feature]),
    ).toEqual([
      ["M.state", { encoding: "one-hot", classes: 2 }],
      ["M.n", { encoding: "value" }],
    ]);
  });
});

describe("reading the source", () => {
  const toggle = machine([state("A", [edge(a, 1, one)]), state("B", [edge(b, 0)])], { readsSource: true });

  it("moves by the label of the step before; the first one is that of the reset", () => {
    expect(paid(run(toggle, [{ a: true }, {}, {}]))).toEqual([0, 1, 0]);
    expect(paid(run(toggle, [{}, {}], { reset: { a: true } }))).toEqual([1, 0]);
  });

  it("needs its signals at every reset", () => {
    const { program } = run(toggle, []);
    expect(program.signals.filter(({ needsReset }) => needsReset).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("takes counters as they are now, beside signals of the step before", () => {
    const n = (): TypedExpression => counterOf("M", "n", 0, 5);
    const made = machine(
      [
        state("A", [
          edge(binary(a, "and", binary(n(), "less", value(2, int))), 0, {
            updates: [{ counter: "n", value: binary(n(), "add", value(1, int)) }],
          }),
          edge(binary(binary(n(), "equal", value(2, int)), "and", a), 1, one),
        ]),
        state("B", [], { end: "done" }),
      ],
      { readsSource: true, counters: [counter("n", 0, 5)] },
    );
    expect(paid(run(made, [{ a: true }, { a: true }, {}, {}], { reset: { a: true } }))).toEqual([0, 0, 1, 0]);
  });
});

describe("a random start", () => {
  const coin = machine([state("A", [edge(a, 1, one)]), state("B", [edge(a, 2)]), state("C", [edge(a, 0)])], {
    start: [0.2, 0.5, 0.3],
  });

  it("has the given frequencies over environments and over episodes", () => {
    const program = lower(specOf([coin], { signals: declared(["a"]) }));
    const counts = [0, 0, 0];
    const episodes = 40;
    const environments = 100;
    for (let environment = 0; environment < environments; environment++) {
      let at = initialState(program, {}, { seed: 7, environment });
      for (let episode = 0; episode < episodes; episode++) {
        const moved = step(program, at, { signals: { a: false } });
        const index = ["A", "B", "C"].indexOf(moved.outputs.machines.M ?? "");
        counts[index] = (counts[index] ?? 0) + 1;
        at = step(program, moved.state, { isFirst: true }).state;
      }
    }
    const total = episodes * environments;
    // Four standard deviations.
    [0.2, 0.5, 0.3].forEach((probability, index) => {
      expect(Math.abs((counts[index] ?? 0) / total - probability)).toBeLessThan(
        4 * Math.sqrt((probability * (1 - probability)) / total),
      );
    });
  });

  it("is the same for the same seed, and the same in single precision", () => {
    const draw = (seed: number, precision: typeof float64): readonly (string | undefined)[] =>
      Array.from({ length: 20 }, (_, environment) => states(run(coin, [{}], { seed, environment, precision }))[0]);
    expect(draw(3, float64)).toEqual(draw(3, float64));
    expect(draw(3, float32)).toEqual(draw(3, float64));
    expect(draw(3, float64)).not.toEqual(draw(4, float64));
  });
});

describe("what a machine exposes", () => {
  const made = machine([
    state("A", [edge(a, 1, one)]),
    state("B", [edge(b, 0), edge(c, 2, { form: "else-when" })]),
    state("C", [], { end: "done" }),
  ]);
  const shown = (body: TypedExpression, steps: readonly Values[]): readonly (number | undefined)[] => {
    const term = { name: "shown", primary: false, weight: value(1), body, span: a.span };
    return run(made, steps, { spec: { terms: [term], total: value(0) } }).rows.map((row) => row.raw.shown);
  };
  const entered = (index: number): TypedExpression => ({
    kind: "machine",
    machine: "M",
    field: { kind: "entered", state: index },
    type: bool,
    rate: "step",
    availability: "step",
    span: a.span,
  });
  const steps: readonly Values[] = [{}, {}, { a: true }, {}, { c: true }, {}];

  it("is its value after the move", () => {
    expect(shown(field("M", "state", ["A", "B", "C"]), steps)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(shown(field("M", "reward"), steps)).toEqual([0, 0, 1, 0, 0, 0]);
    expect(shown(field("M", "finished"), steps)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(shown(entered(1), steps)).toEqual([0, 0, 1, 0, 0, 0]);
    expect(shown(field("M", "steps_in_state"), steps)).toEqual([1, 2, 1, 2, 1, 2]);
  });
});

describe("counterfactual steps", () => {
  const letters = fc.array(
    fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean(), x: fc.double({ min: -2, max: 2, noNaN: true }) }),
    { minLength: 1, maxLength: 8 },
  );
  const guard = fc.constantFrom(
    a,
    b,
    c,
    not(a),
    binary(a, "and", b),
    binary(signal("x", float), "greater", value(0)),
    binary(signal("x", float), "less", value(1)),
  );
  const edges = fc.array(
    fc.record({
      guard,
      target: fc.nat(2),
      reward: fc.constantFrom(undefined, value(1), value(-2), signal("x", float)),
    }),
    { maxLength: 3 },
  );
  const machines = fc
    .array(fc.record({ edges, reward: fc.constantFrom(undefined, value(0.25)) }), { minLength: 3, maxLength: 3 })
    .map((own) =>
      machine(
        own.map(({ edges: written, reward }, index) =>
          state(
            `S${index}`,
            written.map(({ guard: test, target, reward: paidHere }) =>
              edge(test, target, { form: "else-when", ...(paidHere === undefined ? {} : { reward: paidHere }) }),
            ),
            reward === undefined ? {} : { reward },
          ),
        ),
      ),
    );

  it("agree with the real move in the state that the machine is in", () => {
    fc.assert(
      fc.property(machines, letters, (made, steps) => {
        const trace = run(made, steps);
        const [output] = trace.program.machines;
        let before = 0;
        for (const row of trace.rows) {
          const label = row.labels.M;
          if (output === undefined || label === undefined) throw new Error("no machine");
          const all = stepAllStates(output, label);
          const after = output.states.indexOf(row.machines.M ?? "");
          expect(all.next[before]).toBe(after);
          expect(all.reward[before]).toBeCloseTo(scalarPaid(row.reward), 9);
          before = after;
        }
      }),
      { numRuns: 100 },
    );
  });

  it("work where every state has classes of its own", () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const chain = machine([
      ...names.map((name, index) => state(`S${index}`, [edge(signal(name), index + 1, { reward: value(index) })])),
      state("End", [], { end: "done" }),
    ]);
    const trace = run(chain, [{ p0: true, p5: true }, { p1: true }, {}, { p2: true, p11: true }], { signals: names });
    const [output] = trace.program.machines;
    expect(output).toMatchObject({ labelPerState: true, classes: 2 });
    expect(states(trace)).toEqual(["S1", "S2", "S2", "S3"]);
    expect(paid(trace)).toEqual([0, 1, 0, 2]);
    const [first] = trace.rows;
    if (output === undefined || first?.labels.M === undefined) throw new Error("no machine");
    const all = stepAllStates(output, first.labels.M);
    expect(all.next).toEqual([1, 1, 2, 3, 4, 6, 6, 7, 8, 9, 10, 11, 12]);
    expect(all.reward).toEqual([0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe("shaping by value iteration", () => {
  const chain = machine([state("A", [edge(a, 1)]), state("B", [edge(b, 2, one)]), state("Goal", [], { end: "final" })]);
  const shaped = (sign: 1 | -1): readonly number[] => {
    const shape = { name: "M", weight: value(1), span: a.span, form: "value-iteration", machine: "M", sign } as const;
    return run(chain, [{}, { a: true }, { b: true }], { spec: { shapes: [shape], discount: value(0.9) } }).rows.map(
      (row) => row.shapings.M ?? NaN,
    );
  };

  it("pays −(1 − γ)·v for standing still, nothing for progress, and takes v back at the goal", () => {
    const [still, forward, goal] = shaped(1);
    expect(still).toBeCloseTo(0.9 * 0.9 - 0.9, 12);
    expect(forward).toBeCloseTo(0.9 * 1 - 0.9, 12);
    expect(goal).toBeCloseTo(-1, 12);
  });

  it("is the opposite with sign −1, the published variant", () => {
    const plus = shaped(1);
    shaped(-1).forEach((reward, index) => expect(reward).toBeCloseTo(-(plus[index] ?? NaN), 12));
  });
});

it("agrees with a definition by hand on random machines with counters", () => {
  const n = (): TypedExpression => counterOf("M", "n", 0, 3);
  const guard = fc.constantFrom(
    a,
    b,
    not(a),
    binary(n(), "less", value(2, int)),
    binary(binary(n(), "equal", value(3, int)), "or", b),
  );
  const evaluate = (test: TypedExpression, letter: Values, count: number): boolean => {
    if (test === a) return letter.a === true;
    if (test === b) return letter.b === true;
    if (test.kind === "unary") return letter.a !== true;
    if (test.kind === "binary" && test.fn === "less") return count < 2;
    return count === 3 || letter.b === true;
  };
  const written = fc.array(
    fc.array(fc.record({ guard, target: fc.nat(2), up: fc.integer({ min: -1, max: 2 }) }), { maxLength: 3 }),
    { minLength: 3, maxLength: 3 },
  );
  const letters = fc.array(fc.record({ a: fc.boolean(), b: fc.boolean() }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(written, letters, (rows, steps) => {
      const made = machine(
        rows.map((edges, index) =>
          state(
            `S${index}`,
            edges.map(({ guard: test, target, up }) =>
              edge(test, target, {
                form: "else-when",
                reward: n(),
                updates: up === 0 ? [] : [{ counter: "n", value: binary(n(), "add", value(up, int)) }],
              }),
            ),
          ),
        ),
        { counters: [counter("n", 0, 3, 1)] },
      );
      const trace = run(made, steps);
      let [at, count] = [0, 1];
      steps.forEach((letter, index) => {
        const taken = rows[at]?.find((own) => evaluate(own.guard, letter, count));
        const reward = taken === undefined ? 0 : count;
        if (taken !== undefined) [at, count] = [taken.target, Math.min(3, Math.max(0, count + taken.up))];
        expect(trace.rows[index]?.machines.M).toBe(`S${at}`);
        expect(trace.rows[index]?.reward).toBe(reward);
      });
    }),
    { numRuns: 150 },
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../src/compiler/ir/builder.js";
import type { NodeId } from "../../../src/compiler/ir/node.js";
import { withNeedsReset } from "../../../src/compiler/ir/needs-reset.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { verify } from "../../../src/compiler/ir/verify.js";
import { optimise, passes } from "../../../src/compiler/passes/index.js";
import { initialState, step, type Outputs } from "../../../src/runtime/reference/index.js";
import { randomPrograms, randomSignals } from "./random-program.js";

/** A program with one output, made by `make`. */
function program(make: (ir: GraphBuilder) => NodeId): Program {
  const ir = new GraphBuilder();
  const reward = ir.reduce("sum", ir.cast(make(ir), "float"));
  const no = ir.boolean(false);
  return withNeedsReset({
    name: "Test",
    nodes: ir.nodes,
    slots: ir.slots,
    signals: ["x", "y"].map((name) => ({ name, role: "signal", dtype: "float", shape: [], needsReset: false })),
    params: [],
    nan: "error",
    reward,
    total: reward,
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
}

const x = (ir: GraphBuilder): NodeId => ir.signal("x", "step", "float", []);
const operations = (lean: Program): readonly string[] =>
  lean.nodes.map((node) => (node.op === "unary" || node.op === "binary" ? node.fn : node.op));

describe("optimise", () => {
  it("keeps what every program means, bit by bit, and every pass keeps it sound", () => {
    fc.assert(
      fc.property(
        randomPrograms,
        fc.array(randomSignals, { minLength: 1, maxLength: 3 }),
        randomSignals,
        (random, rows, reset) => {
          expect(verify(random)).toEqual([]);
          const lean = optimise(random, (between, pass) => expect(verify(between), pass.name).toEqual([]));
          expect(outputs(lean, rows, reset)).toEqual(outputs(random, rows, reset));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("has nothing to do the second time", () => {
    fc.assert(
      fc.property(randomPrograms, (random) => {
        const lean = optimise(random);
        for (const pass of passes) expect(pass.run(lean), pass.name).toBe(lean);
      }),
      { numRuns: 50 },
    );
  });

  it("computes constants where that is exact", () => {
    const lean = optimise(
      program((ir) => ir.binary("multiply", x(ir), ir.binary("add", ir.constant(2), ir.constant(0.5)))),
    );
    expect(operations(lean)).toEqual(["signal", "constant", "multiply", "constant"]);
    expect(lean.nodes.some((node) => node.op === "constant" && node.value[0] === 2.5)).toBe(true);
  });

  it("knows that truth values, tables and constants are finite, in single precision too, and nothing else", () => {
    const asks = (value: (ir: GraphBuilder) => NodeId): boolean =>
      operations(optimise(program((ir) => ir.unary("is-finite", value(ir))))).includes("is-finite");
    const truth = (ir: GraphBuilder): NodeId => ir.binary("less", x(ir), ir.constant(0));
    const chosen = (other: number) => (ir: GraphBuilder) => ir.select(truth(ir), ir.constant(other), ir.constant(-1));
    expect(asks((ir) => ir.cast(truth(ir), "float"))).toBe(false);
    expect(asks(chosen(3e38))).toBe(false);
    expect(asks(chosen(4e38))).toBe(true);
    expect(asks((ir) => ir.lookup([0.5, 2], ir.cast(truth(ir), "int"), "float"))).toBe(false);
    expect(asks((ir) => ir.lookup([0.5, Infinity], ir.cast(truth(ir), "int"), "float"))).toBe(true);
    expect(asks(x)).toBe(true);
  });

  it("leaves exponentials to the target, whose last bit differs", () => {
    expect(operations(optimise(program((ir) => ir.unary("exp", ir.constant(0.5)))))).toContain("exp");
  });

  it("drops neutral operands", () => {
    const lean = optimise(
      program((ir) =>
        ir.select(
          ir.boolean(true),
          ir.binary("divide", ir.binary("multiply", ir.constant(1), x(ir)), ir.constant(1)),
          ir.constant(7),
        ),
      ),
    );
    expect(operations(lean)).toEqual(["signal", "constant"]);
  });

  it("takes the value itself for a slice that is one of several side by side", () => {
    const second = (size: number): ReturnType<typeof optimise> =>
      optimise(program((ir) => ir.slice(ir.stack([ir.constant(3), x(ir), ir.unary("exp", x(ir))]), [1], [size])));
    expect(operations(second(1))).not.toContain("concat");
    expect(operations(second(2))).toContain("concat");
  });

  it("does not take 0 for a neutral addend, since -0 + 0 is 0", () => {
    expect(operations(optimise(program((ir) => ir.binary("add", x(ir), ir.constant(0)))))).toContain("add");
    expect(operations(optimise(program((ir) => ir.binary("add", x(ir), ir.constant(-0)))))).not.toContain("add");
  });

  it("does not take 0 times anything for 0", () => {
    expect(operations(optimise(program((ir) => ir.binary("multiply", x(ir), ir.constant(0)))))).toContain("multiply");
  });

  it("shares what becomes equal", () => {
    const lean = optimise(
      program((ir) =>
        ir.binary("add", ir.unary("exp", ir.binary("multiply", x(ir), ir.constant(1))), ir.unary("exp", x(ir))),
      ),
    );
    expect(operations(lean).filter((name) => name === "exp")).toHaveLength(1);
  });

  it("keeps the names of lets", () => {
    const lean = optimise(
      program((ir) => {
        const label = (id: NodeId, name: string): NodeId => {
          ir.suggestLabel(id, name);
          return id;
        };
        const sum = label(ir.binary("add", ir.constant(2), ir.constant(1)), "three");
        return ir.binary("power", label(ir.binary("multiply", ir.constant(1), x(ir)), "same"), sum);
      }),
    );
    expect(lean.nodes.flatMap((node) => (node.label === undefined ? [] : [[node.op, node.label]]))).toEqual([
      ["constant", "three"],
      ["signal", "same"],
    ]);
  });

  it("drops slots that nothing reads, with the signals that only they needed", () => {
    const wasteful = program((ir) => {
      const unused = ir.slot({
        name: "unused",
        kind: "history",
        dtype: "float",
        shape: [],
        initial: ir.signal("y", "reset", "float", []),
        persistent: false,
      });
      ir.setNext(unused, ir.binary("add", ir.read(unused), x(ir)));
      const used = ir.slot({
        name: "used",
        kind: "history",
        dtype: "float",
        shape: [],
        initial: ir.signal("x", "reset", "float", []),
        persistent: false,
      });
      ir.setNext(used, x(ir));
      return ir.read(used);
    });
    expect(wasteful.signals.map((signal) => signal.needsReset)).toEqual([true, true]);
    const lean = optimise(wasteful);
    expect(lean.slots.map((slot) => [slot.id, slot.name])).toEqual([[0, "used"]]);
    expect(lean.signals.map((signal) => signal.needsReset)).toEqual([true, false]);
  });
});

function outputs(
  random: Program,
  rows: readonly Readonly<Record<string, number | boolean | readonly number[]>>[],
  reset: Readonly<Record<string, number | boolean | readonly number[]>>,
): readonly Partial<Outputs>[] {
  let state = initialState(random, reset);
  return rows.map((signals) => {
    const moved = step(random, state, { signals });
    state = moved.state;
    const { terms, reward } = moved.outputs;
    return { terms, reward };
  });
}

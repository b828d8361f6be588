import fc from "fast-check";
import { GraphBuilder } from "../../../src/compiler/ir/builder.js";
import { withNeedsReset } from "../../../src/compiler/ir/needs-reset.js";
import type { BinaryFunction, NodeId, ReduceFunction, UnaryFunction } from "../../../src/compiler/ir/node.js";
import type { Program } from "../../../src/compiler/ir/program.js";

const unaries = [
  "negate",
  "abs",
  "sign",
  "floor",
  "ceil",
  "round",
  "truncate",
  "exp",
  "expm1",
  "log",
  "log1p",
  "sqrt",
  "square",
  "tanh",
  "sigmoid",
  "relu",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "is-finite",
] as const satisfies readonly UnaryFunction[];
const binaries = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "modulo",
  "remainder",
  "power",
  "minimum",
  "maximum",
  "atan2",
  "equal",
  "not-equal",
  "less",
  "less-equal",
  "greater",
  "greater-equal",
] as const satisfies readonly BinaryFunction[];
const connectives = ["and", "or", "xor"] as const satisfies readonly BinaryFunction[];
const reductions = ["sum", "product", "min", "max"] as const satisfies readonly ReduceFunction[];
const special = [0, -0, 1, -1, 0.5, 2, NaN, Infinity, -Infinity, 1e-300, 3];

/** One operation of a random graph; operands are chosen by number among what is there. */
type Recipe = readonly [kind: number, fn: number, a: number, b: number, c: number, value: number];
const recipe: fc.Arbitrary<Recipe> = fc.tuple(
  fc.nat(9),
  fc.nat(99),
  fc.nat(99),
  fc.nat(99),
  fc.nat(99),
  fc.oneof(fc.constantFrom(...special), fc.double()),
);

/** Random programs over scalars and vectors of two, with a slot; every node made is a term's raw value or the reward. */
export const randomPrograms: fc.Arbitrary<Program> = fc.array(recipe, { minLength: 1, maxLength: 25 }).map(build);

/** What the signals of such programs can be. */
export const randomSignals = fc.record({
  x: fc.oneof(fc.constantFrom(...special), fc.double()),
  v: fc.array(fc.oneof(fc.constantFrom(...special), fc.double()), { minLength: 2, maxLength: 2 }),
  p: fc.boolean(),
});

function build(recipes: readonly Recipe[]): Program {
  const ir = new GraphBuilder();
  const numbers: NodeId[] = [ir.signal("x", "step", "float", []), ir.signal("v", "step", "float", [2])];
  const conditions: NodeId[] = [ir.signal("p", "step", "bool", [])];
  const slot = ir.slot({
    name: "memory",
    kind: "history",
    dtype: "float",
    shape: [2],
    initial: ir.signal("v", "reset", "float", [2]),
    persistent: false,
  });
  numbers.push(ir.read(slot));
  const number = (index: number): NodeId => numbers[index % numbers.length] ?? 0;
  const condition = (index: number): NodeId => conditions[index % conditions.length] ?? 0;
  for (const [kind, fn, a, b, c, value] of recipes) {
    if (kind === 0) numbers.push(ir.constant(value));
    else if (kind === 1) numbers.push(ir.constant([value, a], "float", [2]));
    else if (kind === 2) conditions.push(ir.binary(pick(connectives, fn), condition(a), condition(b)));
    else if (kind === 3) conditions.push(ir.unary("not", condition(a)));
    else if (kind === 4) numbers.push(ir.select(condition(a), number(b), number(c)));
    else if (kind === 5) numbers.push(ir.reduce(pick(reductions, fn), number(a)));
    else if (kind === 6) conditions.push(ir.boolean(fn % 2 === 0));
    else if (kind === 7) push(ir.unary(pick(unaries, fn), number(a)));
    else push(ir.binary(pick(binaries, fn), number(a), number(b)));
  }
  ir.setNext(slot, ir.broadcast(number(recipes.length), [2]));
  const scalar = (id: NodeId): NodeId => ir.reduce("sum", ir.cast(id, "float"));
  const yes = ir.boolean(true);
  const terms = [...numbers, ...conditions.map((id) => ir.cast(id, "float"))].map((id, index) => {
    const raw = scalar(id);
    return {
      name: `t${index}`,
      primary: false,
      contribution: raw,
      raw,
      weight: ir.constant(1),
      active: yes,
      finite: yes,
    };
  });
  const reward = terms[0]?.raw ?? 0;
  const no = ir.boolean(false);
  return withNeedsReset({
    name: "Random",
    nodes: ir.nodes,
    slots: ir.slots,
    signals: [
      { name: "x", role: "signal", dtype: "float", shape: [], needsReset: false },
      { name: "v", role: "signal", dtype: "float", shape: [2], needsReset: false },
      { name: "p", role: "signal", dtype: "bool", shape: [], needsReset: false },
    ],
    params: [],
    nan: "zero",
    reward,
    total: reward,
    terms,
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

  /** Results go to the conditions or, where any of their elements counts, to the numbers. */
  function push(id: NodeId): void {
    const { dtype, shape } = ir.node(id);
    if (dtype !== "bool") numbers.push(id);
    else conditions.push(shape.length === 0 ? id : ir.reduce("any", id));
  }
}

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error("an empty list");
  return item;
}

import { GraphBuilder } from "../../src/compiler/ir/builder.js";
import type { BinaryFunction, NodeId, ReduceFunction, UnaryFunction } from "../../src/compiler/ir/node.js";
import type { Program } from "../../src/compiler/ir/program.js";

const unary: readonly UnaryFunction[] = [
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
];
const binary: readonly BinaryFunction[] = [
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
];
const integer: readonly BinaryFunction[] = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "modulo",
  "remainder",
  "minimum",
  "maximum",
  "equal",
  "not-equal",
  "less",
  "less-equal",
  "greater",
  "greater-equal",
];
const reductions: readonly ReduceFunction[] = ["sum", "product", "min", "max"];

/** A program with a term for every operation of the IR, each on signals: `x, y: float`, `n, m: int`, `p, q: bool`, `v: float[2, 3]`. */
export function everyOperation(): Program {
  const ir = new GraphBuilder();
  const signal = (name: string, dtype: "float" | "int" | "bool", shape: readonly number[] = []): NodeId =>
    ir.signal(name, "step", dtype, shape);
  const [x, y, n, m, p, q] = [
    signal("x", "float"),
    signal("y", "float"),
    signal("n", "int"),
    signal("m", "int"),
    signal("p", "bool"),
    signal("q", "bool"),
  ];
  const v = signal("v", "float", [2, 3]);
  const first = ir.reshape(ir.slice(v, [0, 0], [1, 3]), [3]);
  const bits = ir.binary("greater", v, ir.constant(0));
  const place = ir.binary("modulo", n, ir.constant(2, "int"));
  const scalarOf = (array: NodeId): NodeId =>
    ir.reshape(ir.slice(ir.reshape(array, [sizeOf(ir, array)]), [sizeOf(ir, array) - 1], [1]), []);
  const parts: (readonly [string, NodeId])[] = [
    ...unary.map((fn) => [`${fn}(x)`, ir.unary(fn, x)] as const),
    ...(["negate", "abs", "sign", "square"] as const).map((fn) => [`${fn}(n)`, ir.unary(fn, n)] as const),
    ["not(p)", ir.unary("not", p)],
    ["float(p)", ir.cast(p, "float")],
    ["int(p)", ir.cast(p, "int")],
    ["float(n)", ir.cast(n, "float")],
    [
      "int(floor(x))",
      ir.cast(
        ir.unary("floor", ir.select(ir.binary("less", ir.unary("abs", x), ir.constant(1e6)), x, ir.constant(0))),
        "int",
      ),
    ],
    ...binary.map((fn) => [`x ${fn} y`, ir.binary(fn, x, y)] as const),
    ["x modulo 0.75", ir.binary("modulo", x, ir.constant(0.75))],
    ["x remainder -0.75", ir.binary("remainder", x, ir.constant(-0.75))],
    ...integer.map((fn) => [`n ${fn} m`, ir.binary(fn, n, m)] as const),
    ...(["and", "or", "xor"] as const).map((fn) => [`p ${fn} q`, ir.binary(fn, p, q)] as const),
    ["select", ir.select(p, x, ir.unary("log", y))],
    ["select rows", scalarOf(ir.select(bits, v, first))],
    ...reductions.map((fn) => [`${fn}(v)`, ir.reduce(fn, v)] as const),
    ...reductions.map((fn) => [`${fn}(v, 0)`, scalarOf(ir.reduce(fn, v, [0]))] as const),
    ["any(bits)", ir.reduce("any", bits)],
    ["all(bits)", ir.reduce("all", bits)],
    ["argmax", scalarOf(ir.argExtremum("max", v, 1))],
    ["argmin", scalarOf(ir.argExtremum("min", v, 0))],
    ["cumsum", scalarOf(ir.cumulativeSum(v, 1))],
    ["transpose", scalarOf(ir.slice(ir.transpose(v, [1, 0]), [0, 0], [2, 1]))],
    ["gather", scalarOf(ir.gather(v, 1, [2, 0, 1]))],
    ["concat", scalarOf(ir.slice(ir.concat([v, v], 0), [2, 0], [1, 2]))],
    ["broadcast", scalarOf(ir.binary("multiply", ir.slice(v, [0, 0], [2, 1]), first))],
    ["dynamic slice", ir.reduce("sum", ir.dynamicSlice(v, place))],
    ["dynamic slice of bools", ir.reduce("any", ir.dynamicSlice(bits, place))],
    ["dynamic update", scalarOf(ir.dynamicUpdate(v, place, first))],
    ["dynamic update by a constant", scalarOf(ir.dynamicUpdate(v, place, ir.constant([1, 2, 3], "float", [3])))],
    ["dynamic update of bools", ir.reduce("all", ir.dynamicUpdate(bits, place, ir.constant(1, "bool", [3])))],
    ["lookup float", ir.lookup([0.5, -1, 2, 7], ir.binary("modulo", n, ir.constant(4, "int")), "float")],
    ["lookup int", ir.lookup([3, 1, 2], ir.binary("modulo", n, ir.constant(3, "int")), "int")],
  ];
  const terms = parts.map(([name, id]): Program["terms"][number] => {
    const raw = ir.cast(id, "float");
    const finite = ir.unary("is-finite", raw);
    return {
      name,
      primary: false,
      raw,
      weight: ir.constant(1),
      active: ir.boolean(true),
      contribution: ir.select(finite, raw, ir.constant(0)),
      finite,
    };
  });
  const total = ir.cast(ir.binary("and", p, q), "float");
  const terminated = ir.flag("terminated");
  const float = { role: "signal", dtype: "float", needsReset: false } as const;
  const int = { role: "signal", dtype: "int", shape: [], range: [-9, 9], needsReset: false } as const;
  const bool = { role: "signal", dtype: "bool", shape: [], needsReset: false } as const;
  return {
    name: "EveryOperation",
    nodes: ir.nodes,
    slots: ir.slots,
    signals: [
      { name: "x", ...float, shape: [] },
      { name: "y", ...float, shape: [] },
      { name: "n", ...int },
      { name: "m", ...int },
      { name: "p", ...bool },
      { name: "q", ...bool },
      { name: "v", ...float, shape: [2, 3] },
    ],
    params: [],
    nan: "zero",
    reward: total,
    total,
    terms,
    shapings: [],
    endings: [],
    terminated,
    truncated: ir.binary("and", ir.flag("truncated"), ir.unary("not", terminated)),
    machines: [],
    objectives: [],
    pastObjectives: [],
    asserts: [],
    expectations: [],
  };
}

function sizeOf(ir: GraphBuilder, id: NodeId): number {
  return ir.node(id).shape.reduce((product, dimension) => product * dimension, 1);
}

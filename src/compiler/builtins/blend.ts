import type { ValueType } from "../check/typed.js";
import type { Builtin } from "./builtin.js";
import { combine, operand } from "./combine.js";
import { rangeOf, type Range } from "./typing/types.js";

/** `clip lerp trunc_mod hamacher_product soft_limit log_ratio`: numbers combined element by element. */
export const blends: readonly Builtin[] = [
  combine({
    name: "clip",
    documentation: "x kept within [lo, hi]: min(max(x, lo), hi). Use inf or -inf to clip one side only. NaN stays NaN.",
    parameters: ["x", "lo", "hi"],
    sameUnit: ["x", "lo", "hi"],
    whole: ["x", "lo", "hi"],
    range: (types) => clippedRange(types),
    lower(values, { ir }) {
      return ir.binary(
        "minimum",
        ir.binary("maximum", operand(values, "x"), operand(values, "lo")),
        operand(values, "hi"),
      );
    },
    examples: [{ expression: "clip([-1, 0.5, 2], 0, 1)", value: [0, 0.5, 1] }],
  }),
  combine({
    name: "lerp",
    documentation: "Linear interpolation, a + (b - a) * t; t is not clipped.",
    parameters: ["a", "b", "t"],
    sameUnit: ["a", "b"],
    pure: ["t"],
    lower(values, { ir }) {
      const a = operand(values, "a");
      return ir.binary(
        "add",
        a,
        ir.binary("multiply", ir.binary("subtract", operand(values, "b"), a), operand(values, "t")),
      );
    },
    examples: [{ expression: "lerp(2, 4, 0.25)", value: 2.5 }],
  }),
  combine({
    name: "trunc_mod",
    documentation: "The remainder of x / y with the sign of x, as C's fmod; `%` has the sign of y.",
    parameters: ["x", "y"],
    sameUnit: ["x", "y"],
    whole: ["x", "y"],
    lower: (values, { ir }) => ir.binary("remainder", operand(values, "x"), operand(values, "y")),
    examples: [
      { expression: "trunc_mod(-7, 3)", value: -1 },
      { expression: "-7 % 3", value: 2 },
    ],
  }),
  combine({
    name: "hamacher_product",
    documentation: "The Hamacher t-norm of two values in [0, 1]: a b / (a + b - a b), and 0 where both are 0.",
    parameters: ["a", "b"],
    pure: ["a", "b"],
    range: ({ a, b }) =>
      a !== undefined && b !== undefined && isUnit(rangeOf(a)) && isUnit(rangeOf(b)) ? [0, 1] : undefined,
    lower(values, { ir }) {
      const product = ir.binary("multiply", operand(values, "a"), operand(values, "b"));
      const sum = ir.binary("subtract", ir.binary("add", operand(values, "a"), operand(values, "b")), product);
      const none = ir.binary("equal", sum, ir.constant(0));
      return ir.select(none, ir.constant(0), ir.binary("divide", product, ir.select(none, ir.constant(1), sum)));
    },
    examples: [
      { expression: "hamacher_product(0.5, 0.8)", value: 0.4 / 0.9 },
      { expression: "hamacher_product(0, 0)", value: 0 },
    ],
  }),
  combine({
    name: "soft_limit",
    documentation: "How far x lies outside of [lo, hi]: max(0, lo - x) + max(0, x - hi).",
    parameters: ["x", "lo", "hi"],
    sameUnit: ["x", "lo", "hi"],
    range: () => [0, Infinity],
    lower(values, { ir }) {
      const x = operand(values, "x");
      const below = ir.unary("relu", ir.binary("subtract", operand(values, "lo"), x));
      return ir.binary("add", below, ir.unary("relu", ir.binary("subtract", x, operand(values, "hi"))));
    },
    examples: [{ expression: "soft_limit([-0.5, 0.5, 1.25], 0, 1)", value: [0.5, 0, 0.25] }],
  }),
  combine({
    name: "log_ratio",
    documentation: "The logarithm of a ratio of probabilities from their logarithms: a - b.",
    parameters: ["a", "b"],
    pure: ["a", "b"],
    lower: (values, { ir }) => ir.binary("subtract", operand(values, "a"), operand(values, "b")),
    examples: [{ expression: "log_ratio(-1.5, -2)", value: 0.5 }],
  }),
];

function isUnit([low, high]: Range): boolean {
  return low >= 0 && high <= 1;
}

function clippedRange({ x, lo, hi }: Readonly<Record<string, ValueType>>): Range | undefined {
  if (x === undefined || lo === undefined || hi === undefined) return undefined;
  const within = (end: 0 | 1): number => Math.min(Math.max(rangeOf(x)[end], rangeOf(lo)[end]), rangeOf(hi)[end]);
  return [within(0), within(1)];
}

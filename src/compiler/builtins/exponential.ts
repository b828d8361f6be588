import type { Builtin } from "./builtin.js";
import { elementwise, rising } from "./elementwise.js";

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** `exp expm1 log log1p tanh sigmoid`: functions of pure numbers. */
export const exponential: readonly Builtin[] = [
  elementwise({
    name: "exp",
    documentation: "e to the power of each element.",
    unit: "pure",
    range: rising(Math.exp),
    lower: "exp",
    examples: [{ expression: "exp(0.5)", value: 1.6487212707001282 }],
  }),
  elementwise({
    name: "expm1",
    documentation: "exp(x) - 1 of each element, exact near 0.",
    unit: "pure",
    range: rising(Math.expm1),
    lower: "expm1",
    examples: [{ expression: "expm1(0.5)", value: 0.6487212707001282 }],
  }),
  elementwise({
    name: "log",
    documentation: "The natural logarithm of each element; not finite at 0 and below.",
    unit: "pure",
    range: ([low, high]) => [Math.log(Math.max(low, 0)), Math.log(Math.max(high, 0))],
    lower: "log",
    examples: [{ expression: "log(2)", value: 0.6931471805599453 }],
  }),
  elementwise({
    name: "log1p",
    documentation: "log(1 + x) of each element, exact near 0.",
    unit: "pure",
    range: ([low, high]) => [Math.log1p(Math.max(low, -1)), Math.log1p(Math.max(high, -1))],
    lower: "log1p",
    examples: [{ expression: "log1p(0.5)", value: 0.4054651081081644 }],
  }),
  elementwise({
    name: "tanh",
    documentation: "The hyperbolic tangent of each element, in [-1, 1].",
    unit: "pure",
    range: rising(Math.tanh),
    lower: "tanh",
    examples: [{ expression: "tanh(0.5)", value: 0.46211715726000973 }],
  }),
  elementwise({
    name: "sigmoid",
    documentation: "1 / (1 + exp(-x)) of each element, in [0, 1].",
    unit: "pure",
    range: rising(logistic),
    lower: "sigmoid",
    examples: [{ expression: "sigmoid(0)", value: 0.5 }],
  }),
];

import type { Builtin } from "./builtin.js";
import { elementwise, evenRange, rising } from "./elementwise.js";
import { powerOfUnit } from "./typing/units.js";

const whole = { unit: "keep", whole: true } as const;

/** `abs sign floor ceil round sqrt square relu`. */
export const arithmetic: readonly Builtin[] = [
  elementwise({
    name: "abs",
    documentation: "The absolute value of each element.",
    ...whole,
    range: evenRange(Math.abs),
    lower: "abs",
    examples: [{ expression: "abs(-1.5)", value: 1.5 }],
  }),
  elementwise({
    name: "sign",
    documentation: "-1, 0 or 1 as each element is negative, zero or positive.",
    unit: "drop",
    whole: true,
    range: rising(Math.sign),
    lower: "sign",
    examples: [{ expression: "sign([-2, 0, 3])", value: [-1, 0, 1] }],
  }),
  elementwise({
    name: "floor",
    documentation: "The largest whole number that is not above each element.",
    ...whole,
    range: rising(Math.floor),
    lower: "floor",
    examples: [{ expression: "floor(-1.5)", value: -2 }],
  }),
  elementwise({
    name: "ceil",
    documentation: "The smallest whole number that is not below each element.",
    ...whole,
    range: rising(Math.ceil),
    lower: "ceil",
    examples: [{ expression: "ceil(-1.5)", value: -1 }],
  }),
  elementwise({
    name: "round",
    documentation: "The nearest whole number to each element; halves go to the even one.",
    ...whole,
    range: ([low, high]) => [Math.floor(low), Math.ceil(high)],
    lower: "round",
    examples: [{ expression: "round([0.5, 1.5, -1.2])", value: [0, 2, -1] }],
  }),
  elementwise({
    name: "sqrt",
    documentation: "The square root of each element; not finite below 0.",
    unit: (unit) => powerOfUnit(unit, 0.5) ?? unit,
    range: ([low, high]) => [Math.sqrt(Math.max(low, 0)), Math.sqrt(Math.max(high, 0))],
    lower: "sqrt",
    examples: [{ expression: "sqrt(2.25)", value: 1.5 }],
  }),
  elementwise({
    name: "square",
    documentation: "Each element times itself.",
    unit: (unit) => powerOfUnit(unit, 2) ?? unit,
    whole: true,
    range: evenRange((value) => value * value),
    lower: "square",
    examples: [{ expression: "square(-1.5)", value: 2.25 }],
  }),
  elementwise({
    name: "relu",
    documentation: "max(x, 0) of each element.",
    ...whole,
    range: rising((value) => Math.max(value, 0)),
    lower: "relu",
    examples: [{ expression: "relu([-1, 2])", value: [0, 2] }],
  }),
];

import { flat, type Gradient } from "./gradient.js";

/** Kernels whose value is piecewise constant: a condition that depends on a param stops no gradient and sends none. */
export const constants: readonly Gradient[] = [
  ...["Equal", "NotEqual", "Less", "LessEqual", "Greater", "GreaterEqual", "LogicalAnd", "LogicalOr", "FloorDiv"].map(
    (name) => flat(name, "a", "b"),
  ),
  ...[
    "LogicalNot",
    "IsNan",
    "IsInf",
    "IsFinite",
    "Floor",
    "Ceil",
    "Round",
    "Sign",
    "Step",
    "OnesLike",
    "ZerosLike",
    "Any",
    "All",
    "ArgMax",
    "ArgMin",
  ].map((name) => flat(name, "x")),
  flat("OneHot", "indices"),
];

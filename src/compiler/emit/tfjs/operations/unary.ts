import type { UnaryFunction, UnaryNode } from "../../../ir/node.js";
import { opsCall, tfCall, type Code, type TfName } from "../code.js";
import type { Operands } from "../operands.js";

const sameName = {
  exp: "exp",
  expm1: "expm1",
  log: "log",
  sqrt: "sqrt",
  tanh: "tanh",
  sigmoid: "sigmoid",
  sin: "sin",
  cos: "cos",
  tan: "tan",
  asin: "asin",
  acos: "acos",
  atan: "atan",
} as const satisfies Partial<Record<UnaryFunction, TfName>>;

/** Elementwise, one input. */
export function translateUnary(node: UnaryNode, operands: Operands): Code {
  const x = operands.operand(0);
  const { dtype } = operands.input(0);
  const float = dtype === "float" ? x : tfCall("cast", x, "float32");
  switch (node.fn) {
    case "negate":
      return tfCall("neg", x);
    case "abs":
    case "square":
    case "relu":
      return tfCall(node.fn, x);
    case "sign":
      return dtype === "float" ? opsCall("sign", x) : tfCall("sign", x);
    case "floor":
    case "ceil":
    case "round":
      return dtype === "float" ? tfCall(node.fn, x) : x;
    case "truncate":
      return dtype === "float" ? opsCall("truncate", x) : x;
    case "log1p":
      return opsCall("log1p", float);
    case "not":
      return tfCall("logicalNot", x);
    case "is-finite":
      // Whole numbers always are, and tfjs-wasm would read their bits as those of a float.
      return dtype === "float" ? tfCall("isFinite", x) : tfCall("equal", x, x);
    case "cast":
      return node.dtype === "int" && dtype === "float"
        ? opsCall("toInt", operands.tensor(0))
        : tfCall("cast", operands.tensor(0), node.dtype === "int" ? "int32" : "float32");
    default:
      return tfCall(sameName[node.fn], float);
  }
}

import type { SelectNode, UnaryFunction, UnaryNode } from "../../../ir/node.js";
import { opsCall, tfCall, type Code, type TfName } from "../code.js";
import { Operands } from "../operands.js";
import { translateSelect } from "./select.js";

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
      return tfCall(node.fn, x);
    case "relu":
      return dtype === "float" ? opsCall("relu", x) : tfCall("relu", x);
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
      return translateChosen(node, operands) ?? translateCast(node, operands);
    default:
      return tfCall(sameName[node.fn], float);
  }
}

function translateCast(node: UnaryNode, operands: Operands): Code {
  return node.dtype === "int" && operands.input(0).dtype === "float"
    ? opsCall("toInt", operands.tensor(0))
    : tfCall("cast", operands.tensor(0), node.dtype === "int" ? "int32" : "float32");
}

/** One of two whole numbers as a float: they are floats at once. */
function translateChosen({ dtype }: UnaryNode, operands: Operands): Code | undefined {
  const inner = operands.input(0);
  if (dtype !== "float" || inner.op !== "select" || inner.dtype !== "int") return undefined;
  const branches = new Operands(operands.nodes, inner);
  if (branches.constant(1) === undefined || branches.constant(2) === undefined) return undefined;
  const chosen: SelectNode = { ...inner, dtype };
  return translateSelect(chosen, new Operands(operands.nodes, chosen));
}

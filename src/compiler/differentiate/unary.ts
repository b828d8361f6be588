import type { GraphBuilder } from "../ir/builder.js";
import type { NodeId, UnaryNode } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import type { Adjoint, Adjoints } from "./adjoints.js";

export function unaryBackward(adjoints: Adjoints, node: UnaryNode, gradient: Adjoint): void {
  const [x] = node.inputs;
  if (!adjoints.needs(x)) return;
  if (node.fn === "cast") return adjoints.add(x, gradient.node, gradient.masked);
  const slope = derivative(adjoints.builder, node, x);
  if (slope === undefined) return;
  adjoints.add(x, adjoints.scaled(gradient, slope), gradient.masked || node.fn === "relu");
}

/** f′(x), for y = f(x) the node itself; `undefined` where it is 0 wherever it is defined. */
function derivative(b: GraphBuilder, { fn, id: y }: UnaryNode, x: NodeId): NodeId | undefined {
  const one = b.constant(1);
  const reciprocal = (value: NodeId): NodeId => b.binary("divide", one, value);
  const arc = (): NodeId => reciprocal(b.unary("sqrt", b.binary("subtract", one, b.unary("square", x))));
  switch (fn) {
    case "negate":
      return b.constant(-1);
    case "abs":
      return b.unary("sign", x);
    case "exp":
      return y;
    case "expm1":
      return b.unary("exp", x);
    case "log":
      return reciprocal(x);
    case "log1p":
      return reciprocal(b.binary("add", one, x));
    case "sqrt":
      return b.binary("divide", b.constant(0.5), y);
    case "square":
      return b.binary("multiply", b.constant(2), x);
    case "tanh":
      return b.binary("subtract", one, b.unary("square", y));
    case "sigmoid":
      return b.binary("multiply", y, b.binary("subtract", one, y));
    case "relu":
      return b.cast(b.binary("greater", x, b.constant(0)), "float");
    case "sin":
      return b.unary("cos", x);
    case "cos":
      return b.unary("negate", b.unary("sin", x));
    case "tan":
      return b.binary("add", one, b.unary("square", y));
    case "asin":
      return arc();
    case "acos":
      return b.unary("negate", arc());
    case "atan":
      return reciprocal(b.binary("add", one, b.unary("square", x)));
    case "sign":
    case "floor":
    case "ceil":
    case "round":
    case "truncate":
    case "not":
    case "is-finite":
    case "cast":
      return undefined;
    default:
      return unreachable(fn);
  }
}

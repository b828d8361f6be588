import type { TypedBinary, TypedExpression } from "../../check/typed.js";
import type { GraphBuilder } from "../../ir/builder.js";
import type { NodeId } from "../../ir/node.js";

/**
 * Slots hold no infinite numbers, and single precision none beyond this one: it stands for +∞ in all that robustness keeps and computes, its negative for −∞. Greatest, least and
 * negation take it for what it is; `shown` gives infinities back.
 */
export const infinite = 3.4028234663852886e38;

/**
 * By how much a condition of the step holds: x − c for `x >= c` and `x > c`, c − x for `x <= c` and `x < c`, −|x − c| for `x == c`, |x − c| for `x != c`; ±∞ for what has no distance.
 * A comparison with NaN is false: −∞. Equal infinities are 0 apart.
 */
export function marginOf(atom: TypedExpression, ir: GraphBuilder, operand: (value: TypedExpression) => NodeId): NodeId {
  if (atom.kind === "let") return marginOf(atom.let.value, ir, operand);
  if (atom.kind !== "binary" || !isNumeric(atom.left) || !isNumeric(atom.right)) return truth(ir, operand(atom));
  const [left, right] = [ir.cast(operand(atom.left), "float"), ir.cast(operand(atom.right), "float")];
  switch (atom.fn) {
    case "greater":
    case "greater-equal":
      return finiteOr(ir, difference(ir, left, right));
    case "less":
    case "less-equal":
      return finiteOr(ir, difference(ir, right, left));
    case "equal":
      return finiteOr(ir, ir.unary("negate", ir.unary("abs", difference(ir, left, right))));
    case "not-equal":
      return finiteOr(ir, ir.unary("abs", difference(ir, left, right)));
    default:
      return truth(ir, operand(atom));
  }
}

/** The number that a spec reads. */
export function shown(ir: GraphBuilder, value: NodeId): NodeId {
  const above = ir.binary("greater-equal", value, ir.constant(infinite));
  const below = ir.binary("less-equal", value, ir.constant(-infinite));
  return ir.select(above, ir.constant(Infinity), ir.select(below, ir.constant(-Infinity), value));
}

function isNumeric({ type }: TypedBinary["left"]): boolean {
  return type.element === "int" || type.element === "float" || type.element === "bool";
}

function truth(ir: GraphBuilder, condition: NodeId): NodeId {
  return ir.select(condition, ir.constant(infinite), ir.constant(-infinite));
}

function difference(ir: GraphBuilder, x: NodeId, y: NodeId): NodeId {
  return ir.select(ir.binary("equal", x, y), ir.constant(0), ir.binary("subtract", x, y));
}

/** Inside of what stands for the infinities; NaN is −∞. */
function finiteOr(ir: GraphBuilder, margin: NodeId): NodeId {
  const inside = ir.binary("minimum", ir.binary("maximum", margin, ir.constant(-infinite)), ir.constant(infinite));
  return ir.select(ir.binary("equal", margin, margin), inside, ir.constant(-infinite));
}

import type { BinaryFunction, BinaryNode } from "../../../ir/node.js";
import { opsCall, tfCall, type Code, type TfName } from "../code.js";
import { constantOf, type Operands } from "../operands.js";

const sameMeaning = {
  add: "add",
  subtract: "sub",
  multiply: "mul",
  divide: "div",
  atan2: "atan2",
  equal: "equal",
  less: "less",
  "less-equal": "lessEqual",
  greater: "greater",
  "greater-equal": "greaterEqual",
  and: "logicalAnd",
  or: "logicalOr",
  xor: "logicalXor",
} as const satisfies Partial<Record<BinaryFunction, TfName>>;

/** Elementwise, two inputs that broadcast. */
export function translateBinary(node: BinaryNode, operands: Operands): Code {
  const [a, b] = [operands.operand(0), operands.operand(1)];
  const ours = numbersOrTensors(operands);
  const ints = operands.input(0).dtype !== "float";
  const right = operands.number(1);
  switch (node.fn) {
    case "modulo":
      if (right === undefined || right === 0 || !Number.isFinite(right))
        return opsCall("modulo", ours[0], operands.tensor(1));
      return ints ? tfCall("mod", a, b) : opsCall("modulo", ours[0], right);
    case "remainder":
      return opsCall("remainder", ours[0], operands.tensor(1));
    case "power":
      if (right === 2) return tfCall("square", a);
      return right !== undefined && Number.isFinite(right)
        ? tfCall("pow", a, b)
        : opsCall("power", ours[0], operands.tensor(1));
    case "minimum":
      return ints ? tfCall("minimum", a, b) : (clipOf(node, operands) ?? opsCall("minimum", ...ours));
    case "maximum":
      return ints ? tfCall("maximum", a, b) : opsCall("maximum", ...ours);
    case "not-equal":
      return ints ? tfCall("notEqual", a, b) : opsCall("notEqual", ...ours);
    default:
      return tfCall(sameMeaning[node.fn], a, b);
  }
}

/** Our own operations take no arrays. */
function numbersOrTensors(operands: Operands): readonly [Code, Code] {
  const one = (index: number): Code =>
    (operands.constant(index)?.values.length ?? 1) === 1 ? operands.operand(index) : operands.tensor(index);
  return [one(0), one(1)];
}

/** `minimum(maximum(x, low), high)` with known bounds, which differ: tfjs fills with equal ones, where NaN stays NaN. */
function clipOf(node: BinaryNode, operands: Operands): Code | undefined {
  const inner = operands.input(0);
  const high = operands.number(1);
  if (high === undefined || inner.op !== "binary" || inner.fn !== "maximum" || inner.shape.length !== node.shape.length)
    return undefined;
  const low = constantOf(operands.nodes, inner.inputs[1] ?? -1);
  const [bound] = low?.values ?? [];
  const x = inner.inputs[0];
  if (low?.values.length !== 1 || bound === undefined || x === undefined || !(bound < high)) return undefined;
  return constantOf(operands.nodes, x) === undefined
    ? opsCall("clip", { kind: "node", id: x }, bound, high)
    : undefined;
}

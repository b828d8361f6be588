import type { SelectNode } from "../../../ir/node.js";
import { literal, opsCall, tfCall, type Code } from "../code.js";
import type { Operands } from "../operands.js";
import { translateDecision } from "./decision.js";

/** `condition ? then : else`, elementwise; numbers stay numbers and the call says of which type. Large decision trees are look-ups. */
export function translateSelect(node: SelectNode, operands: Operands): Code {
  const decision = translateDecision(node, operands);
  if (decision !== undefined) return decision;
  const truth = truthOf(node, operands);
  if (truth !== undefined) return truth;
  const parts = [operands.operand(0), branch(node, 1, operands), branch(node, 2, operands)];
  const numbers = node.dtype === "int" && parts.slice(1).some((part) => part.kind === "literal");
  return opsCall("where", ...parts, ...(numbers ? ["int32"] : []));
}

/** `if c then 1 else 0`, and the contrary. */
function truthOf({ dtype, shape }: SelectNode, operands: Operands): Code | undefined {
  if (dtype === "bool" || operands.constant(0) !== undefined) return undefined;
  if (operands.input(0).shape.join() !== shape.join()) return undefined;
  const [then, otherwise] = [operands.number(1), operands.number(2)];
  const type = dtype === "int" ? "int32" : "float32";
  if (then === 1 && Object.is(otherwise, 0)) return tfCall("cast", operands.tensor(0), type);
  if (Object.is(then, 0) && otherwise === 1) return tfCall("cast", tfCall("logicalNot", operands.tensor(0)), type);
  return undefined;
}

function branch(node: SelectNode, index: 1 | 2, operands: Operands): Code {
  const constant = operands.constant(index);
  if (constant === undefined) return operands.operand(index);
  const [value] = constant.values;
  if (value === undefined || !constant.values.every((each) => Object.is(each, value))) return operands.tensor(index);
  // Equal numbers are one, where something else has the shape of the whole.
  const hasShape = [0, 1, 2].some(
    (other) => operands.constant(other) === undefined && operands.input(other).shape.join() === node.shape.join(),
  );
  if (constant.values.length > 1 && !hasShape) return operands.tensor(index);
  return literal(node.dtype === "bool" ? value !== 0 : value);
}

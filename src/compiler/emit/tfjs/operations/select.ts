import type { SelectNode } from "../../../ir/node.js";
import { literal, opsCall, type Code } from "../code.js";
import { constantOf, type Operands } from "../operands.js";

/** `condition ? then : else`, elementwise; numbers stay numbers and the call says of which type. */
export function translateSelect(node: SelectNode, operands: Operands): Code {
  const parts = [operands.operand(0), branch(node, 1, operands), branch(node, 2, operands)];
  const numbers = node.dtype === "int" && parts.slice(1).some((part) => part.kind === "literal");
  return opsCall("where", ...parts, ...(numbers ? ["int32"] : []));
}

function branch(node: SelectNode, index: 1 | 2, operands: Operands): Code {
  const constant = constantOf(operands.nodes, node.inputs[index] ?? -1);
  const [value] = constant?.values ?? [];
  if (constant?.values.length !== 1 || value === undefined)
    return operands.constant(index) === undefined ? operands.operand(index) : operands.tensor(index);
  return literal(node.dtype === "bool" ? value !== 0 : value);
}

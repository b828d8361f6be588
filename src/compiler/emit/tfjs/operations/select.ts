import type { SelectNode } from "../../../ir/node.js";
import { opsCall, tfCall, type Code } from "../code.js";
import type { Operands } from "../operands.js";

/** `condition ? then : else`, elementwise. */
export function translateSelect(node: SelectNode, operands: Operands): Code {
  const parts = [operands.operand(0), operands.operand(1), operands.operand(2)];
  return node.dtype === "bool" ? opsCall("choose", ...parts) : tfCall("where", ...parts);
}

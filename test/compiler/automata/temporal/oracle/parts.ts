import type { RegularExpression, TemporalFormula } from "../../../../../src/compiler/automata/temporal/formula.js";
import { unreachable } from "../../../../../src/compiler/unreachable.js";

export type Part = TemporalFormula | RegularExpression;

/** The formulas and expressions right below a part. */
export function partsOf(part: Part): readonly Part[] {
  switch (part.kind) {
    case "constant":
    case "atom":
      return [];
    case "not":
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return [part.operand];
    case "and":
    case "or":
      return part.operands;
    case "xor":
    case "until":
    case "release":
    case "since":
    case "trigger":
      return [part.left, part.right];
    case "matches":
      return [part.expression];
    case "letter":
      return [part.condition];
    case "concatenation":
    case "union":
      return part.items;
    case "repetition":
      return [part.item];
    default:
      return unreachable(part);
  }
}

/** Every part below and including the root, once each, after the parts right below it. */
export function inOrder(root: Part): readonly Part[] {
  const order = new Set<Part>();
  const stack: { readonly part: Part; readonly ready: boolean }[] = [{ part: root, ready: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (order.has(top.part)) continue;
    if (top.ready) {
      order.add(top.part);
      continue;
    }
    stack.push({ part: top.part, ready: true });
    for (const part of partsOf(top.part)) stack.push({ part, ready: false });
  }
  return [...order];
}

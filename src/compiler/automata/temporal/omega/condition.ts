import { unreachable } from "../../../unreachable.js";
import type { InfiniteFormula, Quantified } from "./formula.js";

/** A node of a condition; operands stand before it. */
type ConditionNode =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "watch"; readonly watch: number; readonly negated: boolean }
  | { readonly kind: "not"; readonly operand: number }
  | { readonly kind: "and" | "or"; readonly operands: readonly number[] }
  | { readonly kind: "xor"; readonly left: number; readonly right: number };

type Truth = boolean | undefined;

/** A Boolean combination of "marked states of watch i come infinitely often" (Emerson and Lei 1987), kept as a list without recursion. */
export class Condition {
  constructor(private readonly nodes: readonly ConditionNode[]) {}

  /** What is known of the condition from what is known of its watches. */
  value(watches: (watch: number) => Truth): Truth {
    return this.#values(watches).at(-1);
  }

  /** The watches that can still matter, those of which something is known left out. */
  open(watches: (watch: number) => Truth): ReadonlySet<number> {
    const values = this.#values(watches);
    const asked = new Set([this.nodes.length - 1]);
    const open = new Set<number>();
    for (let index = this.nodes.length - 1; index >= 0; index--) {
      const node = this.nodes[index];
      if (node === undefined || !asked.has(index) || values[index] !== undefined) continue;
      if (node.kind === "watch") open.add(node.watch);
      for (const operand of operandsOf(node)) asked.add(operand);
    }
    return open;
  }

  #values(watches: (watch: number) => Truth): readonly Truth[] {
    const values: Truth[] = [];
    for (const node of this.nodes) values.push(valueOf(node, values, watches));
    return values;
  }
}

function operandsOf(node: ConditionNode): readonly number[] {
  switch (node.kind) {
    case "constant":
    case "watch":
      return [];
    case "not":
      return [node.operand];
    case "and":
    case "or":
      return node.operands;
    case "xor":
      return [node.left, node.right];
    default:
      return unreachable(node);
  }
}

function valueOf(node: ConditionNode, values: readonly Truth[], watches: (watch: number) => Truth): Truth {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "watch": {
      const value = watches(node.watch);
      return value === undefined ? undefined : value !== node.negated;
    }
    case "not": {
      const value = values[node.operand];
      return value === undefined ? undefined : !value;
    }
    case "and":
      return gathered(node.operands, values, false);
    case "or":
      return gathered(node.operands, values, true);
    case "xor": {
      const [left, right] = [values[node.left], values[node.right]];
      return left === undefined || right === undefined ? undefined : left !== right;
    }
    default:
      return unreachable(node);
  }
}

/** `decides` where one operand has that value, the opposite where all have the opposite. */
function gathered(operands: readonly number[], values: readonly Truth[], decides: boolean): Truth {
  if (operands.some((operand) => values[operand] === decides)) return decides;
  return operands.every((operand) => values[operand] === !decides) ? !decides : undefined;
}

/** The condition of a formula; `watch` numbers its quantifiers. */
export function conditionOf<Operand>(
  formula: InfiniteFormula<Operand>,
  watch: (quantified: Quantified<Operand>) => { readonly watch: number; readonly negated: boolean },
): Condition {
  const nodes: ConditionNode[] = [];
  const numbers = new Map<InfiniteFormula<Operand>, number>();
  const number = (part: InfiniteFormula<Operand>): number => numbers.get(part) ?? 0;
  const stack: { readonly part: InfiniteFormula<Operand>; readonly ready: boolean }[] = [
    { part: formula, ready: false },
  ];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { part, ready } = top;
    if (numbers.has(part)) continue;
    const operands = partsOf(part);
    if (!ready && operands.length > 0) {
      stack.push({ part, ready: true });
      for (const operand of [...operands].reverse()) stack.push({ part: operand, ready: false });
      continue;
    }
    switch (part.kind) {
      case "constant":
        nodes.push(part);
        break;
      case "not":
        nodes.push({ kind: "not", operand: number(part.operand) });
        break;
      case "and":
      case "or":
        nodes.push({ kind: part.kind, operands: part.operands.map(number) });
        break;
      case "xor":
        nodes.push({ kind: "xor", left: number(part.left), right: number(part.right) });
        break;
      default:
        nodes.push({ kind: "watch", ...watch(part) });
    }
    numbers.set(part, nodes.length - 1);
  }
  return new Condition(nodes);
}

function partsOf<Operand>(part: InfiniteFormula<Operand>): readonly InfiniteFormula<Operand>[] {
  switch (part.kind) {
    case "not":
      return [part.operand];
    case "and":
    case "or":
      return part.operands;
    case "xor":
      return [part.left, part.right];
    default:
      return [];
  }
}

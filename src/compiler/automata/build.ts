import { unreachable } from "../unreachable.js";
import type { Diagram, Diagrams } from "./diagram.js";
import type { Formula } from "./formula.js";

/** The diagram of a formula: 1 where it holds, 0 elsewhere. Nothing recurses. */
export function build(diagrams: Diagrams, formula: Formula): Diagram {
  const done = new Map<Formula, Diagram>();
  const stack: Formula[] = [formula];
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    if (top === undefined) break;
    if (done.has(top)) {
      stack.pop();
      continue;
    }
    const operands = operandsOf(top);
    const missing = operands.filter((operand) => !done.has(operand));
    if (missing.length > 0) {
      for (const operand of missing) stack.push(operand);
      continue;
    }
    stack.pop();
    done.set(
      top,
      combine(
        diagrams,
        top,
        operands.map((operand) => done.get(operand) ?? 0),
      ),
    );
  }
  return done.get(formula) ?? diagrams.leaf(0);
}

function operandsOf(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case "constant":
    case "literal":
      return [];
    case "not":
      return [formula.operand];
    case "and":
    case "or":
      return flattened(formula, formula.kind);
    case "xor":
      return formula.operands;
    default:
      return unreachable(formula);
  }
}

/** The operands of a chain `a and (b and c)`, each once: both connectives are idempotent. */
function flattened(formula: Formula, kind: "and" | "or"): readonly Formula[] {
  const seen = new Set<Formula>();
  const operands: Formula[] = [];
  const stack = [formula];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (seen.has(top)) continue;
    seen.add(top);
    if (top.kind === kind) stack.push(...[...top.operands].reverse());
    else operands.push(top);
  }
  return operands;
}

function combine(diagrams: Diagrams, formula: Formula, operands: readonly Diagram[]): Diagram {
  switch (formula.kind) {
    case "constant":
      return diagrams.leaf(formula.value ? 1 : 0);
    case "literal":
      return diagrams.literal(formula.variable, formula.cells);
    case "not":
      return diagrams.not(operands[0] ?? 0);
    case "and":
      return combined(diagrams, operands, diagrams.leaf(1), (a, b) => diagrams.and(a, b));
    case "or":
      return combined(diagrams, operands, diagrams.leaf(0), (a, b) => diagrams.or(a, b));
    case "xor":
      return combined(diagrams, operands, diagrams.leaf(0), (a, b) => diagrams.apply(a, b, (x, y) => x ^ y));
    default:
      return unreachable(formula);
  }
}

/** Operands that test later variables first: each step then adds on top of what is there, and chains of literals take linear time. */
function combined(
  diagrams: Diagrams,
  operands: readonly Diagram[],
  empty: Diagram,
  operation: (left: Diagram, right: Diagram) => Diagram,
): Diagram {
  const order = [...operands].reverse().sort((a, b) => diagrams.level(b) - diagrams.level(a));
  return order.reduce((all, operand) => operation(operand, all), empty);
}

import { unreachable } from "../../../unreachable.js";
import type { RegularExpression, TemporalFormula } from "../formula.js";

/** The formulas directly below a formula, in the order of the text; of a sequence, the conditions of its letters. */
export function operandsOf(formula: TemporalFormula): readonly TemporalFormula[] {
  switch (formula.kind) {
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
      return [formula.operand];
    case "and":
    case "or":
      return formula.operands;
    case "xor":
    case "until":
    case "release":
    case "since":
    case "trigger":
      return [formula.left, formula.right];
    case "matches":
      return conditionsOf(formula.expression);
    default:
      return unreachable(formula);
  }
}

/** The formula over other operands, as many as `operandsOf` gives; itself where they are the same. */
function withOperands(formula: TemporalFormula, operands: readonly TemporalFormula[]): TemporalFormula {
  if (operandsOf(formula).every((operand, index) => operand === operands[index])) return formula;
  const [first = formula, second = formula] = operands;
  switch (formula.kind) {
    case "constant":
    case "atom":
      return formula;
    case "not":
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return { ...formula, operand: first };
    case "and":
    case "or":
      return { ...formula, operands };
    case "xor":
    case "until":
    case "release":
    case "since":
    case "trigger":
      return { ...formula, left: first, right: second };
    case "matches":
      return { ...formula, expression: withConditions(formula.expression, operands) };
    default:
      return unreachable(formula);
  }
}

/** Every formula below and including the root, each object once, operands before what they are part of. Nothing recurses. */
export function everyPart(root: TemporalFormula): readonly TemporalFormula[] {
  const order: TemporalFormula[] = [];
  const seen = new Set<TemporalFormula>();
  const stack = [{ formula: root, ready: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.ready) order.push(top.formula);
    else if (!seen.has(top.formula)) {
      seen.add(top.formula);
      stack.push({ formula: top.formula, ready: true });
      for (const operand of [...operandsOf(top.formula)].reverse()) stack.push({ formula: operand, ready: false });
    }
  }
  return order;
}

/** The formula built again from its leaves up: `rule` says what becomes of a part (an object, wherever it occurs), given the part over what became of its operands. */
export function rewrite(
  root: TemporalFormula,
  rule: (part: TemporalFormula, rebuilt: TemporalFormula) => TemporalFormula,
): TemporalFormula {
  const done = new Map<TemporalFormula, TemporalFormula>();
  for (const part of everyPart(root)) {
    const operands = operandsOf(part).map((operand) => done.get(operand) ?? operand);
    done.set(part, rule(part, withOperands(part, operands)));
  }
  return done.get(root) ?? root;
}

/** The formula with a part replaced wherever that object occurs. */
export function substitute(root: TemporalFormula, part: TemporalFormula, by: TemporalFormula): TemporalFormula {
  return rewrite(root, (other, rebuilt) => (other === part ? by : rebuilt));
}

function conditionsOf(root: RegularExpression): readonly TemporalFormula[] {
  return expressionsOf(root).flatMap((expression) => (expression.kind === "letter" ? [expression.condition] : []));
}

function withConditions(root: RegularExpression, conditions: readonly TemporalFormula[]): RegularExpression {
  const done = new Map<RegularExpression, RegularExpression>();
  let letters = 0;
  for (const expression of expressionsOf(root)) {
    const made = (inner: RegularExpression): RegularExpression => done.get(inner) ?? inner;
    switch (expression.kind) {
      case "letter":
        done.set(expression, { kind: "letter", condition: conditions[letters++] ?? expression.condition });
        break;
      case "concatenation":
      case "union":
        done.set(expression, { ...expression, items: expression.items.map(made) });
        break;
      case "repetition":
        done.set(expression, { ...expression, item: made(expression.item) });
        break;
      default:
        unreachable(expression);
    }
  }
  return done.get(root) ?? root;
}

/** Every expression below and including the root, each object once, items before what they are part of. */
function expressionsOf(root: RegularExpression): readonly RegularExpression[] {
  const order: RegularExpression[] = [];
  const seen = new Set<RegularExpression>();
  const stack = [{ expression: root, ready: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { expression, ready } = top;
    if (ready) order.push(expression);
    else if (!seen.has(expression)) {
      seen.add(expression);
      stack.push({ expression, ready: true });
      const below =
        expression.kind === "letter" ? [] : expression.kind === "repetition" ? [expression.item] : expression.items;
      for (const item of [...below].reverse()) stack.push({ expression: item, ready: false });
    }
  }
  return order;
}

import { unreachable } from "../../unreachable.js";
import type { RegularExpression, TemporalFormula } from "./formula.js";

/*
 * What formulas are made of, for whoever walks or rewrites them. Equal parts may be shared objects: each is visited and rebuilt once. Nothing recurses.
 */

/** A formula, or an expression inside of a `matches`. */
export type FormulaPart = TemporalFormula | RegularExpression;

/** What stands directly below a part, in the order of the text. */
export function partsOf(part: FormulaPart): readonly FormulaPart[] {
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

/** The formulas directly below a formula, in the order of the text; of a sequence, the conditions of its letters. */
export function operandsOf(formula: TemporalFormula): readonly TemporalFormula[] {
  if (formula.kind === "matches")
    return postorder(formula.expression, (part) => (part.kind === "letter" ? [] : partsOf(part))).flatMap((part) =>
      part.kind === "letter" ? [part.condition] : [],
    );
  return partsOf(formula).filter(isFormula);
}

/** Every formula below and including the root, operands before what they are part of. */
export function everyPart(root: TemporalFormula): readonly TemporalFormula[] {
  return postorder(root, partsOf).filter(isFormula);
}

/** The formula built again from its leaves up: `rule` says what becomes of a part (an object, wherever it occurs), given the part over what became of its operands. */
export function rewrite(
  root: TemporalFormula,
  rule: (part: TemporalFormula, rebuilt: TemporalFormula) => TemporalFormula,
): TemporalFormula {
  const formulas = new Map<FormulaPart, TemporalFormula>();
  const expressions = new Map<FormulaPart, RegularExpression>();
  const formula = (part: TemporalFormula): TemporalFormula => formulas.get(part) ?? part;
  const expression = (part: RegularExpression): RegularExpression => expressions.get(part) ?? part;
  for (const part of postorder(root, partsOf)) {
    const same = partsOf(part).every((below) => (formulas.get(below) ?? expressions.get(below)) === below);
    if (isFormula(part)) formulas.set(part, rule(part, same ? part : overOthers(part, formula, expression)));
    else expressions.set(part, same ? part : expressionOverOthers(part, formula, expression));
  }
  return formula(root);
}

/** The formula with a part replaced wherever that object occurs. */
export function substitute(root: TemporalFormula, part: TemporalFormula, by: TemporalFormula): TemporalFormula {
  return rewrite(root, (other, rebuilt) => (other === part ? by : rebuilt));
}

/** Whether the operator speaks of earlier letters. */
export function looksBack({ kind }: TemporalFormula): boolean {
  return pastKinds.has(kind);
}

/** Whether the operator speaks of later letters. */
export function looksForward({ kind }: TemporalFormula): boolean {
  return futureKinds.has(kind);
}

const pastKinds: ReadonlySet<TemporalFormula["kind"]> = new Set([
  "previously",
  "weak-previously",
  "once",
  "historically",
  "since",
  "trigger",
]);

const futureKinds: ReadonlySet<TemporalFormula["kind"]> = new Set([
  "next",
  "weak-next",
  "eventually",
  "always",
  "until",
  "release",
  "matches",
]);

function isFormula(part: FormulaPart): part is TemporalFormula {
  return part.kind !== "letter" && part.kind !== "concatenation" && part.kind !== "union" && part.kind !== "repetition";
}

function overOthers(
  part: TemporalFormula,
  formula: (part: TemporalFormula) => TemporalFormula,
  expression: (part: RegularExpression) => RegularExpression,
): TemporalFormula {
  switch (part.kind) {
    case "constant":
    case "atom":
      return part;
    case "not":
    case "next":
    case "weak-next":
    case "previously":
    case "weak-previously":
    case "eventually":
    case "always":
    case "once":
    case "historically":
      return { ...part, operand: formula(part.operand) };
    case "and":
    case "or":
      return { ...part, operands: part.operands.map(formula) };
    case "xor":
    case "until":
    case "release":
    case "since":
    case "trigger":
      return { ...part, left: formula(part.left), right: formula(part.right) };
    case "matches":
      return { ...part, expression: expression(part.expression) };
    default:
      return unreachable(part);
  }
}

function expressionOverOthers(
  part: RegularExpression,
  formula: (part: TemporalFormula) => TemporalFormula,
  expression: (part: RegularExpression) => RegularExpression,
): RegularExpression {
  switch (part.kind) {
    case "letter":
      return { ...part, condition: formula(part.condition) };
    case "concatenation":
    case "union":
      return { ...part, items: part.items.map(expression) };
    case "repetition":
      return { ...part, item: expression(part.item) };
    default:
      return unreachable(part);
  }
}

/** Everything below and including the root, each object once, what stands below before what it is part of. */
export function postorder(
  root: FormulaPart,
  below: (part: FormulaPart) => readonly FormulaPart[],
): readonly FormulaPart[] {
  const order: FormulaPart[] = [];
  const seen = new Set<FormulaPart>();
  const stack = [{ part: root, ready: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.ready) order.push(top.part);
    else if (!seen.has(top.part)) {
      seen.add(top.part);
      stack.push({ part: top.part, ready: true });
      for (const part of [...below(top.part)].reverse()) stack.push({ part, ready: false });
    }
  }
  return order;
}

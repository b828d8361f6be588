import { operandsOf, type QuantitativeFormula } from "./formula.js";

/** Where operators look: numbers of positions, computed once for each formula. */

const horizons = new WeakMap<QuantitativeFormula, number>();
const settlings = new WeakMap<QuantitativeFormula, number>();
const depths = new WeakMap<QuantitativeFormula, number>();

/** How many positions after i decide, at most, the value at i; infinite where there is no such number. */
export function horizonOf(formula: QuantitativeFormula): number {
  return remembered(horizons, formula, (part) => {
    if (part.kind === "window")
      return part.direction === "ahead"
        ? part.high + horizonOf(part.operand)
        : Math.max(0, horizonOf(part.operand) - part.low);
    if (part.kind === "until") {
      const [left, right] = [horizonOf(part.left), horizonOf(part.right)];
      return part.direction === "ahead"
        ? Math.max(part.high + right, part.high === 0 ? 0 : part.high - 1 + left)
        : Math.max(0, right - part.low, left);
    }
    return Math.max(0, ...operandsOf(part).map(horizonOf));
  });
}

/** After how many unseen positions each further one has the bounds of the one before: the past that the operators remember is over then. For finite horizons. */
export function settlingOf(formula: QuantitativeFormula): number {
  return remembered(settlings, formula, (part) => {
    const below = Math.max(0, ...operandsOf(part).map(settlingOf));
    if (part.kind !== "window" && part.kind !== "until") return below;
    if (part.direction === "ahead") return below + (part.beyond === "last" ? 1 : 0);
    return below + (part.high === Infinity ? 1 : part.high);
  });
}

/** How deep operators nest. */
export function depthOf(formula: QuantitativeFormula): number {
  return remembered(depths, formula, (part) => 1 + Math.max(0, ...operandsOf(part).map(depthOf)));
}

/** Operands come first, without the call stack. */
function remembered(
  known: WeakMap<QuantitativeFormula, number>,
  root: QuantitativeFormula,
  rule: (part: QuantitativeFormula) => number,
): number {
  const before = known.get(root);
  if (before !== undefined) return before;
  const open = [root];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const missing = operandsOf(top).filter((operand) => !known.has(operand));
    if (missing.length > 0) open.push(...missing);
    else {
      known.set(top, rule(top));
      open.pop();
    }
  }
  return known.get(root) ?? 0;
}

/** A run of positions around the present one, which is 0; both ends included. */
export interface Positions {
  readonly from: number;
  readonly to: number;
}

/** Where the operands of a formula are looked at for its values in `positions`, the same for all of them. Operators without a first position go back to `start`. */
export function operandPositions(formula: QuantitativeFormula, { from, to }: Positions): Positions {
  if (formula.kind !== "window" && formula.kind !== "until") return { from, to };
  if (formula.direction === "ahead")
    return { from: formula.beyond === "last" ? Math.min(from, 0) : from, to: to + formula.high };
  return {
    from: formula.high === Infinity ? startOf(formula, from) : from - formula.high,
    to: to - (formula.kind === "window" ? formula.low : 0),
  };
}

/** The first position of a recursion over the past: everything before it is final, and kept as one number. */
function startOf(formula: QuantitativeFormula, from: number): number {
  return Math.min(from, ...operandsOf(formula).map((operand) => -horizonOf(operand)));
}

/** For every formula below the requests the first position at which it is looked at. */
export function firstPositions(
  requests: readonly { readonly formula: QuantitativeFormula; readonly positions: Positions }[],
): ReadonlyMap<QuantitativeFormula, number> {
  const first = new Map<QuantitativeFormula, number>();
  const open = requests.map(({ formula, positions }) => ({ formula, from: positions.from }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { formula, from } = next;
    const known = first.get(formula);
    if (known !== undefined && known <= from) continue;
    first.set(formula, isRecursion(formula) ? startOf(formula, from) : from);
    const below = operandPositions(formula, { from, to: from }).from;
    open.push(...operandsOf(formula).map((operand) => ({ formula: operand, from: below })));
  }
  return first;
}

/** Whether the operator looks behind without end, so that it is computed from its own last value. */
export function isRecursion(formula: QuantitativeFormula): boolean {
  return (
    (formula.kind === "window" || formula.kind === "until") &&
    formula.direction === "behind" &&
    formula.high === Infinity
  );
}

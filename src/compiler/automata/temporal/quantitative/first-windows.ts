import { nothing, opposite, type Beyond, type QuantitativeFormula } from "./formula.js";

/** A window that begins at the first letter, over formulas of single letters: what has been seen of it is one number, or two. */
export type FirstWindow = Pick<
  Extract<QuantitativeFormula, { readonly kind: "window" }>,
  "choose" | "low" | "high" | "beyond"
> & {
  readonly kind: "first-window";
  /** What is asked for on the way, of `until` and `release`. */
  readonly left: QuantitativeFormula | undefined;
  readonly right: QuantitativeFormula;
};

export type FirstWindows = FirstWindow | { readonly kind: "and" | "or"; readonly operands: readonly FirstWindows[] };

/** A formula at the first letter, or its negation, as such windows, where it is made of them. It nests no deeper than plans allow. */
export function firstWindowsOf(formula: QuantitativeFormula, negated = false): FirstWindows | undefined {
  if (isPointwise(formula))
    return {
      kind: "first-window",
      choose: "max",
      low: 0,
      high: 0,
      beyond: "-inf",
      left: undefined,
      right: negatedIf(negated, formula),
    };
  switch (formula.kind) {
    case "not":
      return firstWindowsOf(formula.operand, !negated);
    case "and":
    case "or": {
      const operands = formula.operands.map((operand) => firstWindowsOf(operand, negated));
      if (!operands.every((operand) => operand !== undefined)) return undefined;
      return { kind: (formula.kind === "and") === negated ? "or" : "and", operands };
    }
    case "window":
    case "until": {
      const right = formula.kind === "window" ? formula.operand : formula.right;
      const left = formula.kind === "window" ? undefined : formula.left;
      if (formula.direction === "behind" || formula.high === Infinity) return undefined;
      if (!isPointwise(right) || !(left === undefined || isPointwise(left))) return undefined;
      const choose = negated ? opposite(formula.choose) : formula.choose;
      const beyond = negated ? flipped[formula.beyond] : formula.beyond;
      // What is past the end counts on the way, too.
      if (left !== undefined && beyond !== nothing[choose]) return undefined;
      const { low, high } = formula;
      return {
        kind: "first-window",
        choose,
        low,
        high,
        beyond,
        left: left && negatedIf(negated, left),
        right: negatedIf(negated, right),
      };
    }
    case "constant":
    case "atom":
      return undefined;
  }
}

const flipped: Readonly<Record<Beyond, Beyond>> = { "-inf": "+inf", "+inf": "-inf", last: "last" };

function negatedIf(negated: boolean, formula: QuantitativeFormula): QuantitativeFormula {
  return negated ? { kind: "not", operand: formula } : formula;
}

/** Whether a formula is decided by the letter at its position. It nests no deeper than plans allow. */
function isPointwise(formula: QuantitativeFormula): boolean {
  switch (formula.kind) {
    case "constant":
    case "atom":
      return true;
    case "not":
      return isPointwise(formula.operand);
    case "and":
    case "or":
      return formula.operands.every(isPointwise);
    case "window":
    case "until":
      return false;
  }
}

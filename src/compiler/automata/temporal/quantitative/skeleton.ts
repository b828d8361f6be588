import { unreachable } from "../../../unreachable.js";
import type { Extremum, QuantitativeFormula } from "./formula.js";
import { Interning } from "./interning.js";
import { horizonOf } from "./reach.js";

/*
 * What stands above the formulas of finite horizon, without negations: a position's value is a lattice polynomial (greatest and least) of the values of its letters and of its
 * obligations at the next position.
 */

export type Skeleton =
  /** A formula of finite horizon. */
  | { readonly kind: "letter"; readonly formula: QuantitativeFormula }
  | { readonly kind: "and"; readonly operands: readonly Skeleton[] }
  | { readonly kind: "or"; readonly operands: readonly Skeleton[] }
  | Obligation;

/** A formula that is carried to the next position. */
export type Obligation =
  /** The operand at the next position; where there is none −∞ (`strong`), else +∞. */
  | { readonly kind: "step"; readonly strong: boolean; readonly operand: Skeleton }
  /** `max`: right, or left and the same at the next position; `min`: right and (left or the same). Without `left` only right counts. */
  | {
      readonly kind: "until";
      readonly choose: Extremum;
      readonly left: Skeleton | undefined;
      readonly right: Skeleton;
    };

/** Whether an obligation that the end of the trace leaves open fails there. */
export function isStrong(obligation: Obligation): boolean {
  return obligation.kind === "step" ? obligation.strong : obligation.choose === "max";
}

/** Why a formula has no skeleton. */
export type NoSkeleton =
  /** An operator of the past stands over one of the future that looks ahead without end. */
  | "past-over-endless"
  /** A bounded window that repeats the last position stands over such a one. */
  | "repeated-endless"
  /** A bounded window over such a one has too many positions. */
  | "long-window";

/** Bounded windows over formulas without horizon are written out, step by step. */
const longestWindow = 100;

/** Equal skeletons are one object. */
export function skeletonOf(formula: QuantitativeFormula): Skeleton | NoSkeleton {
  const builder = new Builder();
  try {
    return builder.build(formula, false);
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

class Refusal extends Error {
  constructor(readonly reason: NoSkeleton) {
    super(reason);
  }
}

class Builder {
  readonly #formulas = new Interning<QuantitativeFormula>();
  readonly #skeletons = new Interning<Skeleton>();
  readonly #built: readonly Map<QuantitativeFormula, Skeleton>[] = [new Map(), new Map()];

  /** The formula, or its negation. It nests no deeper than plans allow. */
  build(formula: QuantitativeFormula, negated: boolean): Skeleton {
    const built = this.#built[Number(negated)];
    const known = built?.get(formula);
    if (known !== undefined) return known;
    const made = this.#make(formula, negated);
    built?.set(formula, made);
    return made;
  }

  #make(formula: QuantitativeFormula, negated: boolean): Skeleton {
    if (horizonOf(formula) !== Infinity) return this.#letter(negated ? this.#negation(formula) : formula);
    switch (formula.kind) {
      case "not":
        return this.build(formula.operand, !negated);
      case "and":
      case "or": {
        const operands = formula.operands.map((operand) => this.build(operand, negated));
        return this.#join((formula.kind === "and") === negated ? "or" : "and", operands);
      }
      case "window":
      case "until":
        return this.#operator(formula, negated);
      case "constant":
      case "atom":
        throw new Error("a letter has a horizon");
      default:
        return unreachable(formula);
    }
  }

  #operator(formula: Extract<QuantitativeFormula, { readonly kind: "window" | "until" }>, negated: boolean): Skeleton {
    const { direction, low, high, beyond } = formula;
    if (direction === "behind") throw new Refusal("past-over-endless");
    const choose = negated === (formula.choose === "max") ? "min" : "max";
    const right = this.build(formula.kind === "window" ? formula.operand : formula.right, negated);
    const left = formula.kind === "window" ? undefined : this.build(formula.left, negated);
    if (high === Infinity) return this.#skeletons.make({ kind: "until", choose, left, right });
    if (beyond === "last") throw new Refusal("repeated-endless");
    if (high > longestWindow) throw new Refusal("long-window");
    const [better, worse] = choose === "max" ? (["or", "and"] as const) : (["and", "or"] as const);
    let rest = right;
    for (let distance = high - 1; distance >= 0; distance--) {
      const step = this.#skeletons.make({ kind: "step", strong: (beyond === "-inf") !== negated, operand: rest });
      const kept = left === undefined ? step : this.#join(worse, [left, step]);
      rest = distance >= low ? this.#join(better, [right, kept]) : kept;
    }
    return rest;
  }

  #letter(formula: QuantitativeFormula): Skeleton {
    return this.#skeletons.make({ kind: "letter", formula });
  }

  #negation(formula: QuantitativeFormula): QuantitativeFormula {
    return formula.kind === "not" ? formula.operand : this.#formulas.make({ kind: "not", operand: formula });
  }

  /** Letters side by side are one letter. */
  #join(kind: "and" | "or", operands: readonly Skeleton[]): Skeleton {
    const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
    const letters = flat.flatMap((operand) => (operand.kind === "letter" ? [operand.formula] : []));
    const others = flat.filter((operand) => operand.kind !== "letter");
    const [first] = letters;
    const joined: readonly Skeleton[] =
      first === undefined
        ? []
        : [this.#letter(letters.length === 1 ? first : this.#formulas.make({ kind, operands: letters }))];
    const all = [...new Set([...joined, ...others])];
    const [only] = all;
    return all.length === 1 && only !== undefined ? only : this.#skeletons.make({ kind, operands: all });
  }
}

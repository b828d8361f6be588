import { unreachable } from "../../../unreachable.js";
import { everyPart } from "../formula-parts.js";
import type { TemporalFormula, Window } from "../formula.js";
import { nothing, opposite, type Beyond, type Extremum, type PastEnd, type QuantitativeFormula } from "./formula.js";
import { Interning } from "./interning.js";

/** `exclusive or` is the greater of (left and not right) and (not left and right), so that the sign tells whether it holds. Sequences have no values: `undefined`. */
export function normalise(root: TemporalFormula, pastEnd: PastEnd): QuantitativeFormula | undefined {
  const make = new Maker(pastEnd);
  const made = new Map<TemporalFormula, QuantitativeFormula>();
  const of = (part: TemporalFormula): QuantitativeFormula => made.get(part) ?? make.constant(false);
  for (const part of everyPart(root)) {
    if (part.kind === "matches") return undefined;
    made.set(part, make.formula(part, of));
  }
  return of(root);
}

type Direction = "ahead" | "behind";

const endless: Window = { low: 0, high: Infinity };
const neighbour: Window = { low: 1, high: 1 };

class Maker {
  readonly #interning = new Interning<QuantitativeFormula>();

  constructor(private readonly pastEnd: PastEnd) {}

  constant(value: boolean): QuantitativeFormula {
    return this.#interning.make({ kind: "constant", value });
  }

  formula(
    part: Exclude<TemporalFormula, { readonly kind: "matches" }>,
    of: (part: TemporalFormula) => QuantitativeFormula,
  ): QuantitativeFormula {
    switch (part.kind) {
      case "constant":
        return this.constant(part.value);
      case "atom":
        return this.#interning.make({ kind: "atom", atom: part.atom });
      case "not":
        return this.#not(of(part.operand));
      case "and":
      case "or":
        return this.#all(part.kind, part.operands.map(of));
      case "xor": {
        const [left, right] = [of(part.left), of(part.right)];
        return this.#all("or", [
          this.#all("and", [left, this.#not(right)]),
          this.#all("and", [this.#not(left), right]),
        ]);
      }
      case "next":
        return this.#window("ahead", "max", neighbour, of(part.operand));
      case "weak-next":
        return this.#window("ahead", "min", neighbour, of(part.operand));
      case "previously":
        return this.#window("behind", "max", neighbour, of(part.operand));
      case "weak-previously":
        return this.#window("behind", "min", neighbour, of(part.operand));
      case "eventually":
        return this.#extremum("ahead", "max", part.window ?? endless, of(part.operand));
      case "always":
        return this.#extremum("ahead", "min", part.window ?? endless, of(part.operand));
      case "once":
        return this.#extremum("behind", "max", part.window ?? endless, of(part.operand));
      case "historically":
        return this.#extremum("behind", "min", part.window ?? endless, of(part.operand));
      case "until":
        return this.#until("ahead", "max", part.window ?? endless, of(part.left), of(part.right));
      case "release":
        return this.#until("ahead", "min", part.window ?? endless, of(part.left), of(part.right));
      case "since":
        return this.#until("behind", "max", part.window ?? endless, of(part.left), of(part.right));
      case "trigger":
        return this.#until("behind", "min", part.window ?? endless, of(part.left), of(part.right));
      default:
        return unreachable(part);
    }
  }

  #not(operand: QuantitativeFormula): QuantitativeFormula {
    return operand.kind === "not" ? operand.operand : this.#interning.make({ kind: "not", operand });
  }

  /** Chains of one connective become one list, so that they do not nest. */
  #all(kind: "and" | "or", operands: readonly QuantitativeFormula[]): QuantitativeFormula {
    const flat = [...new Set(operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand])))];
    return flat.length === 1 ? (flat[0] ?? this.constant(true)) : this.#interning.make({ kind, operands: flat });
  }

  #window(
    direction: Direction,
    choose: Extremum,
    { low, high }: Window,
    operand: QuantitativeFormula,
    beyond: Beyond = nothing[choose],
  ): QuantitativeFormula {
    return this.#interning.make({ kind: "window", direction, choose, low, high, beyond, operand });
  }

  #extremum(direction: Direction, choose: Extremum, window: Window, operand: QuantitativeFormula): QuantitativeFormula {
    const { low, high } = window;
    if (low > high) return this.constant(choose === "min");
    if (high !== Infinity) return this.#window(direction, choose, window, operand, this.#beyond(direction, choose));
    if (low === 0) return this.#window(direction, choose, window, operand);
    const body = this.#window(direction, choose, endless, this.#shifted(direction, choose, low, operand));
    return this.#mustBegin(direction, choose, low, body);
  }

  /**
   * Without an upper end and from a > 0 on, p until q is p until (p in the next a steps, and q a steps on), so that each position looks a bounded way. Where the trace is over before that,
   * what p is there does not matter.
   */
  #until(
    direction: Direction,
    choose: Extremum,
    { low, high }: Window,
    left: QuantitativeFormula,
    right: QuantitativeFormula,
  ): QuantitativeFormula {
    if (low > high) return this.constant(choose === "min");
    const make = (window: Window, end: QuantitativeFormula, beyond: Beyond): QuantitativeFormula =>
      this.#interning.make({ kind: "until", direction, choose, ...window, beyond, left, right: end });
    if (high !== Infinity) return make({ low, high }, right, this.#beyond(direction, choose));
    if (low === 0) return make(endless, right, nothing[choose]);
    const worse = opposite(choose);
    const way = (beyond: Beyond): QuantitativeFormula =>
      this.#window(direction, worse, { low: 0, high: low - 1 }, left, beyond);
    const irrelevant = this.#beyond(direction, choose) === "last" ? nothing[worse] : nothing[choose];
    const begun = [way(irrelevant), this.#shifted(direction, choose, low, right)];
    const body = make(endless, this.#all(choose === "max" ? "and" : "or", begun), nothing[choose]);
    return this.#mustBegin(direction, choose, low, body, way(nothing[worse]));
  }

  #beyond(direction: Direction, choose: Extremum): Beyond {
    if (direction === "behind" || this.pastEnd === "what_is_there") return nothing[choose];
    return this.pastEnd === "pessimistic" ? "-inf" : "last";
  }

  /** The operand so many positions away. Of a window without an upper end that has begun, none is past the end; `mustBegin` judges one that has not. */
  #shifted(direction: Direction, choose: Extremum, by: number, operand: QuantitativeFormula): QuantitativeFormula {
    const repeats = this.#beyond(direction, choose) === "last";
    return this.#window(direction, choose, { low: by, high: by }, operand, repeats ? "last" : nothing[choose]);
  }

  /** Under `pessimistic` a window that asks for all of its positions, and begins past the end, is worth −∞, or what releases it before. */
  #mustBegin(
    direction: Direction,
    choose: Extremum,
    low: number,
    body: QuantitativeFormula,
    released?: QuantitativeFormula,
  ): QuantitativeFormula {
    if (direction === "behind" || choose === "max" || this.pastEnd !== "pessimistic") return body;
    const begins = this.#window("ahead", "max", { low, high: low }, this.constant(true));
    return this.#all("and", [body, released === undefined ? begins : this.#all("or", [begins, released])]);
  }
}

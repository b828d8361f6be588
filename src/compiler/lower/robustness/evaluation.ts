import { opposite, type Extremum, type QuantitativeFormula } from "../../automata/temporal/quantitative/formula.js";
import { isRecursion, operandPositions, type Positions } from "../../automata/temporal/quantitative/reach.js";
import type { NodeId } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import { infinite } from "./margin.js";
import type { Memory } from "./memory.js";
import { neutral, type Vectors } from "./vectors.js";

/** The least and the greatest that the values at some positions can be, each `[n]`; one node where they are known. */
export interface Band {
  readonly low: NodeId;
  readonly high: NodeId;
}

/** `open`: positions after the present one, which is 0, may come, with any letters. `closed`: the trace ends at 0. */
export type Ending = "open" | "closed";

/** What a window takes from a position where the trace may be over: a number, its last value, or nothing that matters (`none`). */
type Missing = number | "last" | "none";

type Window = Extract<QuantitativeFormula, { readonly kind: "window" }>;
type Until = Extract<QuantitativeFormula, { readonly kind: "until" }>;

/**
 * The values of formulas of finite horizon at positions around the present one: a vector of positions for each part of the formula, bounds where letters are unseen. Values at a position
 * after 0 are those that hold if the position exists; values before the start of the trace mean nothing, and nobody looks at them.
 */
export class Evaluation {
  readonly #vectors: Vectors;
  readonly #known = new Map<QuantitativeFormula, Map<string, Band>>();

  constructor(
    private readonly memory: Memory,
    private readonly ending: Ending,
  ) {
    this.#vectors = memory.vectors;
  }

  at(formula: QuantitativeFormula, positions: Positions): Band {
    const key = `${positions.from} ${positions.to}`;
    const bands = this.#known.get(formula) ?? new Map<string, Band>();
    this.#known.set(formula, bands);
    const known = bands.get(key);
    if (known !== undefined) return known;
    const made = this.#make(formula, positions);
    bands.set(key, made);
    return made;
  }

  #make(formula: QuantitativeFormula, positions: Positions): Band {
    const { ir } = this.#vectors;
    switch (formula.kind) {
      case "constant":
        return this.#constant(formula.value ? infinite : -infinite, positions);
      case "atom":
        return this.#atom(formula, positions);
      case "not": {
        const { low, high } = this.at(formula.operand, positions);
        const flipped = ir.unary("negate", high);
        return { low: flipped, high: low === high ? flipped : ir.unary("negate", low) };
      }
      case "and":
      case "or": {
        const choose = formula.kind === "and" ? "min" : "max";
        return (
          formula.operands
            .map((operand) => this.at(operand, positions))
            .reduceRight<Band | undefined>(
              (rest, band) => (rest === undefined ? band : this.#better(choose, band, rest)),
              undefined,
            ) ?? this.#constant(neutral(choose), positions)
        );
      }
      case "window":
        if (formula.direction === "ahead") return this.#windowAhead(formula, positions);
        return isRecursion(formula) ? this.#recursion(formula, positions) : this.#windowBehind(formula, positions);
      case "until":
        if (formula.direction === "ahead") return this.#untilAhead(formula, positions);
        return isRecursion(formula) ? this.#recursion(formula, positions) : this.#untilBehind(formula, positions);
      default:
        return unreachable(formula);
    }
  }

  #constant(value: number, { from, to }: Positions): Band {
    const vector = this.#vectors.filled(value, to - from + 1);
    return { low: vector, high: vector };
  }

  #atom(formula: Extract<QuantitativeFormula, { readonly kind: "atom" }>, { from, to }: Positions): Band {
    const seen = from > 0 ? undefined : this.memory.margins(formula, from);
    const known = seen === undefined || to >= 0 ? seen : this.#vectors.slice(seen, 0, to - from + 1);
    if (to <= 0 && known !== undefined) return { low: known, high: known };
    const unseen = (value: number): NodeId =>
      this.#vectors.join(known, this.#vectors.filled(value, to - Math.max(from, 1) + 1));
    return { low: unseen(-infinite), high: unseen(infinite) };
  }

  #windowAhead(formula: Window, { from, to }: Positions): Band {
    const { choose, low, high, operand } = formula;
    const first = Math.max(low, 1);
    const later =
      high >= first
        ? this.#map(this.#ahead(operand, { from: from + first, to: to + high }, missing(formula)), (vector) =>
            this.#vectors.sliding(choose, vector, high - first + 1),
          )
        : undefined;
    // A position is there where its own value is asked for.
    const now = low === 0 ? this.at(operand, { from, to }) : undefined;
    if (now === undefined || later === undefined) return now ?? later ?? this.#constant(neutral(choose), { from, to });
    return this.#better(choose, now, later);
  }

  #windowBehind(formula: Window, positions: Positions): Band {
    const { choose, low, high, operand } = formula;
    const { from, to } = operandPositions(formula, positions);
    const values = this.#present(choose, this.at(operand, { from, to }), { from, to });
    return this.#map(values, (vector) => this.#vectors.sliding(choose, vector, high - low + 1));
  }

  #untilAhead(formula: Until, { from, to }: Positions): Band {
    const { choose, low, high, left, right } = formula;
    const worse = opposite(choose);
    const size = to - from + 1;
    const end = missing(formula);
    // Where the end counts as bad as can be, what is asked for on the way does not matter there.
    const way = end === neutral(choose) ? "none" : neutral(worse);
    const ahead = { from: from + 1, to: to + high };
    const [goals, ways] = high === 0 ? [] : [this.#ahead(right, ahead, end), this.#ahead(left, ahead, way)];
    const part = (band: Band, distance: number): Band =>
      this.#map(band, (vector) => this.#vectors.slice(vector, distance - 1, size));
    let rest: Band | undefined;
    for (let distance = high; distance >= 0; distance--) {
      const take = (formula: QuantitativeFormula, band: Band | undefined): Band =>
        distance === 0 || band === undefined ? this.at(formula, { from, to }) : part(band, distance);
      const kept = rest && this.#better(worse, take(left, ways), rest);
      const here: Band | undefined = distance >= low ? take(right, goals) : undefined;
      rest = here === undefined || kept === undefined ? (here ?? kept) : this.#better(choose, here, kept);
    }
    return rest ?? this.#constant(neutral(choose), { from, to });
  }

  #untilBehind(formula: Until, positions: Positions): Band {
    const { choose, low, high, left, right } = formula;
    const size = positions.to - positions.from + 1;
    const range = operandPositions(formula, positions);
    const goals = this.#present(choose, this.at(right, range), range);
    const ways = this.at(left, range);
    const part = (band: Band, distance: number): Band =>
      this.#map(band, (vector) => this.#vectors.slice(vector, high - distance, size));
    let rest = part(goals, high);
    for (let distance = high - 1; distance >= 0; distance--) {
      const kept = this.#better(opposite(choose), part(ways, distance), rest);
      rest = distance >= low ? this.#better(choose, part(goals, distance), kept) : kept;
    }
    return rest;
  }

  /** From the last final value over all positions that may still change. */
  #recursion(formula: Window | Until, { from, to }: Positions): Band {
    const { choose } = formula;
    const worse = opposite(choose);
    const start = this.memory.firstOf(formula);
    const range = { from: start, to };
    const goals = this.#present(
      choose,
      this.at(formula.kind === "window" ? formula.operand : formula.right, range),
      range,
    );
    const ways = formula.kind === "window" ? undefined : this.at(formula.left, range);
    const first = (vector: NodeId): NodeId => this.#vectors.slice(vector, 0, 1);
    const old = this.memory.recursion(formula, neutral(choose), (before) => {
      const kept = ways === undefined ? before : this.#vectors.better(worse, first(ways.low), before);
      return this.#vectors.better(choose, first(goals.low), kept);
    });
    const scan = (goal: NodeId, way: NodeId | undefined): NodeId => {
      if (way === undefined) return this.#vectors.better(choose, this.#vectors.running(choose, goal), old);
      return this.#vectors.apply(choose, this.#vectors.runningClamps(choose, { atLeast: goal, atMost: way }), old);
    };
    const low = scan(goals.low, ways?.low);
    const isKnown = goals.low === goals.high && ways?.low === ways?.high;
    return this.#map({ low, high: isKnown ? low : scan(goals.high, ways?.high) }, (vector) =>
      this.#vectors.slice(vector, from - start, to - from + 1),
    );
  }

  /** Positions ahead of others, where the trace may be over; `none`: what is taken from there does not matter. */
  #ahead(operand: QuantitativeFormula, { from, to }: Positions, otherwise: Missing): Band {
    if (to <= 0) return this.at(operand, { from, to });
    const seen = from > 0 ? undefined : this.at(operand, { from, to: 0 });
    const unseen = { from: Math.max(from, 1), to };
    const later =
      this.ending === "closed" ? this.#beyond(operand, unseen, otherwise) : this.#perhaps(operand, unseen, otherwise);
    if (seen === undefined) return later;
    return { low: this.#vectors.join(seen.low, later.low), high: this.#vectors.join(seen.high, later.high) };
  }

  /** Positions past the end. */
  #beyond(operand: QuantitativeFormula, positions: Positions, otherwise: Missing): Band {
    if (otherwise !== "last") return this.#constant(otherwise === "none" ? 0 : otherwise, positions);
    const size = positions.to - positions.from + 1;
    return this.#map(this.at(operand, { from: 0, to: 0 }), (vector) => this.#vectors.ir.broadcast(vector, [size]));
  }

  /** Positions that may come or not. */
  #perhaps(operand: QuantitativeFormula, positions: Positions, otherwise: Missing): Band {
    const { ir } = this.#vectors;
    if (otherwise === "none") return this.at(operand, positions);
    if (otherwise !== "last") {
      const { low, high } = this.at(operand, positions);
      const value = ir.constant(otherwise);
      return { low: this.#vectors.better("min", low, value), high: this.#vectors.better("max", high, value) };
    }
    // The last position may be any from the present one on.
    const { low, high } = this.at(operand, { from: 0, to: positions.to });
    const size = positions.to - positions.from + 1;
    return {
      low: this.#vectors.slice(this.#vectors.running("min", low), positions.from, size),
      high: this.#vectors.slice(this.#vectors.running("max", high), positions.from, size),
    };
  }

  /** What does not change an extremum in the place of positions before the start. */
  #present(choose: Extremum, band: Band, { from, to }: Positions): Band {
    if (from >= 0) return band;
    const { ir } = this.#vectors;
    const exists = this.memory.begun(0, { from, to });
    return this.#map(band, (vector) => ir.select(exists, vector, ir.constant(neutral(choose))));
  }

  #better(choose: Extremum, left: Band, right: Band): Band {
    const low = this.#vectors.better(choose, left.low, right.low);
    const isKnown = left.low === left.high && right.low === right.high;
    return { low, high: isKnown ? low : this.#vectors.better(choose, left.high, right.high) };
  }

  #map({ low, high }: Band, change: (vector: NodeId) => NodeId): Band {
    const changed = change(low);
    return { low: changed, high: low === high ? changed : change(high) };
  }
}

function missing({ beyond }: Window | Until): Missing {
  return beyond === "last" ? beyond : beyond === "-inf" ? -infinite : infinite;
}

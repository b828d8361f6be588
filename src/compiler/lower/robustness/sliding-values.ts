import { opposite, type Extremum, type QuantitativeFormula } from "../../automata/temporal/quantitative/formula.js";
import { manySteps } from "../../builtins/aggregators/folded-window.js";
import { delayLine } from "../../builtins/history/delay-line.js";
import { slidingFold } from "../../builtins/history/sliding-fold.js";
import type { NodeId } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import { stepIndex } from "../environment.js";
import type { PhaseLowering } from "../spec-lowering.js";
import { infinite } from "./margin.js";
import { letterMargin, type MeasuredObjective } from "./memory.js";
import { neutral, Vectors, type Clamp } from "./vectors.js";

type Window = Extract<QuantitativeFormula, { readonly kind: "window" }>;
type Until = Extract<QuantitativeFormula, { readonly kind: "until" }>;

/**
 * Values of formulas at a position that lies the same number of steps back in every step, far enough for all letters that decide them to be seen. The value of a part at its position is then a
 * stream, a number a step, and an operator folds the last numbers of the streams of its operands, in a constant number of operations where the window is long. What a position before the start
 * of the trace is worth means nothing; windows that reach there do not take it.
 */
export class SlidingValues {
  readonly #vectors: Vectors;
  readonly #known = new Map<QuantitativeFormula, Map<number, NodeId>>();
  readonly #margins = new Map<number, NodeId>();
  #slots = 0;

  constructor(
    private readonly lowering: PhaseLowering,
    private readonly objective: MeasuredObjective,
    private readonly name: string,
  ) {
    this.#vectors = new Vectors(lowering.ir);
  }

  /** A scalar; `position` is 0 or negative, and the formula's horizon no larger than it is far. */
  at(formula: QuantitativeFormula, position: number): NodeId {
    const known = this.#known.get(formula) ?? new Map<number, NodeId>();
    this.#known.set(formula, known);
    const value = known.get(position) ?? this.#make(formula, position);
    known.set(position, value);
    return value;
  }

  #make(formula: QuantitativeFormula, position: number): NodeId {
    const { ir } = this.lowering;
    switch (formula.kind) {
      case "constant":
        return ir.constant(formula.value ? infinite : -infinite);
      case "atom":
        return this.#delayed(this.#margin(formula.atom), -position);
      case "not":
        return ir.unary("negate", this.at(formula.operand, position));
      case "and":
      case "or": {
        const choose = formula.kind === "and" ? "min" : "max";
        return (
          formula.operands
            .map((operand) => this.at(operand, position))
            .reduceRight<NodeId | undefined>(
              (rest, value) => (rest === undefined ? value : this.#vectors.better(choose, value, rest)),
              undefined,
            ) ?? ir.constant(neutral(choose))
        );
      }
      case "window":
        return this.#window(formula, position);
      case "until":
        return this.#until(formula, position);
      default:
        return unreachable(formula);
    }
  }

  #window({ direction, choose, low, high, operand }: Window, position: number): NodeId {
    if (direction === "ahead") return this.#best(choose, this.at(operand, position + high), high - low + 1);
    const values = this.#present(choose, this.at(operand, position - low), position - low);
    if (high !== Infinity) return this.#best(choose, values, high - low + 1);
    return this.#recursion(choose, (before) => this.#vectors.better(choose, values, before));
  }

  #until(formula: Until, position: number): NodeId {
    const { direction, choose, low, high, left } = formula;
    const found = direction === "ahead" ? this.#untilAhead(formula, position) : this.#since(formula, position);
    if (low === 0 || high === Infinity) return found;
    // What is asked for on the way to the window counts beside what the window is worth.
    const worse = opposite(choose);
    const way = this.at(left, direction === "ahead" ? position + low - 1 : position);
    return this.#vectors.better(worse, found, this.#best(worse, way, low));
  }

  /** At the last position of the window only `right` counts; `left` may not be known there. */
  #untilAhead({ choose, low, high, left, right }: Until, position: number): NodeId {
    const last = this.at(right, position + high);
    if (low === high) return last;
    const newest = position + high - 1;
    const clamp = { atLeast: this.at(right, newest), atMost: this.at(left, newest) };
    return this.#vectors.apply(choose, this.#composed(choose, clamp, high - low, true), last);
  }

  #since({ choose, low, high, left, right }: Until, position: number): NodeId {
    const newest = position - low;
    const clamp = { atLeast: this.#present(choose, this.at(right, newest), newest), atMost: this.at(left, newest) };
    if (high === Infinity) return this.#recursion(choose, (before) => this.#vectors.apply(choose, clamp, before));
    return this.#composed(choose, clamp, high - low + 1, false).atLeast;
  }

  #best(choose: Extremum, value: NodeId, width: number): NodeId {
    const { ir } = this.lowering;
    if (width < manySteps)
      return width === 1 ? value : ir.reduce(choose, this.#register(value, width, neutral(choose)));
    const [best = value] = this.#folded([value], width, ([older = value], [newer = value]) => [
      this.#vectors.better(choose, older, newer),
    ]);
    return best;
  }

  /** The clamps of the last steps as one; `newestFirst`: the newest is applied first. */
  #composed(choose: Extremum, clamp: Clamp, width: number, newestFirst: boolean): Clamp {
    if (width === 1) return clamp;
    const { ir } = this.lowering;
    const { atLeast, atMost } = clamp;
    const clampOf = ([least = atLeast, most = atMost]: readonly NodeId[]): Clamp => ({ atLeast: least, atMost: most });
    if (width >= manySteps) {
      const parts = this.#folded([atLeast, atMost], width, (older, newer) => {
        const [outer, inner] = newestFirst ? [older, newer] : [newer, older];
        const both = this.#vectors.compose(choose, clampOf(outer), clampOf(inner));
        return [both.atLeast, both.atMost];
      });
      return clampOf(parts);
    }
    // `foldedClamps` applies the last one first.
    const order = Array.from({ length: width }, (_, index) => width - 1 - index);
    const inOrder = (values: NodeId): NodeId => (newestFirst ? values : ir.gather(values, 0, order));
    const all = this.#vectors.foldedClamps(choose, {
      atLeast: inOrder(this.#register(atLeast, width, neutral(choose))),
      atMost: inOrder(this.#register(atMost, width, -neutral(choose))),
    });
    return { atLeast: ir.reshape(all.atLeast, []), atMost: ir.reshape(all.atMost, []) };
  }

  #folded(
    parts: readonly NodeId[],
    steps: number,
    combine: (older: readonly NodeId[], newer: readonly NodeId[]) => readonly NodeId[],
  ): readonly NodeId[] {
    const window = { name: this.#slotName("window"), kind: "objective", dtype: "float", shape: [] } as const;
    return slidingFold({ ...window, steps, filling: 0, now: parts, kept: parts, combine }, this.lowering);
  }

  /** The numbers of the last steps, the present one last. */
  #register(value: NodeId, width: number, before: number): NodeId {
    const { ir } = this.lowering;
    const now = ir.reshape(value, [1]);
    const size = width - 1;
    const old = this.lowering.state(
      {
        name: this.#slotName("register"),
        kind: "objective",
        dtype: "float",
        shape: [size],
        initial: ir.constant(before, "float", [size]),
      },
      (rows) => (size === 1 ? now : ir.concat([ir.slice(rows, [1], [size - 1]), now], 0)),
    );
    return ir.concat([old, now], 0);
  }

  #recursion(choose: Extremum, next: (before: NodeId) => NodeId): NodeId {
    const { ir } = this.lowering;
    const initial = ir.constant(neutral(choose));
    const draft = { name: this.#slotName("past"), kind: "objective", dtype: "float", shape: [], initial } as const;
    return next(this.lowering.state(draft, next));
  }

  #delayed(value: NodeId, steps: number): NodeId {
    if (steps === 0) return value;
    const { ir } = this.lowering;
    if (steps >= manySteps) {
      const line = { name: this.#slotName("delay"), kind: "objective", steps, value } as const;
      return delayLine({ ...line, reaches: this.#exists(-steps) }, this.lowering);
    }
    return ir.reshape(ir.slice(this.#register(value, steps + 1, 0), [0], [1]), []);
  }

  /** Nothing that matters to an extremum in the place of a position before the start. */
  #present(choose: Extremum, value: NodeId, position: number): NodeId {
    if (position >= 0) return value;
    return this.lowering.ir.select(this.#exists(position), value, this.lowering.ir.constant(neutral(choose)));
  }

  #exists(position: number): NodeId {
    const { ir } = this.lowering;
    return ir.binary("greater-equal", stepIndex(this.lowering), ir.constant(-position, "int"));
  }

  #margin(atom: number): NodeId {
    const margin = this.#margins.get(atom) ?? letterMargin(this.objective, atom, this.name, this.lowering);
    this.#margins.set(atom, margin);
    return margin;
  }

  #slotName(part: string): string {
    return `${this.name}.${part} ${++this.#slots}`;
  }
}

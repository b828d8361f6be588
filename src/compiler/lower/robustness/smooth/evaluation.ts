import type { Extremum, PastEnd } from "../../../automata/temporal/quantitative/formula.js";
import type { Direction, Reach, SmoothFormula } from "../../../automata/temporal/quantitative/smooth.js";
import type { GraphBuilder } from "../../../ir/builder.js";
import type { NodeId } from "../../../ir/node.js";
import { unreachable } from "../../../unreachable.js";
import type { Maximum } from "./maximum.js";
import { join, joinAll, mapSums, runningSums, sliceSums, type Sums } from "./sums.js";
import type { Timeline } from "./timeline.js";

type Until = Extract<SmoothFormula, { readonly kind: "until" }>;

/**
 * The values of formulas at the positions of a trace, operator by operator as `src/runtime/robustness/operators` has them. Of what is judged at the first position only, the value at others
 * means nothing.
 */
export class SmoothEvaluation {
  readonly #ir: GraphBuilder;
  readonly #known = new Map<SmoothFormula, NodeId>();

  constructor(
    private readonly timeline: Timeline,
    private readonly maximum: Maximum,
    private readonly pastEnd: PastEnd,
    private readonly margin: (atom: number) => NodeId,
  ) {
    this.#ir = timeline.ir;
  }

  at(formula: SmoothFormula): NodeId {
    const known = this.#known.get(formula);
    if (known !== undefined) return known;
    const made = this.#make(formula);
    this.#known.set(formula, made);
    return made;
  }

  #make(formula: SmoothFormula): NodeId {
    const ir = this.#ir;
    switch (formula.kind) {
      case "constant":
        return ir.constant(formula.value ? Infinity : -Infinity);
      case "atom":
        return this.margin(formula.atom);
      case "not":
        return ir.unary("negate", this.at(formula.operand));
      case "extremum": {
        const members = formula.operands.map((operand) => this.#member(formula.choose, this.at(operand)));
        const [first, ...others] = members;
        if (first === undefined) return ir.constant(formula.choose === "max" ? -Infinity : Infinity);
        return this.#signed(
          formula.choose,
          this.maximum.value(others.reduce((sums, member) => join(ir, sums, member), first)),
        );
      }
      case "step": {
        const outside = formula.strong ? -Infinity : Infinity;
        return this.timeline.neighbour(this.at(formula.operand), formula.direction, outside);
      }
      case "window": {
        const operand = this.#signed(formula.choose, this.at(formula.operand));
        return this.#signed(formula.choose, this.#window(operand, formula));
      }
      case "until":
        return this.#signed(formula.choose, this.#until(formula));
      default:
        return unreachable(formula);
    }
  }

  /** The greatest of x in a window. */
  #window(x: NodeId, { choose, ...reach }: Reach & { readonly choose: Extremum }): NodeId {
    const ir = this.#ir;
    const value = this.maximum.value(this.timeline.window(this.maximum.member(x), reach));
    const { direction, low } = reach;
    if (direction === "behind") return value;
    if (this.pastEnd === "pessimistic" && choose === "min")
      return ir.select(this.#reaches(direction, endOf(reach)), value, ir.constant(Infinity));
    if (this.pastEnd !== "repeat_last" || low === 0) return value;
    const last = this.maximum.value(this.maximum.member(this.timeline.atEnd(x)));
    return ir.select(this.#reaches(direction, low), value, last);
  }

  /** The greatest, over the positions of a window, of the least of right there and left on the way; left and right may be the negatives of the operands. */
  #until(formula: Until): NodeId {
    const { choose, left } = formula;
    const right = this.#signed(choose, this.at(formula.right));
    if (left === undefined) return this.#reach(right, formula);
    const way = this.#member("min", this.#signed(choose, this.at(left)));
    return formula.at === "first" ? this.#untilAtFirst(way, right, formula) : this.#untilAnywhere(way, right, formula);
  }

  /** Nothing is asked for on the way. */
  #reach(right: NodeId, formula: Until): NodeId {
    const worth = this.#worth(this.#member("min", right));
    const here = this.timeline.window(this.maximum.member(worth), formula);
    return this.maximum.value(this.#withEnd(here, right, formula, undefined));
  }

  #untilAtFirst(way: Sums, right: NodeId, formula: Until): NodeId {
    const ir = this.#ir;
    const { direction, low, high } = formula;
    // Behind the first position there is nothing but itself.
    const nearest = { direction, low: 0, high: direction === "ahead" ? high : 0 };
    const before = this.timeline.window(way, { direction: "behind", low: 1, high: Infinity });
    const worth = this.#worth(join(ir, before, this.#member("min", right)));
    const started = direction === "ahead" ? this.#reaches("behind", low) : ir.boolean(low === 0);
    const counted = ir.select(started, worth, ir.constant(-Infinity));
    const here = this.timeline.window(this.maximum.member(counted), nearest);
    const all = (): Sums => this.timeline.window(way, { direction: "ahead", low: 0, high: Infinity });
    return this.maximum.value(this.#withEnd(here, right, formula, all));
  }

  #untilAnywhere(way: Sums, right: NodeId, formula: Until): NodeId {
    const ir = this.#ir;
    const { direction, low, high } = formula;
    const goals = this.timeline.places(this.#member("min", right), { direction, low, high });
    const size = high - low + 1;
    const ways =
      high === 0 ? undefined : runningSums(ir, this.timeline.places(way, { direction, low: 0, high: high - 1 }));
    const worth = this.#worth(ways === undefined ? goals : join(ir, sliceSums(ir, ways, low, size), goals));
    const isThere = this.timeline.exist({ direction, low, high });
    const candidates = this.maximum.member(ir.select(isThere, worth, ir.constant(-Infinity)));
    const all = (): Sums | undefined => ways && scalar(ir, sliceSums(ir, ways, high, 1));
    return this.maximum.value(this.#withEnd(joinAll(ir, candidates), right, formula, all));
  }

  /** Past the end one more position may count, after all of the way. */
  #withEnd(here: Sums, right: NodeId, { choose, ...reach }: Until, way: (() => Sums | undefined) | undefined): Sums {
    const ir = this.#ir;
    if (reach.direction === "behind" || this.pastEnd === "what_is_there") return here;
    // −∞ is no candidate.
    if (this.pastEnd === "pessimistic" && choose === "max") return here;
    const goal = this.#member(
      "min",
      this.pastEnd === "pessimistic" ? ir.constant(Infinity) : this.timeline.atEnd(right),
    );
    const before = way?.();
    const worth = this.#worth(before === undefined ? goal : join(ir, before, goal));
    const counted = ir.select(this.#reaches(reach.direction, endOf(reach)), ir.constant(-Infinity), worth);
    return join(ir, here, this.maximum.member(counted));
  }

  /** What the sums of a least, which are those of a greatest negative, amount to. */
  #worth(sums: Sums): NodeId {
    return this.#ir.unary("negate", this.maximum.value(sums));
  }

  #member(choose: Extremum, x: NodeId): Sums {
    return this.maximum.member(this.#signed(choose, x));
  }

  #signed(choose: Extremum, x: NodeId): NodeId {
    return choose === "max" ? x : this.#ir.unary("negate", x);
  }

  /** Whether the trace has a position so far away. */
  #reaches(direction: Direction, distance: number): NodeId {
    if (distance === 0) return this.#ir.boolean(true);
    return this.#ir.reshape(this.timeline.exist({ direction, low: distance, high: distance }), []);
  }
}

/** Where a window is past the end: by its last position, or by its first one if there is no last. */
function endOf({ low, high }: Reach): number {
  return high === Infinity ? low : high;
}

function scalar(ir: GraphBuilder, sums: Sums): Sums {
  return mapSums(sums, (part) => ir.reshape(part, []));
}

import { opposite, type Extremum } from "../../automata/temporal/quantitative/formula.js";
import type { GraphBuilder } from "../../ir/builder.js";
import type { NodeId } from "../../ir/node.js";
import { infinite } from "./margin.js";

/** What an extremum of nothing is. */
export function neutral(choose: Extremum): number {
  return choose === "max" ? -infinite : infinite;
}

/** x ↦ the better of `at_least` and the worse of `at_most` and x: every lattice polynomial of one variable is such. */
export interface Clamp {
  readonly atLeast: NodeId;
  readonly atMost: NodeId;
}

/** Vectors along an axis of positions, each a node of shape `[n]` with n > 0. */
export class Vectors {
  constructor(readonly ir: GraphBuilder) {}

  size(vector: NodeId): number {
    return this.ir.node(vector).shape[0] ?? 0;
  }

  filled(value: number, size: number): NodeId {
    return this.ir.constant(value, "float", [size]);
  }

  slice(vector: NodeId, start: number, size: number): NodeId {
    return this.ir.slice(vector, [start], [size]);
  }

  /** One after the other; `undefined` is nothing. */
  join(...vectors: readonly (NodeId | undefined)[]): NodeId {
    return this.ir.concat(
      vectors.filter((vector) => vector !== undefined),
      0,
    );
  }

  better(choose: Extremum, left: NodeId, right: NodeId): NodeId {
    return this.ir.binary(choose === "max" ? "maximum" : "minimum", left, right);
  }

  /** The best of each run of `width` neighbours, by runs that double. */
  sliding(choose: Extremum, vector: NodeId, width: number): NodeId {
    const size = this.size(vector);
    if (size === width) return this.ir.reshape(this.ir.reduce(choose, vector), [1]);
    let [best, covered] = [vector, 1];
    while (covered < width) {
      const shift = Math.min(covered, width - covered);
      const rest = this.size(best) - shift;
      best = this.better(choose, this.slice(best, 0, rest), this.slice(best, shift, rest));
      covered += shift;
    }
    return best;
  }

  /** At each place the best so far. */
  running(choose: Extremum, vector: NodeId): NodeId {
    const size = this.size(vector);
    let best = vector;
    for (let shift = 1; shift < size; shift *= 2) {
      const later = this.better(choose, this.slice(best, shift, size - shift), this.slice(best, 0, size - shift));
      best = this.join(this.slice(best, 0, shift), later);
    }
    return best;
  }

  /** The outer one applied to what the inner one gives. */
  compose(choose: Extremum, outer: Clamp, inner: Clamp): Clamp {
    const worse = opposite(choose);
    return {
      atLeast: this.better(choose, outer.atLeast, this.better(worse, outer.atMost, inner.atLeast)),
      atMost: this.better(worse, outer.atMost, inner.atMost),
    };
  }

  apply(choose: Extremum, { atLeast, atMost }: Clamp, value: NodeId): NodeId {
    return this.better(choose, atLeast, this.better(opposite(choose), atMost, value));
  }

  /** At each place all clamps so far, the first innermost. */
  runningClamps(choose: Extremum, clamps: Clamp): Clamp {
    const size = this.size(clamps.atLeast);
    const part = ({ atLeast, atMost }: Clamp, start: number, length: number): Clamp => ({
      atLeast: this.slice(atLeast, start, length),
      atMost: this.slice(atMost, start, length),
    });
    let all = clamps;
    for (let shift = 1; shift < size; shift *= 2) {
      const begun = part(all, 0, shift);
      const later = this.compose(choose, part(all, shift, size - shift), part(all, 0, size - shift));
      all = { atLeast: this.join(begun.atLeast, later.atLeast), atMost: this.join(begun.atMost, later.atMost) };
    }
    return all;
  }

  /** All clamps as one, the last innermost. */
  foldedClamps(choose: Extremum, clamps: Clamp): Clamp {
    let all = clamps;
    for (let size = this.size(all.atLeast); size > 1; size = this.size(all.atLeast)) {
      const whole = size % 2 === 0 ? all : this.#padded(choose, all);
      const pairs = Math.ceil(size / 2);
      const every = (first: number): Clamp => {
        const indices = Array.from({ length: pairs }, (_, index) => 2 * index + first);
        return {
          atLeast: this.ir.gather(whole.atLeast, 0, indices),
          atMost: this.ir.gather(whole.atMost, 0, indices),
        };
      };
      all = this.compose(choose, every(0), every(1));
    }
    return all;
  }

  /** One more clamp, which changes nothing. */
  #padded(choose: Extremum, { atLeast, atMost }: Clamp): Clamp {
    return {
      atLeast: this.join(atLeast, this.filled(neutral(choose), 1)),
      atMost: this.join(atMost, this.filled(-neutral(choose), 1)),
    };
  }
}

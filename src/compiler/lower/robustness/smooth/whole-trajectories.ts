import type { Direction, Reach } from "../../../automata/temporal/quantitative/smooth.js";
import type { GraphBuilder } from "../../../ir/builder.js";
import type { NodeId } from "../../../ir/node.js";
import { infinite } from "../margin.js";
import { join, mapSums, share, type Sums } from "./sums.js";
import type { Timeline } from "./timeline.js";

/** Nodes of the phase `finish`, with a value for each step. Windows take as many nodes as their width has binary digits. */
export class WholeTrajectories implements Timeline {
  constructor(readonly ir: GraphBuilder) {}

  neighbour(x: NodeId, direction: Direction, outside: number): NodeId {
    return this.#moved(x, signOf(direction), outside);
  }

  window(sums: Sums, { direction, low, high }: Reach): Sums {
    const sign = signOf(direction);
    if (high === Infinity) return this.#shifted(this.#endless(sums, direction), sign * low);
    // Sums over 1, 2, 4, … positions, of which the window is put together.
    let block = sums;
    let whole: Sums | undefined;
    let offset = low;
    for (let [size, rest] = [1, high - low + 1]; ; size *= 2) {
      if (rest % 2 === 1) {
        const part = this.#shifted(block, sign * offset);
        whole = whole === undefined ? part : join(this.ir, whole, part);
        offset += size;
      }
      rest = Math.floor(rest / 2);
      if (rest === 0) return whole ?? block;
      block = join(this.ir, block, this.#shifted(block, sign * size));
    }
  }

  places(sums: Sums, { direction, low, high }: Reach): Sums {
    return mapSums(sums, (part, empty) =>
      this.#sideBySide(this.#moved(part, signOf(direction) * low, empty), high - low + 1, signOf(direction), empty),
    );
  }

  exist({ direction, low, high }: Reach): NodeId {
    const here = this.#moved(this.ir.boolean(true), signOf(direction) * low, 0);
    return this.#sideBySide(here, high - low + 1, signOf(direction), 0);
  }

  atEnd(x: NodeId): NodeId {
    return this.ir.pool("last", x, this.ir.boolean(true), ["step", "episode"]);
  }

  /** Sums over all positions that way, this one included. What is summed up is kept as a multiple of the greatest exponent up to each position. */
  #endless({ exponent, scaled, plain, unbounded }: Sums, direction: Direction): Sums {
    const { ir } = this;
    const way = direction === "ahead" ? "backward" : "forward";
    const [all, one] = [ir.boolean(true), ir.boolean(false)];
    const greatest = ir.scan("max", way, exponent, all, one);
    const own = share(ir, exponent, greatest);
    const before = share(ir, this.#moved(greatest, signOf(direction), -infinite), greatest);
    return {
      exponent: greatest,
      scaled: scaled.map((part) => ir.scan("sum", way, ir.binary("multiply", part, own), all, one, before)),
      plain: plain.map((part) => ir.scan("sum", way, part, all, one)),
      unbounded: ir.scan("any", way, unbounded, all, one),
    };
  }

  #shifted(sums: Sums, offset: number): Sums {
    return mapSums(sums, (part, empty) => this.#moved(part, offset, empty));
  }

  #moved(x: NodeId, offset: number, outside: number): NodeId {
    const { ir } = this;
    const { dtype, shape } = ir.node(x);
    return offset === 0 ? x : ir.shift(x, offset, ir.constant(outside, dtype, shape));
  }

  /** The value here and at the next `size` − 1 positions, `[size]`, by parts that double. */
  #sideBySide(x: NodeId, size: number, sign: 1 | -1, outside: number): NodeId {
    const { ir } = this;
    if (size === 1) return ir.reshape(x, [1]);
    const half = Math.ceil(size / 2);
    const near = this.#sideBySide(x, half, sign, outside);
    const far = ir.slice(this.#moved(near, sign * half, outside), [0], [size - half]);
    return ir.concat([near, far], 0);
  }
}

function signOf(direction: Direction): 1 | -1 {
  return direction === "ahead" ? 1 : -1;
}

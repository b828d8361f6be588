import type { Direction, Reach } from "../../../automata/temporal/quantitative/smooth.js";
import type { GraphBuilder } from "../../../ir/builder.js";
import type { NodeId } from "../../../ir/node.js";
import { stepIndex } from "../../environment.js";
import type { PhaseLowering } from "../../spec-lowering.js";
import { infinite, shown } from "../margin.js";
import { join, joinAll, mapSums, partsOf, type Sums } from "./sums.js";
import type { Timeline } from "./timeline.js";

/** Step by step, for formulas of the past: bounded windows keep as many values as they look back, endless ones their sums. */
export class KeptSteps implements Timeline {
  readonly ir: GraphBuilder;

  constructor(
    private readonly lowering: PhaseLowering,
    private readonly name: string,
  ) {
    this.ir = lowering.ir;
  }

  neighbour(x: NodeId, direction: Direction, outside: number): NodeId {
    this.#expectPast(direction);
    const { ir } = this;
    const [low, high] = [ir.constant(-infinite), ir.constant(infinite)];
    const before = this.#slot(outside < 0 ? low : high, () => ir.binary("minimum", ir.binary("maximum", x, low), high));
    return shown(ir, before);
  }

  window(sums: Sums, reach: Reach): Sums {
    this.#expectPast(reach.direction);
    if (reach.high !== Infinity) return joinAll(this.ir, this.places(sums, reach));
    const all = this.#endless(sums);
    if (reach.low === 0) return all;
    return joinAll(this.ir, this.places(all, { ...reach, high: reach.low }));
  }

  places(sums: Sums, { direction, low, high }: Reach): Sums {
    this.#expectPast(direction);
    const { ir } = this;
    return mapSums(sums, (part, empty) => {
      const now = ir.reshape(part, [1]);
      if (high === 0) return now;
      const initial = ir.constant(empty, ir.node(part).dtype, [high]);
      const all = (old: NodeId): NodeId => ir.concat([now, old], 0);
      const kept = this.#slot(initial, (old) => ir.slice(all(old), [0], [high]));
      return ir.slice(all(kept), [low], [high - low + 1]);
    });
  }

  exist({ direction, low, high }: Reach): NodeId {
    this.#expectPast(direction);
    const distances = Array.from({ length: high - low + 1 }, (_, index) => low + index);
    const { ir } = this;
    return ir.binary("greater-equal", stepIndex(this.lowering), ir.constant(distances, "int", [distances.length]));
  }

  atEnd(): NodeId {
    throw new Error("no step knows the last one");
  }

  #endless(now: Sums): Sums {
    const { ir } = this;
    let written: readonly NodeId[] = [];
    let place = 0;
    const before = mapSums(now, (part, empty) => {
      const index = place++;
      return this.#slot(ir.constant(empty, ir.node(part).dtype), () => written[index] ?? part);
    });
    const all = join(ir, before, now);
    written = partsOf(all);
    return all;
  }

  #slot(initial: NodeId, next: (old: NodeId) => NodeId): NodeId {
    const { dtype, shape } = this.ir.node(initial);
    return this.lowering.state({ name: this.name, kind: "objective", dtype, shape, initial }, next);
  }

  #expectPast(direction: Direction): void {
    if (direction === "ahead") throw new Error("no step knows what is ahead");
  }
}

import { opposite } from "../../automata/temporal/quantitative/formula.js";
import type { FirstWindow } from "../../automata/temporal/quantitative/first-windows.js";
import type { NodeId } from "../../ir/node.js";
import { stepIndex } from "../environment.js";
import type { Evaluation } from "./evaluation.js";
import { infinite } from "./margin.js";
import type { Memory } from "./memory.js";
import type { FirstValue } from "./part.js";
import { neutral } from "./vectors.js";

/** The value at the first letter of a window that begins there, in a constant number of operations a step: it is made of the best so far, and of what the way so far allows. */
export function lowerFirstWindow(
  { choose, low, high, beyond, left, right }: FirstWindow,
  name: string,
  memory: Memory,
  open: Evaluation,
): FirstValue {
  const { vectors, lowering } = memory;
  const { ir } = vectors;
  const worse = opposite(choose);
  const index = stepIndex(lowering);
  const reached = (step: number): NodeId => ir.binary("greater-equal", index, ir.constant(step, "int"));
  const better = (...values: readonly NodeId[]): NodeId =>
    values.reduce((best, value) => vectors.better(choose, best, value));
  const worst = (...values: readonly NodeId[]): NodeId =>
    values.reduce((best, value) => vectors.better(worse, best, value));

  const present = open.at(right, { from: 0, to: 0 }).low;
  // What is asked for on the way counts from the step after on.
  const way =
    left === undefined
      ? undefined
      : memory.slot(`${name}.way`, [neutral(worse)], (old) => worst(old, open.at(left, { from: 0, to: 0 }).low));
  const isInside = ir.binary("and", reached(low), ir.unary("not", reached(high + 1)));
  const seen = (before: NodeId): NodeId =>
    ir.select(isInside, better(before, way === undefined ? present : worst(way, present)), before);
  const best = seen(memory.slot(`${name}.best`, [neutral(choose)], seen));

  /** The best and the worst that unseen letters can be. */
  const goodOf = choose === "max" ? "high" : "low";
  const badOf = choose === "max" ? "low" : "high";
  const unseen = open.at(right, { from: 1, to: 1 });
  const isOver = reached(high);
  const over = (value: NodeId): NodeId => ir.select(isOver, best, value);
  const extreme = vectors.filled(-neutral(choose), 1);

  if (left !== undefined && way !== undefined) {
    const past = worst(way, open.at(left, { from: 0, to: 0 }).low);
    const ahead = open.at(left, { from: 1, to: 1 })[goodOf];
    const goal = ir.select(reached(low - 1), unseen[goodOf], worst(unseen[goodOf], ahead));
    return bounds(best, over(better(best, worst(past, goal))), best);
  }
  if (beyond === "last") {
    const closed = over(better(best, present));
    return bounds(
      over(better(best, worst(present, unseen[badOf]))),
      over(better(best, present, unseen[goodOf])),
      closed,
    );
  }
  if ((beyond === "+inf" ? infinite : -infinite) === neutral(choose))
    return bounds(best, over(better(best, unseen[goodOf])), best);
  return bounds(over(better(best, unseen[badOf])), over(extreme), over(extreme));

  function bounds(bad: NodeId, good: NodeId, closed: NodeId): FirstValue {
    return choose === "max" ? { low: bad, high: good, closed } : { low: good, high: bad, closed };
  }
}

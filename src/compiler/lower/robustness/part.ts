import { opposite, type QuantitativeFormula } from "../../automata/temporal/quantitative/formula.js";
import type { Part } from "../../automata/temporal/quantitative/plan.js";
import { isStrong, type Obligation, type Skeleton } from "../../automata/temporal/quantitative/skeleton.js";
import type { Positions } from "../../automata/temporal/quantitative/reach.js";
import type { NodeId } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import { stepIndex } from "../environment.js";
import type { Evaluation } from "./evaluation.js";
import { infinite } from "./margin.js";
import type { Memory } from "./memory.js";
import { neutral, type Vectors } from "./vectors.js";

/*
 *   first letter … last final letter │ pending letters │ unseen letters
 *         a table, kept as state     │   bounds, computed anew in each step
 *
 * The value at the first letter is a lattice polynomial of the obligations after the last final letter. Such a polynomial is known from its values at the corners, where each obligation is −∞
 * or +∞: the greatest, over the sets of obligations, of the least of the value at that set's corner and the obligations in it (Goodstein 1967). So a number for each set is all that is
 * remembered, and a letter changes it by composition.
 */

/** The value at the first letter: bounds over all that may come, and the value if the trace ends here; each `[1]`. */
export interface FirstValue {
  readonly low: NodeId;
  readonly high: NodeId;
  readonly closed: NodeId;
}

export interface Evaluations {
  readonly open: Evaluation;
  readonly closed: Evaluation;
}

/** What stands behind a lowering of a part. */
interface Place {
  readonly part: Part;
  readonly memory: Memory;
  readonly vectors: Vectors;
  /** How many steps after the first letter the part begins. */
  readonly start: number;
}

export function lowerPart(part: Part, name: string, memory: Memory, { open, closed }: Evaluations): FirstValue {
  const { vectors } = memory;
  const { ir } = vectors;
  const place: Place = { part, memory, vectors, start: part.strengths.length };
  const table = lowerTable(place, name, open);
  const atEnd: Values = new Map(
    part.obligations.map((obligation) => [obligation, vectors.filled(isStrong(obligation) ? -infinite : infinite, 1)]),
  );

  const side = (bound: "low" | "high"): NodeId => {
    // Whether the next position is there is open: an end is worst for what is strong and best for what is weak.
    const isExtreme = (obligation: Obligation): boolean => isStrong(obligation) === (bound === "low");
    const letters: Letters = (positions) => (formula) => open.at(formula, positions)[bound];
    return evaluateTable(table, pending(place, letters, unseen(place, letters, atEnd, isExtreme)), vectors);
  };
  const ended = pending(place, (positions) => (formula) => closed.at(formula, positions).low, atEnd);
  return beforeStart(place, {
    low: side("low"),
    high: side("high"),
    closed: ir.reshape(evaluateTable(table, ended, vectors), [1]),
  });
}

/** While the part has not begun, the trace may end before it does. */
function beforeStart({ part: { strengths }, memory, vectors, start }: Place, value: FirstValue): FirstValue {
  if (start === 0) return value;
  const { ir } = vectors;
  const made = ir.binary("minimum", stepIndex(memory.lowering), ir.constant(start, "int"));
  /** By steps made, what the ends before each of the others are worth. */
  const rest = [...strengths, true].map((_, step) =>
    strengths.slice(step).map((strong) => (strong ? -infinite : infinite)),
  );
  const stands = (table: readonly boolean[]): NodeId => ir.lookup(table.map(Number), made, "bool");
  const either = (extreme: number, bound: NodeId): NodeId =>
    ir.select(stands(rest.map((ends) => ends.includes(extreme))), ir.constant(extreme), bound);
  const end = ir.lookup(
    rest.map(([first]) => first ?? 0),
    made,
    "float",
  );
  return {
    low: either(-infinite, value.low),
    high: either(infinite, value.high),
    closed: ir.select(stands(rest.map((ends) => ends.length > 0)), end, value.closed),
  };
}

type Values = ReadonlyMap<Obligation, NodeId>;
type Letters = (positions: Positions) => (formula: QuantitativeFormula) => NodeId;

function map(values: Values, change: (value: NodeId, obligation: Obligation) => NodeId): Values {
  return new Map([...values].map(([obligation, value]) => [obligation, change(value, obligation)]));
}

function chosen({ vectors }: Place, condition: NodeId, then: Values, otherwise: Values): Values {
  return map(then, (value, obligation) => vectors.ir.select(condition, value, at(otherwise, obligation)));
}

function at(values: Values, obligation: Obligation): NodeId {
  const value = values.get(obligation);
  if (value === undefined) throw new Error("an obligation is not listed");
  return value;
}

/** The value at the first letter for each set of obligations that come true, up to and with the last final letter; a set is the number whose bits are its members. */
function lowerTable({ part, memory, vectors, start }: Place, name: string, open: Evaluation): readonly NodeId[] {
  const { obligations, letters, horizon } = part;
  const { ir } = vectors;
  const sets = Array.from({ length: 2 ** obligations.length }, (_, set) => set);
  const corner = (member: number): NodeId =>
    ir.constant(
      sets.map((set) => ((set >> member) % 2 === 1 ? infinite : -infinite)),
      "float",
      [sets.length],
    );
  const last = { from: -horizon, to: -horizon };
  const final = new Map(letters.map((formula) => [formula, open.at(formula, last).low]));
  const corners: Values = new Map(obligations.map((obligation, member) => [obligation, corner(member)]));
  const moved = new Map(
    obligations.map((obligation) => [
      obligation,
      ir.broadcast(
        valueOf(body(obligation), vectors, (formula) => final.get(formula) ?? 0, corners),
        [sets.length],
      ),
    ]),
  );
  // Before the first letter the formula is its own obligation.
  const initial = sets.map((set) => (set % 2 === 1 ? infinite : -infinite));
  const split = (table: NodeId): readonly NodeId[] => sets.map((set) => vectors.slice(table, set, 1));
  const after = (before: NodeId): NodeId => {
    const composed = evaluateTable(split(before), moved, vectors);
    return horizon + start === 0 ? composed : ir.select(memory.begun(start, last), composed, before);
  };
  return split(after(memory.slot(name, initial, after)));
}

/** The polynomial of a table where its obligations have these values. */
function evaluateTable(table: readonly NodeId[], values: Values, vectors: Vectors): NodeId {
  const members = [...values.values()];
  return table
    .map((value, set) =>
      members.reduce(
        (least, member, index) => ((set >> index) % 2 === 1 ? vectors.better("min", least, member) : least),
        value,
      ),
    )
    .reduce((greatest, value) => vectors.better("max", greatest, value));
}

/** The values of the obligations before the pending letters, from those after them. */
function pending(place: Place, letters: Letters, after: Values): Values {
  const { part, memory, start } = place;
  const positions = { from: 1 - part.horizon, to: 0 };
  if (part.horizon === 0) return after;
  const [only] = part.obligations;
  if (part.obligations.length === 1 && only !== undefined)
    return new Map([[only, folded(only, place, letters(positions), positions, at(after, only))]]);
  const same = (values: Values): Values => values;
  return backwards(place, positions, letters, after, same, (position) =>
    start - position > 0 ? memory.begun(start, { from: position, to: position }) : undefined,
  );
}

/** What the obligations are worth after the present letter, where any letters may come: from the end of a trace that goes on for longer than the past is felt. */
function unseen(
  place: Place,
  letters: Letters,
  atEnd: Values,
  /** Whether nothing that comes is beyond what an end is worth to the obligation. */
  isExtreme: (obligation: Obligation) => boolean,
): Values {
  const { part, memory, start } = place;
  const positions = { from: 1, to: part.unseen };
  const [only] = part.obligations;
  if (part.obligations.length === 1 && only !== undefined && start === 0) {
    if (isExtreme(only)) return atEnd;
    return new Map([[only, folded(only, place, letters(positions), positions, at(atEnd, only))]]);
  }
  const mayEnd = (values: Values): Values =>
    map(values, (value, obligation) => (isExtreme(obligation) ? at(atEnd, obligation) : value));
  const values = backwards(place, positions, letters, atEnd, mayEnd, isReached(place));
  return chosen(place, memory.begun(start, { from: 0, to: 0 }), mayEnd(values), values);
}

/** One obligation at all positions at once: what each does to it is a clamp, found at −∞ and +∞. Positions before the start do nothing. */
function folded(
  obligation: Obligation,
  { memory, vectors, start }: Place,
  letter: (formula: QuantitativeFormula) => NodeId,
  positions: Positions,
  after: NodeId,
): NodeId {
  const { ir } = vectors;
  const begun = memory.begun(start, positions);
  const given = (value: number): NodeId => {
    const next = vectors.filled(value, positions.to - positions.from + 1);
    return ir.select(begun, valueOf(body(obligation), vectors, letter, new Map([[obligation, next]])), next);
  };
  const all = vectors.foldedClamps("max", { atLeast: given(neutral("max")), atMost: given(neutral("min")) });
  return vectors.apply("max", all, after);
}

/** Whether an unseen position comes to its turn: a start beyond all letters that the past still touches is as good as one at the first that it does not. */
function isReached({ part, memory, start }: Place): (position: number) => NodeId | undefined {
  return (position) =>
    start <= position || position > part.settling ? undefined : memory.begun(start, { from: position, to: position });
}

/** One position after the other, the last first; `enter` changes what holds after a position, which counts only `where` that is true (`undefined`: it is). */
function backwards(
  place: Place,
  { from, to }: Positions,
  letters: Letters,
  after: Values,
  enter: (values: Values) => Values,
  where: (position: number) => NodeId | undefined,
): Values {
  const { part, vectors } = place;
  const all = letters({ from, to });
  let values = after;
  for (let position = to; position >= from; position--) {
    const next = enter(values);
    const letter = (formula: QuantitativeFormula): NodeId => vectors.slice(all(formula), position - from, 1);
    const made = new Map(
      part.obligations.map((obligation) => [obligation, valueOf(body(obligation), vectors, letter, next)]),
    );
    const condition = where(position);
    values = condition === undefined ? made : chosen(place, condition, made, values);
  }
  return values;
}

/** What an obligation asks of a position that is there. */
function body(obligation: Obligation): Skeleton {
  return obligation.kind === "step" ? obligation.operand : obligation;
}

/** A skeleton at one position or several, from its letters there and the obligations at the next one. */
function valueOf(
  skeleton: Skeleton,
  vectors: Vectors,
  letter: (formula: QuantitativeFormula) => NodeId,
  next: Values,
): NodeId {
  const value = (part: Skeleton): NodeId => valueOf(part, vectors, letter, next);
  switch (skeleton.kind) {
    case "letter":
      return letter(skeleton.formula);
    case "and":
    case "or": {
      const choose = skeleton.kind === "and" ? "min" : "max";
      return skeleton.operands.map(value).reduce((left, right) => vectors.better(choose, left, right));
    }
    case "step":
      return at(next, skeleton);
    case "until": {
      const { choose, left, right } = skeleton;
      const later = at(next, skeleton);
      const kept = left === undefined ? later : vectors.better(opposite(choose), value(left), later);
      return vectors.better(choose, value(right), kept);
    }
    default:
      return unreachable(skeleton);
  }
}

import { unreachable } from "../../../unreachable.js";
import {
  always,
  and,
  first,
  never,
  not,
  or,
  type TemporalFormula,
  unary,
  type Window,
  windowed,
  xor,
} from "../formula.js";
import { everyPart } from "../formula-parts.js";

/** What a formula says at a position, in words of the past: where the position is the last one, and where it is not. */
interface Here {
  readonly ifLast: TemporalFormula;
  readonly otherwise: TemporalFormula;
}

interface Reading {
  /** Absent where it speaks of the future. */
  readonly here?: Here;
  /** What the last letter says of the formula at the first one; absent where that takes more than the past. */
  readonly atEnd?: TemporalFormula;
}

/**
 * A formula without future operators that holds at the last letter of just the traces whose first letter satisfies the given one: `always p` becomes `historically p`, `eventually (last and p)`
 * becomes p (De Giacomo, Di Stasio, Fuggitti and Rubin, IJCAI 2020: pure-past formulas are judged at the end). `undefined` where future operators stand under each other, or over anything but the past
 * and `last`. Needs no stack.
 */
export function atEnd(root: TemporalFormula): TemporalFormula | undefined {
  const readings = new Map<TemporalFormula, Reading>();
  for (const part of everyPart(root))
    readings.set(
      part,
      read(part, (operand) => readings.get(operand) ?? {}),
    );
  return readings.get(root)?.atEnd;
}

function read(part: TemporalFormula, of: (operand: TemporalFormula) => Reading): Reading {
  switch (part.kind) {
    case "constant":
    case "atom":
      return atPosition({ ifLast: part, otherwise: part });
    case "not":
      return connective([part.operand], of, ([operand = never]) => not(operand));
    case "and":
      return connective(part.operands, of, (operands) => and(...operands));
    case "or":
      return connective(part.operands, of, (operands) => or(...operands));
    case "xor":
      return connective([part.left, part.right], of, ([left = never, right = never]) => xor(left, right));
    case "next":
    case "weak-next":
      return part.operand.kind === "constant"
        ? atPosition({ ifLast: part.kind === "next" ? never : always, otherwise: part.operand })
        : {};
    case "previously":
    case "weak-previously":
    case "once":
    case "historically":
      return isPast(of(part.operand)) ? atPosition({ ifLast: part, otherwise: part }) : {};
    case "since":
    case "trigger":
      return isPast(of(part.left)) && isPast(of(part.right)) ? atPosition({ ifLast: part, otherwise: part }) : {};
    case "eventually":
      if (part.window !== undefined) return until(always, part.operand, part.window, of);
      return overAll(of(part.operand), (ifLast, earlier) => or(ifLast, unary("previously", windowed("once", earlier))));
    case "always":
      if (part.window !== undefined) return negated(until(always, not(part.operand), part.window, negating(of)));
      return overAll(of(part.operand), (ifLast, earlier) =>
        and(ifLast, unary("weak-previously", windowed("historically", earlier))),
      );
    case "until":
      return until(part.left, part.right, part.window, of);
    case "release":
      return negated(until(not(part.left), not(part.right), part.window, negating(of)));
    case "matches":
      return {};
    default:
      return unreachable(part);
  }
}

/** A formula that says something at its own position, read at the first letter of a trace that ends here. */
function atPosition(here: Here): Reading {
  const earlier = unary("previously", windowed("once", and(first, here.otherwise)));
  return { here, atEnd: or(and(first, here.ifLast), earlier) };
}

function connective(
  operands: readonly TemporalFormula[],
  of: (operand: TemporalFormula) => Reading,
  combine: (operands: readonly TemporalFormula[]) => TemporalFormula,
): Reading {
  const readings = operands.map(of);
  const here = readings.flatMap((reading) => reading.here ?? []);
  const ends = readings.flatMap((reading) => reading.atEnd ?? []);
  return {
    ...(here.length < operands.length ? {} : { here: combined(here, combine) }),
    ...(ends.length < operands.length ? {} : { atEnd: combine(ends) }),
  };
}

function combined(all: readonly Here[], combine: (operands: readonly TemporalFormula[]) => TemporalFormula): Here {
  const otherwise = combine(all.map((here) => here.otherwise));
  return { ifLast: all.every(isSame) ? otherwise : combine(all.map(({ ifLast }) => ifLast)), otherwise };
}

function overAll(
  { here }: Reading,
  combine: (ifLast: TemporalFormula, earlier: TemporalFormula) => TemporalFormula,
): Reading {
  return here === undefined ? {} : { atEnd: combine(here.ifLast, here.otherwise) };
}

/** Some position within the window from the first letter has `right`, and all before it `left`. */
function until(
  left: TemporalFormula,
  right: TemporalFormula,
  window: Window | undefined,
  of: (operand: TemporalFormula) => Reading,
): Reading {
  if ((left !== always && !isPast(of(left))) || !isPast(of(right))) return {};
  const here = window === undefined ? [] : [windowed("once", first, window)];
  const before = left === always ? [] : [unary("weak-previously", windowed("historically", left))];
  return { atEnd: windowed("once", and(right, ...here, ...before)) };
}

function negated({ atEnd: end }: Reading): Reading {
  return end === undefined ? {} : { atEnd: not(end) };
}

/** A negation made on the way is read as what it negates. */
function negating(of: (operand: TemporalFormula) => Reading): (operand: TemporalFormula) => Reading {
  return (operand) => (operand.kind === "not" ? of(operand.operand) : of(operand));
}

/** Whether it says the same wherever the trace ends. */
function isPast({ here }: Reading): boolean {
  return here !== undefined && isSame(here);
}

function isSame({ ifLast, otherwise }: Here): boolean {
  return ifLast === otherwise;
}

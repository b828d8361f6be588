import type { TemporalFormula } from "../formula.js";
import { firstWindowsOf, type FirstWindow } from "./first-windows.js";
import { operandsOf, type PastEnd, type QuantitativeFormula } from "./formula.js";
import { normalise } from "./normalise.js";
import { depthOf, firstPositions, horizonOf, operandPositions, settlingOf } from "./reach.js";
import { skeletonOf, type NoSkeleton, type Obligation, type Skeleton } from "./skeleton.js";

/*
 * formula ─normalise─▶ quantitative formula ─┬─▶ past, delayed: its value at one position, for a finite horizon
 *                                            └─▶ low, high: greatest and least of parts, each
 *                                                    obligations (what looks ahead without end)
 *                                                    letters     (what has a horizon)
 */

/** What is read at each step: the value here; the bounds at the first letter; the value one horizon ago. */
export type Reading = "past" | "interval" | "delayed";

/** One formula, `obligations[0]`, at a letter that is so many steps after the first one as there are `strengths`. */
export interface Part {
  /** Of each of these steps, whether the formula fails (−∞) where the trace ends before it; else it holds (+∞) there. */
  readonly strengths: readonly boolean[];
  readonly obligations: readonly Obligation[];
  readonly letters: readonly QuantitativeFormula[];
  /** After so many positions the letters of one are final. */
  readonly horizon: number;
  /** All unseen letters after so many have the same bounds. */
  readonly settling: number;
  /** So many unseen positions are looked at: no more of them change the bounds. */
  readonly unseen: number;
}

export type Parts =
  | FirstWindow
  | { readonly kind: "part"; readonly part: Part }
  | { readonly kind: "and" | "or"; readonly operands: readonly Parts[] };

export type Plan =
  /** The value of the formula so many positions ago. */
  | { readonly kind: "value"; readonly formula: QuantitativeFormula; readonly ago: number }
  | { readonly kind: "interval"; readonly parts: Parts };

/** Why a reading is not possible step by step. */
export type Unreadable =
  | NoSkeleton
  | "sequence"
  /** `past`: the formula looks ahead. */
  | "looks-ahead"
  /** `delayed`: it looks ahead without end. */
  | "endless"
  /** Too many obligations at once: each subset of them has a number. */
  | "many-obligations"
  | "deep"
  /** Takes more than is reasonable in each step. */
  | "large";

const most = { obligations: 5, depth: 100, memory: 20_000, nodes: 20_000, parts: 400, streams: 1_000 } as const;

/** How a reading of a formula runs online in constant memory. */
export function planOf(root: TemporalFormula, pastEnd: PastEnd, reading: Reading): Plan | Unreadable {
  const formula = normalise(root, pastEnd);
  if (formula === undefined) return "sequence";
  if (depthOf(formula) > most.depth) return "deep";
  if (reading !== "interval") {
    if (reading === "past" && looksAhead(formula)) return "looks-ahead";
    const ago = horizonOf(formula);
    if (ago === Infinity) return "endless";
    return isLargeStream(formula, -ago) ? "large" : { kind: "value", formula, ago };
  }
  const skeleton = skeletonOf(formula);
  if (typeof skeleton === "string") return skeleton;
  return partsOf(skeleton);
}

/** Steps that no operator repeats lead to formulas at other letters than the first. */
function partsOf(skeleton: Skeleton): Plan | Unreadable {
  const made = new Map<string, Map<Skeleton, Parts>>();
  let count = 0;
  const build = (node: Skeleton, strengths: readonly boolean[]): Parts | Unreadable => {
    if (node.kind === "step") return build(node.operand, [...strengths, node.strong]);
    const path = strengths.map(Number).join("");
    const here = made.get(path) ?? new Map<Skeleton, Parts>();
    made.set(path, here);
    const known = here.get(node);
    if (known !== undefined) return known;
    if (++count > most.parts) return "large";
    const windows = node.kind === "letter" && strengths.length === 0 ? firstWindowsOf(node.formula) : undefined;
    let parts: Parts;
    if (windows !== undefined) parts = windows;
    else if (node.kind === "and" || node.kind === "or") {
      const operands: Parts[] = [];
      for (const operand of node.operands) {
        const built = build(operand, strengths);
        if (typeof built === "string") return built;
        operands.push(built);
      }
      parts = { kind: node.kind, operands };
    } else {
      const part = partOf(node, strengths);
      if (typeof part === "string") return part;
      parts = { kind: "part", part };
    }
    here.set(node, parts);
    return parts;
  };
  const parts = build(skeleton, []);
  return typeof parts === "string" ? parts : { kind: "interval", parts };
}

/** What is no obligation of its own is right now, or never. */
function partOf(
  node: Extract<Skeleton, { readonly kind: "letter" | "until" }>,
  strengths: readonly boolean[],
): Part | Unreadable {
  const never: Skeleton = { kind: "letter", formula: { kind: "constant", value: false } };
  const root: Obligation = node.kind === "until" ? node : { kind: "until", choose: "max", left: never, right: node };
  const obligations = new Set<Obligation>();
  const letters = new Set<QuantitativeFormula>();
  const seen = new Set<Skeleton>();
  const open: Skeleton[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === "letter") letters.add(next.formula);
    else if (next.kind === "and" || next.kind === "or") open.push(...next.operands);
    else {
      obligations.add(next);
      open.push(
        ...(next.kind === "step" ? [next.operand] : [next.right, ...(next.left === undefined ? [] : [next.left])]),
      );
    }
  }
  if (obligations.size > most.obligations) return "many-obligations";
  const horizon = Math.max(0, ...[...letters].map(horizonOf));
  const settling = Math.max(0, ...[...letters].map(settlingOf));
  const unseen = settling + 1 + obligations.size;
  const requests = [...letters].map((formula) => ({ formula, positions: { from: -horizon, to: unseen } }));
  // Positions of a single obligation are folded at once, those of several one after the other; so are unseen ones while the part may not have begun.
  const alone = obligations.size === 1;
  const positions = (alone ? 0 : horizon) + (alone && strengths.length === 0 ? 0 : unseen);
  const steps = 4 * seen.size * positions * (strengths.length + 1);
  if (isLarge(requests, steps)) return "large";
  return { strengths, obligations: [...obligations], letters: [...letters], horizon, settling, unseen };
}

function looksAhead(formula: QuantitativeFormula): boolean {
  const open = [formula];
  const seen = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ((next.kind === "window" || next.kind === "until") && next.direction === "ahead") return true;
    for (const operand of operandsOf(next)) {
      if (seen.has(operand)) continue;
      seen.add(operand);
      open.push(operand);
    }
  }
  return false;
}

/** Whether a value a step of the formula, that many positions from the present one, takes too much: the operands are streams of their own, delayed as operators need them. */
function isLargeStream(root: QuantitativeFormula, from: number): boolean {
  const seen = new Map<QuantitativeFormula, Set<number>>();
  const open = [{ formula: root, position: from }];
  let memory = 0;
  let streams = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { formula, position } = next;
    const positions = seen.get(formula) ?? new Set();
    if (positions.has(position)) continue;
    seen.set(formula, positions.add(position));
    if (formula.kind === "atom") memory -= position;
    const bounded = (formula.kind === "window" || formula.kind === "until") && formula.high !== Infinity;
    if (bounded) memory += (formula.kind === "until" ? 2 : 1) * formula.high;
    if (memory > most.memory || ++streams > most.streams) return true;
    open.push(...streamsOf(formula, position));
  }
  return false;
}

/** The operands of a formula and where they are looked at for its value at a position. */
function streamsOf(
  formula: QuantitativeFormula,
  position: number,
): readonly { readonly formula: QuantitativeFormula; readonly position: number }[] {
  if (formula.kind !== "window" && formula.kind !== "until")
    return operandsOf(formula).map((operand) => ({ formula: operand, position }));
  const { direction, low, high } = formula;
  const ahead = direction === "ahead";
  const newest = ahead ? position + high : position - low;
  if (formula.kind === "window") return [{ formula: formula.operand, position: newest }];
  const { left, right } = formula;
  const inside = ahead && low < high ? newest - 1 : newest;
  return [
    { formula: right, position: newest },
    { formula: right, position: inside },
    ...(ahead && low === high ? [] : [{ formula: left, position: inside }]),
    ...(low === 0 ? [] : [{ formula: left, position: ahead ? position + low - 1 : position }]),
  ];
}

function isLarge(requests: Parameters<typeof firstPositions>[0], steps: number): boolean {
  const first = firstPositions(requests);
  let memory = 0;
  let nodes = steps;
  for (const [formula, from] of first) {
    if (formula.kind === "atom") memory += Math.max(0, -from);
    if (formula.kind === "until" && formula.high !== Infinity) nodes += 8 * formula.high;
    memory += operandPositions(formula, { from, to: 0 }).to - operandPositions(formula, { from, to: 0 }).from;
  }
  return memory > most.memory || nodes > most.nodes;
}

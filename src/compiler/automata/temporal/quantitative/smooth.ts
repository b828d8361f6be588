import { unreachable } from "../../../unreachable.js";
import { looksForward, operandsOf } from "../formula-parts.js";
import type { TemporalFormula, Window } from "../formula.js";
import type { Extremum } from "./formula.js";

/*
 * Formulas whose greatest and least are smooth. A smooth extremum of extrema is not that of all their members, so that nothing is rewritten but chains of one connective, which are one:
 * operators stay as the text has them (the definitions of `src/runtime/robustness`).
 */

export type Direction = "ahead" | "behind";

export interface Reach {
  readonly direction: Direction;
  readonly low: number;
  /** May be infinite. */
  readonly high: number;
}

export type SmoothFormula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "atom"; readonly atom: number }
  | { readonly kind: "not"; readonly operand: SmoothFormula }
  | { readonly kind: "extremum"; readonly choose: Extremum; readonly operands: readonly SmoothFormula[] }
  /** The operand at the next or previous position; where there is none −∞ (`strong`), else +∞. */
  | {
      readonly kind: "step";
      readonly direction: Direction;
      readonly strong: boolean;
      readonly operand: SmoothFormula;
    }
  | ({ readonly kind: "window"; readonly choose: Extremum; readonly operand: SmoothFormula } & Reach)
  /** `max`: until and since, `min`: release and trigger. Without `left` nothing is asked for on the way. */
  | ({
      readonly kind: "until";
      readonly choose: Extremum;
      readonly left: SmoothFormula | undefined;
      readonly right: SmoothFormula;
      /** Where it is judged: at the first position of a trace only, or at all. */
      readonly at: Judged;
    } & Reach);

type Judged = "first" | "everywhere";

/** Why a formula has no smooth value. */
export type NoSmooth =
  | "sequence"
  /** At the present step: it looks ahead. */
  | "looks-ahead"
  /** An until, release or since has a condition on the way and no upper bound, and is judged at other steps than the first. */
  | "endless-until"
  /** Such a one has a window that is too long. */
  | "long-until"
  | "deep"
  | "large";

/** `memory`: numbers that are kept of earlier steps. */
const most = { depth: 100, parts: 500, until: 1000, memory: 20_000 } as const;

/** What a smooth value is made of: at the `first` position of a whole trace, or step by step at `everywhere`, for which it must not look ahead. */
export function smoothFormulaOf(root: TemporalFormula, judged: Judged): SmoothFormula | NoSmooth {
  const reader = new Reader();
  try {
    return reader.read(root, judged, judged === "everywhere", 0);
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

class Refusal extends Error {
  constructor(readonly reason: NoSmooth) {
    super(reason);
  }
}

class Reader {
  readonly #known: Readonly<Record<Judged, Map<TemporalFormula, SmoothFormula>>> = {
    first: new Map(),
    everywhere: new Map(),
  };
  #parts = 0;
  #memory = 0;

  /** `present`: nothing that is ahead is known. */
  read(formula: TemporalFormula, at: Judged, present: boolean, depth: number): SmoothFormula {
    const known = this.#known[at].get(formula);
    if (known !== undefined) return known;
    if (depth > most.depth) throw new Refusal("deep");
    if (++this.#parts > most.parts) throw new Refusal("large");
    if (formula.kind === "matches") throw new Refusal("sequence");
    if (present && looksForward(formula)) throw new Refusal("looks-ahead");
    const made = this.#make(formula, at, (operand, judged) => this.read(operand, judged, present, depth + 1));
    this.#known[at].set(formula, made);
    if (present) this.#remember(made);
    return made;
  }

  #remember(made: SmoothFormula): void {
    if (made.kind !== "window" && made.kind !== "until") return;
    this.#memory += made.high === Infinity ? made.low : made.high;
    if (this.#memory > most.memory) throw new Refusal("large");
  }

  #make(
    formula: Exclude<TemporalFormula, { readonly kind: "matches" }>,
    at: Judged,
    read: (operand: TemporalFormula, at: Judged) => SmoothFormula,
  ): SmoothFormula {
    switch (formula.kind) {
      case "constant":
        return { kind: "constant", value: formula.value };
      case "atom":
        return { kind: "atom", atom: formula.atom };
      case "not":
        return { kind: "not", operand: read(formula.operand, at) };
      case "and":
      case "or":
        return {
          kind: "extremum",
          choose: formula.kind === "or" ? "max" : "min",
          operands: chained(formula).map((operand) => read(operand, at)),
        };
      case "xor": {
        const [left, right] = [read(formula.left, at), read(formula.right, at)];
        const only = (one: SmoothFormula, other: SmoothFormula): SmoothFormula => ({
          kind: "extremum",
          choose: "min",
          operands: [one, other],
        });
        const not = (operand: SmoothFormula): SmoothFormula => ({ kind: "not", operand });
        return { kind: "extremum", choose: "max", operands: [only(left, not(right)), only(not(left), right)] };
      }
      case "next":
      case "weak-next":
      case "previously":
      case "weak-previously":
        return {
          kind: "step",
          direction: formula.kind === "next" || formula.kind === "weak-next" ? "ahead" : "behind",
          strong: formula.kind === "next" || formula.kind === "previously",
          operand: read(formula.operand, "everywhere"),
        };
      case "eventually":
      case "always":
      case "once":
      case "historically": {
        const choose = formula.kind === "eventually" || formula.kind === "once" ? "max" : "min";
        const direction = formula.kind === "eventually" || formula.kind === "always" ? "ahead" : "behind";
        const { low, high } = formula.window ?? endless;
        const operand = read(formula.operand, "everywhere");
        if (low > high) return { kind: "constant", value: choose === "min" };
        return { kind: "window", choose, direction, low, high, operand };
      }
      case "until":
      case "release":
      case "since":
      case "trigger": {
        const choose = formula.kind === "until" || formula.kind === "since" ? "max" : "min";
        const direction = formula.kind === "until" || formula.kind === "release" ? "ahead" : "behind";
        const { low, high } = formula.window ?? endless;
        const right = read(formula.right, "everywhere");
        const left = constantValue(formula.left) === (choose === "max") ? undefined : read(formula.left, "everywhere");
        if (low > high) return { kind: "constant", value: choose === "min" };
        if (left !== undefined && at === "everywhere") {
          if (high === Infinity) throw new Refusal("endless-until");
          if (high > most.until) throw new Refusal("long-until");
        }
        return { kind: "until", choose, direction, low, high, left, right, at };
      }
      default:
        return unreachable(formula);
    }
  }
}

const endless: Window = { low: 0, high: Infinity };

/** The operands of a chain of `and` or of `or`, however it is bracketed. */
function chained(root: TemporalFormula): readonly TemporalFormula[] {
  const operands: TemporalFormula[] = [];
  const open: TemporalFormula[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === root.kind) open.push(...operandsOf(next).toReversed());
    else operands.push(next);
  }
  return operands;
}

function constantValue(formula: TemporalFormula): boolean | undefined {
  let [negated, inner] = [false, formula];
  while (inner.kind === "not") [negated, inner] = [!negated, inner.operand];
  return inner.kind === "constant" ? inner.value !== negated : undefined;
}

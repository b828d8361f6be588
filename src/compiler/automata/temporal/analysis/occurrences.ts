import { unreachable } from "../../../unreachable.js";
import type { TemporalFormula, Window } from "../formula.js";
import { operandsOf } from "../formula-parts.js";

/** A part of a formula where it is looked at; a part may occur several times. */
export interface Occurrence {
  readonly part: TemporalFormula;
  /** Whether the formula wants the part to hold, not to hold, or (below `xor`) either. */
  readonly polarity: Polarity;
  /**
   * `first`: at the first letter only, nothing but connectives stand above. `every`: at every letter from some on up to the last one, or at all of these but the first.
   */
  readonly place: "first" | "every" | "elsewhere";
}

type Polarity = "positive" | "negative" | "both";
type Place = Occurrence["place"];

/** Every occurrence that differs from others in part, polarity or place, parts before their operands. Nothing recurses. */
export function occurrencesOf(root: TemporalFormula): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const seen = new Map<TemporalFormula, Set<string>>();
  const stack: Occurrence[] = [{ part: root, polarity: "positive", place: "first" }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const own = seen.get(top.part) ?? new Set();
    seen.set(top.part, own);
    const key = `${top.polarity} ${top.place}`;
    if (own.has(key)) continue;
    own.add(key);
    found.push(top);
    for (const occurrence of [...below(top)].reverse()) stack.push(occurrence);
  }
  return found;
}

function below({ part, polarity, place }: Occurrence): readonly Occurrence[] {
  const each = (where: Place, sign: Polarity = polarity): readonly Occurrence[] =>
    operandsOf(part).map((operand) => ({ part: operand, polarity: sign, place: where }));
  switch (part.kind) {
    case "constant":
    case "atom":
      return [];
    case "not":
      return each(place, polarity === "both" ? "both" : polarity === "positive" ? "negative" : "positive");
    case "and":
    case "or":
      return each(place);
    case "xor":
      return each(place, "both");
    case "next":
    case "weak-next":
      return each(place === "every" ? "every" : "elsewhere");
    case "always":
      return each(polarity === "positive" && isUnbounded(part.window) ? "every" : "elsewhere");
    case "eventually":
      return each(polarity === "negative" && isUnbounded(part.window) ? "every" : "elsewhere");
    case "release":
    case "until": {
      const wanted = part.kind === "release" ? "positive" : "negative";
      const universal = polarity === wanted && isUnbounded(part.window);
      return [
        { part: part.left, polarity, place: "elsewhere" },
        { part: part.right, polarity, place: universal ? "every" : "elsewhere" },
      ];
    }
    case "previously":
    case "weak-previously":
    case "once":
    case "historically":
    case "since":
    case "trigger":
      return each("elsewhere");
    case "matches":
      return each("elsewhere", "both");
    default:
      return unreachable(part);
  }
}

/** Whether a window has no end. */
export function isUnbounded(window: Window | undefined): boolean {
  return window === undefined || window.high === Infinity;
}

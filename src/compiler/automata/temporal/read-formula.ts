import { unreachable } from "../../unreachable.js";
import { type Budget, Exhausted } from "./budget.js";
import type { TemporalFormula, Window } from "./formula.js";
import { type FormulaPart, partsOf } from "./formula-parts.js";
import { fails, holds, type Term, Terms } from "./terms.js";
import { Words } from "./words.js";

/** A fresh atom that stands for a term with a future at every position. */
export interface Definition {
  readonly atom: number;
  readonly term: Term;
}

/** A formula as shared terms. The past operators read pure past terms only: what else stood under them is defined by fresh atoms. */
export interface ReadFormula {
  readonly terms: Terms;
  readonly words: Words;
  readonly term: Term;
  readonly definitions: readonly Definition[];
}

/** Longest trees of past windows that are spelled out, in positions. */
const pastFactor = 4;

/** Shared terms of a formula over `atoms` atoms; fresh atoms are numbered from there. Atoms are renamed by `levelOf`. Walks an explicit stack. */
export function readFormula(
  formula: TemporalFormula,
  atoms: number,
  budget: Budget,
  levelOf: readonly number[] = [],
): ReadFormula {
  const terms = new Terms();
  const words = new Words(terms, budget);
  const definitions: Definition[] = [];
  const definitionOf = new Map<Term, Term>();
  /** Terms of formulas, items of expressions. */
  const read = new Map<FormulaPart, number>();
  const stack: { readonly part: FormulaPart; readonly ready: boolean }[] = [{ part: formula, ready: false }];

  const of = (part: FormulaPart): number => read.get(part) as number;
  const pure = (term: Term): Term => {
    if (!terms.hasFuture(term)) return term;
    const positive = term & ~1;
    let name = definitionOf.get(positive);
    if (name === undefined) {
      const atom = atoms + definitions.length;
      definitions.push({ atom, term: positive });
      name = terms.atom(atom);
      definitionOf.set(positive, name);
    }
    return name ^ (term & 1);
  };
  const since = (left: Term, right: Term, window: Window | undefined): Term =>
    sinceWithin(terms, pure(left), pure(right), window ?? everywhere, budget);

  const build = (part: FormulaPart): number => {
    switch (part.kind) {
      case "constant":
        return part.value ? holds : fails;
      case "atom":
        return terms.atom(levelOf[part.atom] ?? part.atom);
      case "not":
        return of(part.operand) ^ 1;
      case "and":
        return terms.and(part.operands.map(of));
      case "or":
        return terms.or(part.operands.map(of));
      case "xor":
        return terms.xor(of(part.left), of(part.right));
      case "next":
        return terms.next(of(part.operand));
      case "weak-next":
        return terms.next(of(part.operand) ^ 1) ^ 1;
      case "previously":
        return terms.previously(pure(of(part.operand)));
      case "weak-previously":
        return terms.previously(pure(of(part.operand) ^ 1)) ^ 1;
      case "eventually":
        return until(terms, holds, of(part.operand), part.window);
      case "always":
        return until(terms, holds, of(part.operand) ^ 1, part.window) ^ 1;
      case "once":
        return since(holds, of(part.operand), part.window);
      case "historically":
        return since(holds, of(part.operand) ^ 1, part.window) ^ 1;
      case "until":
        return until(terms, of(part.left), of(part.right), part.window);
      case "release":
        return until(terms, of(part.left) ^ 1, of(part.right) ^ 1, part.window) ^ 1;
      case "since":
        return since(of(part.left), of(part.right), part.window);
      case "trigger":
        return since(of(part.left) ^ 1, of(part.right) ^ 1, part.window) ^ 1;
      case "matches": {
        const word = words.list(of(part.expression), 0);
        // The rest is never empty where a formula is judged, so only a prefix can be.
        if (!part.exactly && words.steps(word).nullable) return holds;
        return terms.matches(word, part.exactly, words.memory(word));
      }
      case "letter":
        return words.letter(of(part.condition));
      case "concatenation":
        return words.concatenation(part.items.map(of));
      case "union":
        return words.union(part.items.map(of));
      case "repetition":
        return words.repetition(of(part.item), part.minimum, part.maximum ?? Infinity);
      default:
        return unreachable(part);
    }
  };

  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (read.has(top.part)) continue;
    if (top.ready) {
      read.set(top.part, build(top.part));
      continue;
    }
    stack.push({ part: top.part, ready: true });
    for (const part of partsOf(top.part)) stack.push({ part, ready: false });
  }
  return { terms, words, term: of(formula), definitions };
}

const everywhere: Window = { low: 0, high: Infinity };

function until(terms: Terms, left: Term, right: Term, window: Window = everywhere): Term {
  return terms.until(left, right, window.low, window.high);
}

/** A window of the past is spelled out by yesterdays, nearest position last: f S[0,b] g = g ∨ (f ∧ Y (f S[0,b−1] g)), and so on for other bounds. */
function sinceWithin(terms: Terms, left: Term, right: Term, { low, high }: Window, budget: Budget): Term {
  if (low > high || right === fails) return fails;
  const steps = high === Infinity ? low : high;
  if (steps > pastFactor * budget.maxStates) throw new Exhausted("states", steps);
  let term = high === Infinity ? terms.since(left, right) : right;
  for (let step = 1; step <= steps; step++) {
    const earlier = terms.and([left, terms.previously(term)]);
    term = step <= steps - low ? terms.or([right, earlier]) : earlier;
  }
  return term;
}

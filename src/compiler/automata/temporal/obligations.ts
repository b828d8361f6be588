import { unreachable } from "../../unreachable.js";
import { conjunction } from "./conjunction.js";
import { type BooleanFunction, type Functions, no, yes } from "./functions.js";
import type { ReadFormula } from "./read-formula.js";
import { contains } from "./sorted.js";
import { fails, holds, type Term, type TermNode } from "./terms.js";

/** Which remembered past terms held at the previous position: growing bits, interned; 0 is none. */
type Memory = number;

/** A term that has to be judged at the next position, which will find this memory. */
interface Obligation {
  readonly term: Term;
  readonly memory: Memory;
}

/**
 * What one letter makes of a formula: the derivative of a term (for LTLf the progression of Bacchus and Kabanza 1998, in the transition-accepting form of
 * Duret-Lutz, Zhu, Piterman, De Giacomo and Vardi, CIAA 2025; for words the partial derivatives of Antimirov 1996).
 *
 * All of it is Boolean functions in one package. Levels from the root: the letters, then `end` ("the trace stops with this letter"), then a variable
 * for each obligation. So a derivative is, at each letter, a pair: whether the formula holds if the trace ends here, and what the next position owes,
 * and and, or and not act on both at once. A state of the automaton is what is owed: propositionally equal obligations are one state.
 */
export class Obligations {
  readonly #open: Obligation[] = [];
  readonly #variableOf = new Map<string, BooleanFunction>();
  readonly #memories: (readonly number[])[] = [[]];
  readonly #memoryByKey = new Map<string, Memory>([["", 0]]);
  /** By memory. */
  readonly #owed: Map<Term, BooleanFunction>[] = [new Map()];
  /** Of terms without a past. */
  readonly #timeless = new Map<Term, BooleanFunction>();
  /** Of the memory that was derived last; obligations with the same one are derived in a row, and to keep all costs too much. */
  #latest: Latest = { memory: 0, derivatives: new Map(), regions: new Map() };
  #remembered = 0;

  constructor(
    readonly formula: ReadFormula,
    readonly functions: Functions,
    /** The level of `end`; letters lie above it, obligations below. */
    readonly end: number,
  ) {}

  /** What the initial position owes. */
  initial(term: Term): BooleanFunction {
    return this.#owe(term, 0);
  }

  /** The derivative of the obligation whose variable has this level. */
  derivativeOfVariable(level: number): BooleanFunction {
    const { term, memory } = this.#open[level - this.end - 1] as Obligation;
    return this.#derivative(term, memory);
  }

  /** That the term holds at a position that finds this memory, as a function of obligation variables. */
  #owe(term: Term, memory: Memory): BooleanFunction {
    const known = this.#owed[memory] as Map<Term, BooleanFunction>;
    return fold(
      term,
      known,
      (part) => this.#partsOwed(part, memory),
      (part, of) => this.#oweOne(part, memory, of),
    );
  }

  #partsOwed(term: Term, memory: Memory): readonly Term[] {
    const { terms } = this.formula;
    const node = terms.node(term);
    switch (node.kind) {
      case "and":
        return terms.conjuncts(term);
      case "xor":
        return [node.left, node.right];
      case "until": {
        // Made before those of its parts, so that it lies above them.
        this.#variable(term, memory);
        if (node.low > 0) return [];
        return [...this.#implying(node), ...terms.implied(node.right)];
      }
      case "true":
      case "atom":
      case "next":
      case "previously":
      case "since":
      case "matches":
        return [];
      default:
        return unreachable(node);
    }
  }

  #oweOne(term: Term, memory: Memory, of: (part: Term) => BooleanFunction): BooleanFunction {
    const { functions } = this;
    const { terms } = this.formula;
    const node = terms.node(term);
    switch (node.kind) {
      case "true":
        return yes;
      case "and":
        return conjunction(functions, this.end, terms.conjuncts(term).map(of));
      case "xor":
        return functions.xor(of(node.left), of(node.right));
      case "previously":
        return this.#remembers(memory, node.bit) ? yes : no;
      case "until":
        if (node.low > 0) return this.#variable(term, memory);
        // An until is stated with what it implies and what implies it. Then `a U g` absorbs g in a disjunction, as `a U[0,k] g` absorbs shorter windows,
        // and F(a ∧ X F b) is absorbed by F b; and dually for release. Fewer obligations are told apart, none that differ are identified.
        return functions.or(
          conjunction(functions, this.end, [this.#variable(term, memory), ...terms.implied(node.right).map(of)]),
          this.#implying(node).reduce((any, part) => functions.or(any, of(part)), no),
        );
      case "atom":
      case "next":
      case "since":
      case "matches":
        return this.#variable(term, memory);
      default:
        return unreachable(node);
    }
  }

  /** Terms that imply an until and may be owed beside it: shorter windows, and disjuncts of its right side. */
  #implying({ left, right, high }: Until): readonly Term[] {
    const { terms } = this.formula;
    const lasting = terms.lastingDisjuncts(right);
    return high === Infinity ? lasting : [terms.until(left, right, 0, high - 1), ...lasting];
  }

  #derivative(term: Term, memory: Memory): BooleanFunction {
    const timeless = this.formula.terms.memorySet(term) === 0;
    if (!timeless && memory !== this.#latest.memory) {
      this.#latest = { memory, derivatives: new Map(), regions: new Map() };
    }
    const known = timeless ? this.#timeless : this.#latest.derivatives;
    return fold(
      term,
      known,
      (part) => this.#partsDerived(part),
      (part, of) => this.#derive(part, memory, of),
    );
  }

  #partsDerived(term: Term): readonly Term[] {
    const node = this.formula.terms.node(term);
    switch (node.kind) {
      case "and":
        return this.formula.terms.conjuncts(term);
      case "xor":
      case "since":
        return [node.left, node.right];
      case "until":
        return [...(node.low > 0 ? [] : [node.right]), ...(node.high > 0 ? [node.left] : [])];
      case "matches":
        return this.formula.words.steps(node.word).moves.map((move) => move.condition);
      case "true":
      case "atom":
      case "next":
      case "previously":
        return [];
      default:
        return unreachable(node);
    }
  }

  #derive(term: Term, memory: Memory, of: (part: Term) => BooleanFunction): BooleanFunction {
    const { functions } = this;
    const { terms, words } = this.formula;
    const node = terms.node(term);
    switch (node.kind) {
      case "true":
        return yes;
      case "atom":
        return functions.variable(node.atom);
      case "and":
        return conjunction(functions, this.end, terms.conjuncts(term).map(of));
      case "xor":
        return functions.xor(of(node.left), of(node.right));
      case "previously":
        return this.#remembers(memory, node.bit) ? yes : no;
      case "since":
        return this.#remembers(memory, node.bit) ? functions.or(of(node.right), of(node.left)) : of(node.right);
      case "next":
        return this.#after(node.operand, memory, no);
      case "until": {
        const later = node.low > 0 ? terms.until(node.left, node.right, node.low - 1, node.high - 1) : undefined;
        if (later !== undefined) return functions.and(of(node.left), this.#after(later, memory, no));
        if (node.high === 0) return of(node.right);
        const rest = terms.until(node.left, node.right, 0, node.high - 1);
        return functions.or(of(node.right), functions.and(of(node.left), this.#after(rest, memory, no)));
      }
      case "matches": {
        let any = no;
        for (const { condition, rest } of words.steps(node.word).moves) {
          const { nullable, moves } = words.steps(rest);
          const later = moves.length === 0 ? fails : terms.matches(rest, node.exactly, words.memory(rest));
          const next = nullable && !node.exactly ? yes : this.#after(later, memory, nullable ? yes : no);
          any = functions.or(any, functions.and(of(condition), next));
        }
        return any;
      }
      default:
        return unreachable(node);
    }
  }

  /** The pair of `atEnd`, for a trace that stops with this letter, and the term at the next position. */
  #after(term: Term, memory: Memory, atEnd: BooleanFunction): BooleanFunction {
    const { functions } = this;
    const set = this.formula.terms.memorySet(term);
    if (set === 0) return functions.node(this.end, this.#owe(term, 0), atEnd);
    let any = no;
    for (const region of this.#regionsOf(set, memory)) {
      const pair = functions.node(this.end, this.#owe(term, region.memory), atEnd);
      any = functions.or(any, functions.and(region.condition, pair));
    }
    return any;
  }

  /** The letters by what will be remembered of them, of the bits of the set. */
  #regionsOf(set: number, memory: Memory): readonly Region[] {
    const { regions: all } = this.#latest;
    const known = all.get(set);
    if (known !== undefined) return known;
    const { functions } = this;
    const { terms } = this.formula;
    let regions: { readonly condition: BooleanFunction; readonly bits: number[] }[] = [{ condition: yes, bits: [] }];
    for (const bit of terms.bits(set)) {
      const now = this.#derivative(terms.remembered(bit), memory);
      const split: typeof regions = [];
      for (const region of regions) {
        const holding = functions.and(region.condition, now);
        if (holding === no) {
          split.push(region);
          continue;
        }
        if (holding !== region.condition) {
          split.push({ condition: functions.and(region.condition, functions.not(now)), bits: region.bits.slice() });
        }
        region.bits.push(bit);
        split.push({ condition: holding, bits: region.bits });
      }
      regions = split;
      functions.budget.checkStates(regions.length);
    }
    const found = regions.map(({ condition, bits }) => ({ condition, memory: this.#intern(bits) }));
    all.set(set, found);
    return found;
  }

  #remembers(memory: Memory, bit: number): boolean {
    return contains(this.#memories[memory] as readonly number[], bit);
  }

  #variable(term: Term, memory: Memory): BooleanFunction {
    const positive = term & ~1;
    const key = `${positive},${memory}`;
    let variable = this.#variableOf.get(key);
    if (variable === undefined) {
      variable = this.functions.variable(this.end + this.#open.push({ term: positive, memory }));
      this.#variableOf.set(key, variable);
      this.functions.budget.checkParts(this.#open.length);
    }
    return variable ^ (term & 1);
  }

  #intern(bits: readonly number[]): Memory {
    const key = bits.join();
    const known = this.#memoryByKey.get(key);
    if (known !== undefined) return known;
    const memory = this.#memories.push(bits) - 1;
    this.#memoryByKey.set(key, memory);
    this.#owed.push(new Map());
    this.#remembered += bits.length;
    this.functions.budget.checkStates(memory);
    this.functions.budget.checkNodes(this.#remembered);
    return memory;
  }
}

type Until = Extract<TermNode, { readonly kind: "until" }>;

interface Latest {
  readonly memory: Memory;
  readonly derivatives: Map<Term, BooleanFunction>;
  /** By set of bits. */
  readonly regions: Map<number, readonly Region[]>;
}

/** The letters of `condition` are followed by `memory`. */
interface Region {
  readonly condition: BooleanFunction;
  readonly memory: Memory;
}

/** Values of terms bottom up, kept in `known` for positive terms; the negation of a term has the negated value. Walks an explicit stack. */
function fold(
  term: Term,
  known: Map<Term, BooleanFunction>,
  parts: (positive: Term) => readonly Term[],
  value: (positive: Term, of: (part: Term) => BooleanFunction) => BooleanFunction,
): BooleanFunction {
  const of = (part: Term): BooleanFunction => (known.get(part & ~1) as BooleanFunction) ^ (part & 1);
  if (term === holds || term === fails) return term === holds ? yes : no;
  const stack: number[] = [term & ~1];
  // A term is pushed again, negated, to be computed when its parts are known.
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const positive = top & ~1;
    if (known.has(positive)) continue;
    if ((top & 1) === 1) {
      known.set(positive, value(positive, of));
      continue;
    }
    stack.push(positive | 1);
    for (const part of parts(positive)) if (!known.has(part & ~1)) stack.push(part & ~1);
  }
  return of(term);
}

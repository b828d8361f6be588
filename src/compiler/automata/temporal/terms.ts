import { unionOfSorted } from "./sorted.js";

/** A shared subformula in few operators: a node times two, plus one for its negation. */
export type Term = number;

export const holds: Term = 0;
export const fails: Term = 1;

/** What a node says at position i; negation is in the edges, so `or`, `release`, `weak-next`, `trigger` and the like need no kinds. */
export type TermNode =
  | { readonly kind: "true" }
  | { readonly kind: "atom"; readonly atom: number }
  | { readonly kind: "and"; readonly operands: readonly Term[] }
  | { readonly kind: "xor"; readonly left: Term; readonly right: Term }
  | { readonly kind: "next"; readonly operand: Term }
  | { readonly kind: "until"; readonly left: Term; readonly right: Term; readonly low: number; readonly high: number }
  /** The operand held at i − 1: the memory bit. */
  | { readonly kind: "previously"; readonly bit: number }
  /** `right` now, or `left` now and this at i − 1: the memory bit. */
  | { readonly kind: "since"; readonly left: Term; readonly right: Term; readonly bit: number }
  /** A prefix of the rest, or exactly the rest, is in the language of the word (see words.ts). */
  | { readonly kind: "matches"; readonly word: number; readonly exactly: boolean };

/** Sets of memory bits beyond this total length are not kept apart: every term with a past then depends on all bits. */
const longestSets = 1_000_000;

/**
 * The hash-consed terms of one translation. A pure past subformula costs one memory bit (Havelund and Roşu 2002): its value at the previous
 * position, false before the first. The past reads the past only: `read-formula.ts` names a future subformula under a past operator by a fresh atom.
 */
export class Terms {
  readonly #nodes: TermNode[] = [{ kind: "true" }];
  readonly #byKey = new Map<string, number>();
  readonly #hasFuture: boolean[] = [false];
  /** By node: a set of `#sets`, the memory bits that its value now and later depends on. */
  readonly #memory: number[] = [0];
  readonly #sets: (readonly number[])[] = [[]];
  readonly #setByKey = new Map<string, number>([["", 0]]);
  readonly #unions = new Map<string, number>();
  #setLength = 0;
  /** By bit: the pure past term whose previous value it is. */
  readonly #remembered: Term[] = [];
  readonly #bitOf = new Map<Term, number>();

  node(term: Term): TermNode {
    return this.#nodes[term >> 1] as TermNode;
  }

  get size(): number {
    return this.#nodes.length;
  }

  hasFuture(term: Term): boolean {
    return this.#hasFuture[term >> 1] as boolean;
  }

  /** The number of the set of memory bits that the term depends on; equal sets are equal numbers, 0 is the empty one. */
  memorySet(term: Term): number {
    return this.#memory[term >> 1] as number;
  }

  /** The bits of a set, growing. */
  bits(set: number): readonly number[] {
    return set === allBits ? this.#remembered.map((_, bit) => bit) : (this.#sets[set] as readonly number[]);
  }

  remembered(bit: number): Term {
    return this.#remembered[bit] as Term;
  }

  atom(atom: number): Term {
    return this.#intern(`a${atom}`, { kind: "atom", atom }, false, 0);
  }

  and(operands: readonly Term[]): Term {
    const sorted = [...new Set(operands)].filter((operand) => operand !== holds).sort((a, b) => a - b);
    if (sorted.length === 0) return holds;
    // A term and its negation are neighbours.
    if (sorted.some((operand, index) => operand === fails || (operand ^ 1) === sorted[index + 1])) return fails;
    if (sorted.length === 1) return sorted[0] as Term;
    return this.#intern(`&${sorted.join()}`, { kind: "and", operands: sorted }, ...this.#summary(sorted));
  }

  /** The operands of a conjunction, and of the conjunctions among them. */
  conjuncts(conjunction: Term): readonly Term[] {
    const seen = new Set<Term>([conjunction]);
    const found: Term[] = [];
    // A set is walked in the order of insertion, additions included.
    for (const term of seen) {
      const node = this.node(term);
      if ((term & 1) === 1 || node.kind !== "and") found.push(term);
      else for (const operand of node.operands) seen.add(operand);
    }
    return found;
  }

  /** The disjuncts of a term that may be owed again after a letter: untils and their negations, and conjunctions of such. */
  lastingDisjuncts(term: Term): readonly Term[] {
    const lasts = (part: Term): boolean => {
      const node = this.node(part);
      return node.kind === "until" && node.low === 0;
    };
    if (lasts(term)) return [term];
    const node = this.node(term);
    if (node.kind !== "and") return [];
    if ((term & 1) === 1) return node.operands.filter(lasts).map((operand) => operand ^ 1);
    return node.operands.every(lasts) ? [term] : [];
  }

  /** Terms F f that hold wherever the operand holds sometime from there on: F(… ∧ X F f ∧ …) and F(… ∧ F f ∧ …) imply F f. */
  implied(operand: Term): readonly Term[] {
    if ((operand & 1) === 1) return [];
    const node = this.node(operand);
    const conjuncts = node.kind === "and" ? node.operands : [operand];
    return conjuncts
      .filter((conjunct) => (conjunct & 1) === 0)
      .map((conjunct) => {
        const inner = this.node(conjunct);
        return inner.kind === "next" ? inner.operand : conjunct;
      })
      .filter((term) => {
        const inner = this.node(term);
        return (
          (term & 1) === 0 &&
          inner.kind === "until" &&
          inner.left === holds &&
          inner.low === 0 &&
          inner.high === Infinity
        );
      });
  }

  or(operands: readonly Term[]): Term {
    return this.and(operands.map((operand) => operand ^ 1)) ^ 1;
  }

  xor(left: Term, right: Term): Term {
    const sign = (left ^ right) & 1;
    const first = Math.min(left & ~1, right & ~1);
    const second = Math.max(left & ~1, right & ~1);
    if (first === second) return fails ^ sign;
    if (first === holds) return second ^ 1 ^ sign;
    const summary = this.#summary([first, second]);
    return this.#intern(`^${first},${second}`, { kind: "xor", left: first, right: second }, ...summary) ^ sign;
  }

  /** Strong next. */
  next(operand: Term): Term {
    if (operand === fails) return fails;
    return this.#intern(`X${operand}`, { kind: "next", operand }, true, this.memorySet(operand));
  }

  /** `low` and `high` are distances; `high` may be infinite. */
  until(left: Term, right: Term, low: number, high: number): Term {
    if (low > high || right === fails) return fails;
    if (low === 0 && (high === 0 || right === holds || left === fails)) return right;
    if (left === fails) return fails;
    const inner = this.node(right);
    if (left === holds && (right & 1) === 0 && inner.kind === "until" && inner.left === holds) {
      // F[a,b] F[c,d] f = F[a+c,b+d] f: the position between the two is one of the trace if the last one is.
      return this.until(holds, inner.right, low + inner.low, high + inner.high);
    }
    const node = { kind: "until", left, right, low, high } as const;
    return this.#intern(`U${left},${right},${low},${high}`, node, true, this.#summary([left, right])[1]);
  }

  /** Strong yesterday; the operand must be pure past. */
  previously(operand: Term): Term {
    if (operand === fails) return fails;
    if ((operand & 1) === 1) {
      // ¬f yesterday = there was a yesterday, and not f then: one bit for f serves both.
      return this.and([this.previously(holds), this.previously(operand ^ 1) ^ 1]);
    }
    const known = this.#byKey.get(`Y${operand}`);
    if (known !== undefined) return known << 1;
    const bit = this.#bit(operand);
    const memory = this.#union(this.memorySet(operand), this.#set([bit]));
    return this.#intern(`Y${operand}`, { kind: "previously", bit }, false, memory);
  }

  /** Both operands must be pure past. */
  since(left: Term, right: Term): Term {
    if (right === fails || right === holds || left === fails) return right;
    const key = `S${left},${right}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known << 1;
    const bit = this.#remembered.length;
    this.#remembered.push(this.#nodes.length << 1);
    this.#bitOf.set(this.#nodes.length << 1, bit);
    const memory = this.#union(this.#summary([left, right])[1], this.#set([bit]));
    return this.#intern(key, { kind: "since", left, right, bit }, false, memory);
  }

  /** `memory` is the set of all conditions of the word. */
  matches(word: number, exactly: boolean, memory: number): Term {
    return this.#intern(`M${word},${exactly}`, { kind: "matches", word, exactly }, true, memory);
  }

  /** The set that holds the bits of both. */
  union(left: number, right: number): number {
    return this.#union(left, right);
  }

  #bit(operand: Term): number {
    const known = this.#bitOf.get(operand);
    if (known !== undefined) return known;
    this.#bitOf.set(operand, this.#remembered.length);
    return this.#remembered.push(operand) - 1;
  }

  #summary(operands: readonly Term[]): readonly [hasFuture: boolean, memory: number] {
    const memory = operands.reduce((set, operand) => this.#union(set, this.memorySet(operand)), 0);
    return [operands.some((operand) => this.hasFuture(operand)), memory];
  }

  #union(left: number, right: number): number {
    if (left === right || right === 0) return left;
    if (left === 0) return right;
    if (left === allBits || right === allBits) return allBits;
    const key = left < right ? `${left},${right}` : `${right},${left}`;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const union = this.#set(unionOfSorted(this.bits(left), this.bits(right)));
    this.#unions.set(key, union);
    return union;
  }

  #set(bits: readonly number[]): number {
    if (this.#setLength > longestSets) return allBits;
    const key = bits.join();
    const known = this.#setByKey.get(key);
    if (known !== undefined) return known;
    this.#setLength += bits.length;
    this.#setByKey.set(key, this.#sets.length);
    return this.#sets.push(bits) - 1;
  }

  #intern(key: string, node: TermNode, hasFuture: boolean, memory: number): Term {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known << 1;
    const id = this.#nodes.push(node) - 1;
    this.#byKey.set(key, id);
    this.#hasFuture.push(hasFuture);
    this.#memory.push(memory);
    return id << 1;
  }
}

/** Stands for the set of all bits. */
const allBits = -1;

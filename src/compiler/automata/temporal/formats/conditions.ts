import type { LetterDiagram, LetterDiagrams } from "../dfa.js";

/** A node of `Conditions`; equal conditions are equal numbers. 0 never holds, 1 always does. */
export type Condition = number;

export const never: Condition = 0;
export const always: Condition = 1;

/** Binary decision diagrams over the atoms of an automaton (Bryant 1986): the conditions of its guards. Nothing recurses. */
export class Conditions {
  readonly #levels: number[] = [Infinity, Infinity];
  readonly #low: Condition[] = [0, 1];
  readonly #high: Condition[] = [0, 1];
  readonly #known = new Map<string, Condition>();
  readonly #without = new Map<number, Condition>();

  get size(): number {
    return this.#levels.length;
  }

  /** Infinite for the two constants. */
  level(condition: Condition): number {
    return this.#levels[condition] ?? Infinity;
  }

  /** Where the atom of `level` does not hold, and where it does. */
  low(condition: Condition, level: number): Condition {
    return this.level(condition) === level ? (this.#low[condition] ?? 0) : condition;
  }

  high(condition: Condition, level: number): Condition {
    return this.level(condition) === level ? (this.#high[condition] ?? 0) : condition;
  }

  node(level: number, low: Condition, high: Condition): Condition {
    if (low === high) return low;
    const key = `${level},${low},${high}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#levels.push(level) - 1;
    this.#low.push(low);
    this.#high.push(high);
    this.#known.set(key, id);
    return id;
  }

  /** Where the first holds and the second does not. */
  without(first: Condition, second: Condition): Condition {
    return this.#apply(first, second, this.#without, (a, b) => {
      if (a === never || b === always || a === b) return never;
      return b === never ? a : undefined;
    });
  }

  not(condition: Condition): Condition {
    return this.without(always, condition);
  }

  and(first: Condition, second: Condition): Condition {
    return this.without(first, this.not(second));
  }

  or(first: Condition, second: Condition): Condition {
    return this.not(this.without(this.not(first), second));
  }

  /** Where the diagram's leaf has each of its values. One walk for all values: a diagram of n nodes can have as many. */
  byValue(diagrams: LetterDiagrams, root: LetterDiagram): ReadonlyMap<number, Condition> {
    const done = new Map<LetterDiagram, ReadonlyMap<number, Condition>>();
    const stack = [root];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      if (diagrams.isLeaf(node)) {
        done.set(node, new Map([[diagrams.value(node), always]]));
        stack.pop();
        continue;
      }
      const [below, above] = [done.get(diagrams.low(node)), done.get(diagrams.high(node))];
      if (below === undefined || above === undefined) {
        if (above === undefined) stack.push(diagrams.high(node));
        if (below === undefined) stack.push(diagrams.low(node));
        continue;
      }
      const level = diagrams.level(node);
      const found = new Map<number, Condition>();
      for (const [value, condition] of below) found.set(value, this.node(level, condition, above.get(value) ?? never));
      for (const [value, condition] of above)
        if (!found.has(value)) found.set(value, this.node(level, never, condition));
      done.set(node, found);
      stack.pop();
    }
    return done.get(root) ?? new Map();
  }

  #apply(
    first: Condition,
    second: Condition,
    done: Map<number, Condition>,
    shortcut: (first: Condition, second: Condition) => Condition | undefined,
  ): Condition {
    const result = (a: Condition, b: Condition): Condition | undefined => shortcut(a, b) ?? done.get(a * 0x4000000 + b);
    const stack: (readonly [Condition, Condition])[] = [[first, second]];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const [a, b] = top;
      if (result(a, b) !== undefined) {
        stack.pop();
        continue;
      }
      const level = Math.min(this.level(a), this.level(b));
      const low = [this.low(a, level), this.low(b, level)] as const;
      const high = [this.high(a, level), this.high(b, level)] as const;
      const [below, above] = [result(...low), result(...high)];
      if (below === undefined) stack.push(low);
      if (above === undefined) stack.push(high);
      if (below === undefined || above === undefined) continue;
      done.set(a * 0x4000000 + b, this.node(level, below, above));
      stack.pop();
    }
    return result(first, second) ?? never;
  }
}

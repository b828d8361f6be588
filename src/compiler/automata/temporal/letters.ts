import type { LetterDiagram, LetterDiagrams } from "./dfa.js";

/**
 * Reduced, shared multi-terminal binary decision diagrams over letters (Bryant 1986; Fujita, McGeer and Yang 1997): one typed array per field
 * and an open-addressing table that makes equal functions equal numbers. Typed arrays are read with `as number`: indices come from the table.
 */
export class Letters implements LetterDiagrams {
  #count = 0;
  #levels: Int32Array;
  /** The child where the atom fails; of a leaf, its value. */
  #lows: Int32Array;
  #highs: Int32Array;
  #table: Int32Array;

  constructor(
    readonly atoms: number,
    capacity = 64,
  ) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, capacity)));
    this.#levels = new Int32Array(size);
    this.#lows = new Int32Array(size);
    this.#highs = new Int32Array(size);
    this.#table = new Int32Array(2 * size).fill(-1);
  }

  /** Nodes made so far, leaves among them. */
  get size(): number {
    return this.#count;
  }

  isLeaf(diagram: LetterDiagram): boolean {
    return this.#levels[diagram] === this.atoms;
  }

  value(leaf: LetterDiagram): number {
    return this.#lows[leaf] as number;
  }

  level(diagram: LetterDiagram): number {
    return this.#levels[diagram] as number;
  }

  low(diagram: LetterDiagram): LetterDiagram {
    return this.#lows[diagram] as number;
  }

  high(diagram: LetterDiagram): LetterDiagram {
    return this.#highs[diagram] as number;
  }

  leaf(value: number): LetterDiagram {
    return this.#find(this.atoms, value, 0);
  }

  /** `low` and `high` must test later atoms only. */
  node(level: number, low: LetterDiagram, high: LetterDiagram): LetterDiagram {
    return low === high ? low : this.#find(level, low, high);
  }

  #find(level: number, low: number, high: number): LetterDiagram {
    const mask = this.#table.length - 1;
    let slot = hash(level, low, high) & mask;
    for (let at = this.#table[slot] as number; at >= 0; at = this.#table[slot] as number) {
      if (this.#levels[at] === level && this.#lows[at] === low && this.#highs[at] === high) return at;
      slot = (slot + 1) & mask;
    }
    const id = this.#count++;
    this.#levels[id] = level;
    this.#lows[id] = low;
    this.#highs[id] = high;
    this.#table[slot] = id;
    if (this.#count === this.#levels.length) this.#grow();
    return id;
  }

  #grow(): void {
    const size = 2 * this.#levels.length;
    this.#levels = doubled(this.#levels);
    this.#lows = doubled(this.#lows);
    this.#highs = doubled(this.#highs);
    const table = new Int32Array(2 * size).fill(-1);
    for (let id = 0; id < this.#count; id++) {
      let slot =
        hash(this.#levels[id] as number, this.#lows[id] as number, this.#highs[id] as number) & (table.length - 1);
      while ((table[slot] as number) >= 0) slot = (slot + 1) & (table.length - 1);
      table[slot] = id;
    }
    this.#table = table;
  }
}

/** Mixes three numbers; multiplication spreads the low bits, which the table's mask keeps. */
export function hash(first: number, second: number, third: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** The same numbers in an array twice as long. */
export function doubled(array: Int32Array): Int32Array {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}

import fc from "fast-check";
import type { Dfa, LetterDiagram, LetterDiagrams } from "../../../../src/compiler/automata/temporal/dfa.js";

/** Diagrams of a full table: nodes are shared where they are equal, as in any package. */
class TableDiagrams implements LetterDiagrams {
  readonly #nodes: { readonly level: number; readonly low: number; readonly high: number; readonly value: number }[] =
    [];
  readonly #known = new Map<string, number>();

  constructor(readonly atoms: number) {}

  node(level: number, low: LetterDiagram, high: LetterDiagram, value = 0): LetterDiagram {
    if (level < this.atoms && low === high) return low;
    const key = [level, low, high, value].join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#nodes.push({ level, low, high, value });
    this.#known.set(key, this.#nodes.length - 1);
    return this.#nodes.length - 1;
  }

  isLeaf(diagram: LetterDiagram): boolean {
    return this.level(diagram) === this.atoms;
  }
  value(leaf: LetterDiagram): number {
    return this.#nodes[leaf]?.value ?? 0;
  }
  level(diagram: LetterDiagram): number {
    return this.#nodes[diagram]?.level ?? this.atoms;
  }
  low(diagram: LetterDiagram): LetterDiagram {
    return this.#nodes[diagram]?.low ?? diagram;
  }
  high(diagram: LetterDiagram): LetterDiagram {
    return this.#nodes[diagram]?.high ?? diagram;
  }
}

/**
 * An automaton from a table: `next[state][letter]`, bit k of the letter (the lowest is atom 0) says whether atom k holds. Not minimised, and
 * numbered as given; state 0 is the start.
 */
export function explicitDfa(atoms: number, next: readonly (readonly number[])[], accepting: readonly boolean[]): Dfa {
  const diagrams = new TableDiagrams(atoms);
  const moves = next.map((row) => {
    // Atom 0 is at the root, so the last atom is combined first.
    let layer = Array.from({ length: 2 ** atoms }, (_, letter) => diagrams.node(atoms, -1, -1, row[letter] ?? 0));
    for (let level = atoms - 1; level >= 0; level--) {
      const half = layer.length / 2;
      layer = Array.from({ length: half }, (_, low) => diagrams.node(level, layer[low] ?? 0, layer[low + half] ?? 0));
    }
    return layer[0] ?? 0;
  });
  return { diagrams, initial: 0, accepting, moves };
}

/** Complete automata of up to `states` states over up to `atoms` atoms. */
export function explicitDfas(atoms: number, states: number): fc.Arbitrary<Dfa> {
  return fc.tuple(fc.integer({ min: 0, max: atoms }), fc.integer({ min: 1, max: states })).chain(([count, size]) =>
    fc
      .tuple(
        fc.array(fc.array(fc.nat(size - 1), { minLength: 2 ** count, maxLength: 2 ** count }), {
          minLength: size,
          maxLength: size,
        }),
        fc.array(fc.boolean(), { minLength: size, maxLength: size }),
      )
      .map(([next, accepting]) => explicitDfa(count, next, accepting)),
  );
}

/** All letters over the atoms. */
export function letters(atoms: number): readonly (readonly boolean[])[] {
  return Array.from({ length: 2 ** atoms }, (_, bits) =>
    Array.from({ length: atoms }, (_, atom) => ((bits >> atom) & 1) === 1),
  );
}

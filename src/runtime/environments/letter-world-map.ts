import type { RandomStream } from "../random/index.js";
import { moves, type GridMap } from "./grid/grid-map.js";

/** What the published letter worlds differ in. */
export interface LetterRules {
  readonly name: string;
  /** Cells of a row, and rows. */
  readonly side: number;
  /** What lies on the map, a letter for each cell that has one: `"aab"` is two cells with `a` and one with `b`. */
  readonly letters: string;
  /** Steps before truncation. */
  readonly limit: number;
  /** Whether observations show the map as it lies, or moved so that the agent stands in the middle (for odd sides). */
  readonly view: "map" | "agent";
}

/** The letters that occur, in alphabetical order. */
export function alphabet(rules: LetterRules): readonly string[] {
  return [...new Set(rules.letters)].sort();
}

/** Letters by cell, as indices of `alphabet`; -1 where there is none. A cell is `row * side + column`, rows counted from above. */
export type LetterMap = Int32Array;

/** Where the four moves lead from each cell of a torus, `[cell * 4 + move]`: who leaves the map comes back on the other side. */
export function torusMoves(side: number): Int32Array {
  return Int32Array.from({ length: side * side * moves.length }, (_, entry) => {
    const cell = Math.floor(entry / moves.length);
    const column = cell % side;
    const row = (cell - column) / side;
    switch (moves[entry % moves.length]) {
      case "up":
        return ((row + side - 1) % side) * side + column;
      case "right":
        return row * side + ((column + 1) % side);
      case "down":
        return ((row + 1) % side) * side + column;
      default:
        return row * side + ((column + side - 1) % side);
    }
  });
}

/**
 * Whether each cell, with a letter or without, can be reached from the start without passing a letter on the way: one may always go for
 * the letter of one's choice first.
 */
export function everyCellInReach(map: LetterMap, next: Int32Array): boolean {
  const reached = new Uint8Array(map.length);
  reached[0] = 1;
  const queue = [0];
  for (const cell of queue) {
    if ((map[cell] ?? -1) >= 0) continue;
    for (let move = 0; move < moves.length; move++) {
      const to = next[cell * moves.length + move] ?? cell;
      if (reached[to] === 1) continue;
      reached[to] = 1;
      queue.push(to);
    }
  }
  return queue.length === map.length;
}

/**
 * Draws a map as LTL2Action (Vaezipoor et al., ICML 2021) does: the letters on random cells other than the start, again and again until
 * every cell is in reach.
 */
export function drawLetterMap(rules: LetterRules, next: Int32Array, random: RandomStream): LetterMap {
  const known = alphabet(rules);
  const cells = rules.side ** 2;
  for (;;) {
    const order = random.permutation(cells - 1);
    const map = new Int32Array(cells).fill(-1);
    [...rules.letters].forEach((letter, index) => {
      map[(order[index] ?? 0) + 1] = known.indexOf(letter);
    });
    if (everyCellInReach(map, next)) return map;
  }
}

/** A letter map as tables of a grid, for planning. */
export function letterGrid(rules: LetterRules, map: LetterMap): GridMap {
  return {
    width: rules.side,
    height: rules.side,
    start: 0,
    next: torusMoves(rules.side),
    labels: Object.fromEntries(
      alphabet(rules).map((letter, index) => [letter, Uint8Array.from(map, (found) => (found === index ? 1 : 0))]),
    ),
  };
}

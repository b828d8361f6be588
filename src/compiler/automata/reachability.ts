import { describe, witness } from "./satisfy.js";
import type { Diagrams } from "./diagram.js";
import type { Mealy } from "./mealy.js";

/** A word: the classes of its labels, with the state in which each is read. */
export type Word = readonly { readonly state: number; readonly class: number }[];

/** A shortest word from the start to each state, `undefined` for states that no possible word reaches. */
export function shortestWords(table: Mealy, start: readonly number[]): readonly (Word | undefined)[] {
  const words: (Word | undefined)[] = Array.from({ length: table.states }, (_, state) => ((start[state] ?? 0) > 0 ? [] : undefined));
  const queue = words.flatMap((word, state) => (word === undefined ? [] : [state]));
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    for (const { next, class: letter } of moves(table, state)) {
      if (words[next] !== undefined) continue;
      words[next] = [...(words[state] ?? []), { state, class: letter }];
      queue.push(next);
    }
  }
  return words;
}

/** The possible moves of a state. */
export function moves(table: Mealy, state: number): readonly { readonly class: number; readonly next: number; readonly edge: number }[] {
  return Array.from({ length: table.classes }, (_, letter) => {
    const entry = state * table.classes + letter;
    return { class: letter, next: table.next[entry] ?? state, edge: table.edge[entry] ?? -1, possible: table.possible[entry] === true };
  }).filter(({ possible }) => possible);
}

/** States from which some state of `goals` is reachable, goals included. */
export function canReach(table: Mealy, goals: readonly boolean[]): readonly boolean[] {
  const reaches = [...goals];
  for (let changed = true; changed; ) {
    changed = false;
    for (let state = 0; state < table.states; state++) {
      if (reaches[state] === true || !moves(table, state).some(({ next }) => reaches[next] === true)) continue;
      reaches[state] = true;
      changed = true;
    }
  }
  return reaches;
}

/** `coffee; office`: one label of each class of the word, for people. */
export function showWord(diagrams: Diagrams, table: Mealy, word: Word): string {
  return word
    .map(({ state, class: letter }) => {
      const diagram = table.labels[table.shared ? 0 : state] ?? 0;
      const label = witness(diagrams, diagram, (value) => value === letter);
      return label === undefined ? "?" : describe(diagrams, label);
    })
    .join("; ");
}

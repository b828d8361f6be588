import type { Mealy } from "./mealy.js";

export interface TableMove {
  readonly class: number;
  readonly next: number;
  /** Index of the edge taken, or `stays`. */
  readonly edge: number;
}

/** The moves of a state that the theory allows. */
export function moves({ classes, edge, next, possible }: Mealy, state: number): readonly TableMove[] {
  return Array.from({ length: classes }, (_, letter) => state * classes + letter)
    .filter((entry) => possible[entry] === true)
    .map((entry) => ({ class: entry % classes, next: next[entry] ?? state, edge: edge[entry] ?? -1 }));
}

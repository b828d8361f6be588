import type { OmegaAutomaton } from "../../../../../src/compiler/automata/temporal/omega/automaton.js";
import { components, cycles } from "../../../../../src/compiler/automata/temporal/omega/components.js";
import type { SchemeStep } from "../../../../../src/compiler/automata/temporal/omega/scheme.js";
import type { Letter } from "../../../../../src/compiler/automata/temporal/trace/letter.js";
import { step } from "../../../../../src/compiler/automata/temporal/trace/run.js";

/** A Markov chain that starts in state 0; each step reads the letter of the state that it leads to. */
export interface Chain {
  readonly letters: readonly Letter[];
  /** Row-stochastic. */
  readonly next: readonly (readonly number[])[];
}

interface Move {
  readonly to: number;
  readonly probability: number;
}

/** The reachable product of a chain and an automaton; place 0 is the start. */
export interface MarkovProduct {
  readonly moves: readonly (readonly Move[])[];
  /** The automaton's state, and its priority, in each place. */
  readonly states: readonly number[];
  readonly priorities: readonly number[];
}

/** `row` may choose the probabilities by the automaton's state too, as a policy with its memory does. */
export function markovProduct(
  chain: Chain,
  automaton: OmegaAutomaton,
  row: (world: number, state: number) => readonly number[] = (world) => chain.next[world] ?? [],
): MarkovProduct {
  const places: { readonly world: number; readonly state: number }[] = [{ world: 0, state: automaton.initial }];
  const numbers = new Map([[`0,${automaton.initial}`, 0]]);
  const moves: Move[][] = [];
  for (let index = 0; index < places.length; index++) {
    const place = places[index];
    if (place === undefined) break;
    moves.push(
      row(place.world, place.state).flatMap((probability, world) => {
        if (probability === 0) return [];
        const state = step(automaton, place.state, chain.letters[world] ?? []);
        const key = `${world},${state}`;
        const known = numbers.get(key) ?? places.length;
        if (known === places.length) {
          numbers.set(key, known);
          places.push({ world, state });
        }
        return [{ to: known, probability }];
      }),
    );
  }
  return {
    moves,
    states: places.map(({ state }) => state),
    priorities: places.map(({ state }) => automaton.priorities[state] ?? NaN),
  };
}

/** The closed strongly connected sets, in one of which the chain ends with probability 1. */
export function closedSets({ moves }: MarkovProduct): readonly (readonly number[])[] {
  const after = (place: number): readonly number[] => (moves[place] ?? []).map(({ to }) => to);
  return cycles(moves.keys(), after).filter((set) => {
    const inside = new Set(set);
    return set.every((place) => after(place).every((next) => inside.has(next)));
  });
}

export function isAccepting(set: readonly number[], { priorities }: MarkovProduct): boolean {
  return Math.max(...set.map((place) => priorities[place] ?? NaN)) % 2 === 1;
}

/** The exact probability that a trace is accepted: that of ending in a closed set whose greatest priority is odd. */
export function satisfaction(product: MarkovProduct): number {
  const sure = new Map<number, number>();
  for (const set of closedSets(product)) for (const place of set) sure.set(place, Number(isAccepting(set, product)));
  return solve(product.moves, (place) => {
    const known = sure.get(place);
    return known === undefined ? { constant: 0, factor: 1 } : { constant: known, factor: 0 };
  });
}

/**
 * The exact expected discounted sum of what a scheme pays, from the start: v(x) = Σ P(x, y)·(r(y) + (1 − stop(y))·γ(y)·v(y)), and 0 where nothing is ever paid. `gamma` is the
 * discount where the scheme sets none.
 */
export function schemeValue(product: MarkovProduct, steps: readonly SchemeStep[], gamma: number): number {
  const step = (place: number): SchemeStep => steps[product.states[place] ?? 0] ?? { stop: 0, stopping: 0, going: 0 };
  const after = (place: number): readonly number[] => (product.moves[place] ?? []).map(({ to }) => to);
  const pays = ({ stop, stopping, going }: SchemeStep): number => stop * stopping + (1 - stop) * going;
  // Backwards from what pays: the other places have value 0, and their equations would be singular without a discount.
  const worth = new Set<number>();
  for (const component of components(product.moves.keys(), after)) {
    const some = component.some((place) => after(place).some((next) => worth.has(next) || pays(step(next)) !== 0));
    if (some) for (const place of component) worth.add(place);
  }
  return linear(product.moves.length, (place, row) => {
    if (!worth.has(place)) return 0;
    let constant = 0;
    for (const { to, probability } of product.moves[place] ?? []) {
      const there = step(to);
      constant += probability * pays(there);
      row[to] = (row[to] ?? 0) - probability * (1 - there.stop) * (there.discount ?? gamma);
    }
    return constant;
  });
}

/** The same by value iteration from 0, for as many rounds as are asked. */
export function iteratedValue(
  product: MarkovProduct,
  steps: readonly SchemeStep[],
  gamma: number,
  rounds: number,
): number {
  let values = product.moves.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    const old = values;
    values = product.moves.map((moves) =>
      moves.reduce((sum, { to, probability }) => {
        const {
          stop,
          stopping,
          going,
          discount = gamma,
        } = steps[product.states[to] ?? 0] ?? {
          stop: 0,
          stopping: 0,
          going: 0,
        };
        return sum + probability * (stop * stopping + (1 - stop) * (going + discount * (old[to] ?? 0)));
      }, 0),
    );
  }
  return values[0] ?? NaN;
}

/** Expected number of visits, from the start on, to places outside of closed sets that count. */
export function transientVisits(product: MarkovProduct, counts: (place: number) => boolean): number {
  const closed = new Set(closedSets(product).flat());
  return linear(product.moves.length, (place, row) => {
    if (closed.has(place)) return 0;
    let constant = 0;
    for (const { to, probability } of product.moves[place] ?? []) {
      if (!closed.has(to) && counts(to)) constant += probability;
      if (!closed.has(to)) row[to] = (row[to] ?? 0) - probability;
    }
    return constant;
  });
}

/** In the closed sets: the greatest expected number of steps until the next visit to a place of the set's greatest priority. */
export function slowestReturn(product: MarkovProduct): number {
  return Math.max(
    0,
    ...closedSets(product).flatMap((set) => {
      const top = Math.max(...set.map((place) => product.priorities[place] ?? 0));
      return set.map((from) =>
        linear(
          product.moves.length,
          (place, row) => {
            if (!set.includes(place)) return 0;
            for (const { to, probability } of product.moves[place] ?? [])
              if (product.priorities[to] !== top) row[to] = (row[to] ?? 0) - probability;
            return 1;
          },
          from,
        ),
      );
    }),
  );
}

/** x(start) of x = constant + factor · P x. */
function solve(
  moves: MarkovProduct["moves"],
  equation: (place: number) => { readonly constant: number; readonly factor: number },
): number {
  return linear(moves.length, (place, row) => {
    const { constant, factor } = equation(place);
    for (const { to, probability } of moves[place] ?? []) row[to] = (row[to] ?? 0) - factor * probability;
    return constant;
  });
}

/** Solves (I + A) x = b for one unknown, Gauss with row exchange; `fill` adds row `place` of A and gives b there. */
function linear(size: number, fill: (place: number, row: number[]) => number, wanted = 0): number {
  const rows = Array.from({ length: size }, (_, place) => {
    const row = Array.from({ length: size + 1 }, (_, column) => Number(column === place));
    row[size] = fill(place, row);
    return row;
  });
  const at = (row: number, column: number): number => rows[row]?.[column] ?? NaN;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(at(row, column)) > Math.abs(at(best, column))) best = row;
    const [pivot, other] = [rows[best] ?? [], rows[column] ?? []];
    rows[best] = other;
    rows[column] = pivot;
    if (Math.abs(at(column, column)) < 1e-14) throw new Error("the equations are singular");
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = at(row, column) / at(column, column);
      if (factor !== 0) rows[row] = (rows[row] ?? []).map((value, index) => value - factor * (pivot[index] ?? 0));
    }
  }
  return at(wanted, size) / at(wanted, wanted);
}

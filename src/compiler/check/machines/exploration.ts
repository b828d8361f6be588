import { compares } from "../../automata/ordered.js";
import { restrict } from "../../automata/restrict.js";
import { possibleValues } from "../../automata/satisfy.js";
import type { TypedCounter, TypedExpression, TypedMachine } from "../typed.js";
import type { MachineAnalysis } from "./analysis.js";
import { boundsOf, type Bounds } from "./bounds.js";

/** A state with the values of the counters, in their order, and how it was first reached. */
export interface Configuration {
  readonly state: number;
  readonly counters: readonly number[];
  readonly from?: { readonly configuration: number; readonly class: number };
}

export interface Move {
  readonly from: number;
  readonly to: number;
  readonly class: number;
  /** Index of the edge taken, or `stays`. */
  readonly edge: number;
}

/** A counter that an edge would take beyond a bound. */
interface Saturation {
  readonly counter: string;
  readonly state: number;
  readonly edge: number;
  readonly bound: number;
  readonly configuration: number;
  readonly class: number;
}

/** Everything that a machine can come to, breadth first, so that ways are shortest. */
export interface Exploration {
  readonly configurations: readonly Configuration[];
  readonly moves: readonly Move[];
  readonly saturations: readonly Saturation[];
}

const limit = 20_000;

/**
 * All reachable configurations of a machine: its state and its counters. With more than 20,000 of them the counters count as free, which finds fewer faults and
 * never a false one; saturation is then not looked for.
 */
export function explore(analysis: MachineAnalysis): Exploration {
  const { counters } = analysis.machine;
  return walk(analysis, counters) ?? walk(analysis, []) ?? { configurations: [], moves: [], saturations: [] };
}

function walk(analysis: MachineAnalysis, counters: readonly TypedCounter[]): Exploration | undefined {
  const { machine } = analysis;
  const configurations: Configuration[] = [];
  const moves: Move[] = [];
  const saturations: Saturation[] = [];
  const known = new Map<string, number>();
  const visit = (configuration: Configuration): number => {
    const key = `${configuration.state}:${configuration.counters.join()}`;
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, configurations.length);
    configurations.push(configuration);
    return configurations.length - 1;
  };
  machine.start.forEach((probability, state) => {
    if (probability > 0) visit({ state, counters: counters.map(({ initial }) => initial) });
  });
  const classes = possibleClasses(analysis, counters);
  const updates = updatesOf(machine, counters);
  for (let from = 0; from < configurations.length; from++) {
    if (configurations.length > limit && counters.length > 0) return undefined;
    const { state, counters: values } = configurations[from] ?? { state: 0, counters: [] };
    for (const letter of classes(state, values)) {
      const entry = state * analysis.table.classes + letter;
      const edge = analysis.table.edge[entry] ?? -1;
      const next = analysis.table.next[entry] ?? state;
      const after = updates(state, edge, values);
      if (after === undefined) return undefined;
      for (const { counter, bound } of after.saturations)
        saturations.push({ counter, state, edge, bound, configuration: from, class: letter });
      for (const counted of after.values) {
        moves.push({
          from,
          to: visit({ state: next, counters: counted, from: { configuration: from, class: letter } }),
          class: letter,
          edge,
        });
      }
    }
  }
  return { configurations, moves, saturations };
}

/** The label classes that are possible in a state with counters of these values. */
function possibleClasses(
  analysis: MachineAnalysis,
  counters: readonly TypedCounter[],
): (state: number, values: readonly number[]) => readonly number[] {
  const { diagrams, machine, table, theory } = analysis;
  const cells = (values: readonly number[]): ReadonlyMap<number, number> => {
    const fixed = new Map<number, number>();
    theory.variables.forEach((variable, level) => {
      if (variable.kind !== "ordered") return;
      const position = counters.findIndex(({ name }) => isCounter(variable.subject, machine, name));
      const value = values[position];
      if (value === undefined) return;
      const cell = variable.variable.pieces.findIndex((piece) =>
        piece.kind === "point"
          ? piece.value === value
          : piece.kind === "gap" && compares({ kind: "point", value }, ">", piece.low) && value < piece.high,
      );
      if (cell >= 0) fixed.set(level, cell);
    });
    return fixed;
  };
  const done = new Map<string, readonly number[]>();
  return (state, values) => {
    if (machine.states[state]?.end !== "none") return [];
    const fixed = cells(values);
    const row = table.shared ? 0 : state;
    const key = `${state}:${[...fixed.values()].join()}`;
    const old = done.get(key);
    if (old !== undefined) return old;
    const letters = possibleValues(diagrams, restrict(diagrams, table.labels[row] ?? diagrams.leaf(0), fixed));
    // One class for each edge is enough: the others do the same.
    const edges = new Map([...letters].reverse().map((letter) => [table.edge[state * table.classes + letter], letter]));
    const found = [...edges.values()].sort((a, b) => a - b);
    done.set(key, found);
    return found;
  };
}

function isCounter(value: TypedExpression, machine: TypedMachine, counter: string): boolean {
  return (
    value.kind === "machine" &&
    value.machine === machine.name &&
    value.field.kind === "counter" &&
    value.field.source &&
    value.field.counter === counter
  );
}

interface Counted {
  readonly values: readonly (readonly number[])[];
  readonly saturations: readonly { readonly counter: string; readonly bound: number }[];
}

/** What an edge can make of the counters: every value that its right-hand sides can have, kept within the bounds; `undefined`: too many. */
function updatesOf(
  machine: TypedMachine,
  counters: readonly TypedCounter[],
): (state: number, edge: number, values: readonly number[]) => Counted | undefined {
  const known =
    (values: readonly number[]) =>
    (value: TypedExpression): Bounds | undefined => {
      const exact = values[counters.findIndex(({ name }) => isCounter(value, machine, name))];
      return exact === undefined ? undefined : [exact, exact];
    };
  return (state, edge, values) => {
    let results: (readonly number[])[] = [[]];
    const saturations: { counter: string; bound: number }[] = [];
    for (const [position, { name, low, high }] of counters.entries()) {
      const update = machine.states[state]?.edges[edge]?.updates.find(({ counter }) => counter === name);
      const old = values[position] ?? 0;
      const [least, most] = update === undefined ? [old, old] : boundsOf(update.value, [], known(values));
      if (least < low) saturations.push({ counter: name, bound: low });
      if (most > high) saturations.push({ counter: name, bound: high });
      const from = Math.min(high, Math.max(low, Math.ceil(least)));
      const to = Math.min(high, Math.max(low, Math.floor(most)));
      const count = Math.max(1, to - from + 1);
      if (results.length * count > limit) return undefined;
      results = results.flatMap((prefix) => Array.from({ length: count }, (_, step) => [...prefix, from + step]));
    }
    return { values: results, saturations };
  };
}

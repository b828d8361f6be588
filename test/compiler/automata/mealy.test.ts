import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Diagrams } from "../../../src/compiler/automata/diagram.js";
import * as formula from "../../../src/compiler/automata/formula.js";
import {
  conflicts,
  decide,
  stays,
  uncovered,
  type GuardedMachine,
  type GuardedState,
} from "../../../src/compiler/automata/guarded-machine.js";
import { mealy } from "../../../src/compiler/automata/mealy.js";
import { freeBoolean } from "../../../src/compiler/automata/variable.js";
import { assignments, formulas, holdsAt, isAllowed, variables } from "./arbitrary.js";

const edges = fc.record({ guard: formulas, onlyElse: fc.boolean(), target: fc.nat(2), effect: fc.nat(2) });
const states = fc
  .array(fc.array(edges, { maxLength: 3 }), { minLength: 3, maxLength: 3 })
  .map((all): readonly GuardedState[] => all.map((own, index) => ({ name: `u${index}`, end: "none", edges: own })));

/** The edge that the definition takes: the first whose guard holds, told apart from others only by what it does. */
function taken(state: GuardedState, index: number, cells: readonly number[]): number {
  const first = state.edges.findIndex(({ guard }) => guard === undefined || holdsAt(guard, cells));
  const edge = state.edges[first];
  if (edge === undefined || (edge.target === index && edge.effect === 0)) return stays;
  return state.edges.findIndex(({ target, effect }) => target === edge.target && effect === edge.effect);
}

describe("the table of a machine", () => {
  it("moves as the definition says, for every label and from every state", () => {
    fc.assert(
      fc.property(states, (made) => {
        const machine: GuardedMachine = { states: made, start: [1, 0, 0] };
        const diagrams = new Diagrams(variables);
        const { table } = mealy(diagrams, machine);
        for (const cells of assignments(variables)) {
          made.forEach((state, u) => {
            const letter = diagrams.evaluate(table.labels[table.shared ? 0 : u] ?? 0, cells);
            const entry = u * table.classes + letter;
            const expected = taken(state, u, cells);
            expect(table.edge[entry]).toBe(expected);
            expect(table.next[entry]).toBe(state.edges[expected]?.target ?? u);
            if (isAllowed(variables, cells)) expect(table.possible[entry]).toBe(true);
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("has a label for each class, and for no two states of classes the same decisions", () => {
    fc.assert(
      fc.property(states, (made) => {
        const diagrams = new Diagrams(variables);
        const { table } = mealy(diagrams, { states: made, start: [1, 0, 0] });
        const met = new Set(assignments(variables).map((cells) => diagrams.evaluate(table.labels[0] ?? 0, cells)));
        expect([...met].sort((a, b) => a - b)).toEqual(Array.from({ length: table.classes }, (_, letter) => letter));
        const columns = Array.from({ length: table.classes }, (_, letter) =>
          made.map((_state, u) => table.edge[u * table.classes + letter]).join(),
        );
        expect(new Set(columns).size).toBe(table.classes);
      }),
      { numRuns: 100 },
    );
  });

  it("finds a conflict exactly where two guards hold together and do different things", () => {
    fc.assert(
      fc.property(states, (made) => {
        const diagrams = new Diagrams(variables);
        const plain = made.map((state) => ({
          ...state,
          edges: state.edges.map((edge) => ({ ...edge, onlyElse: false })),
        }));
        plain.forEach((state, index) => {
          const expected = assignments(variables).some((cells) => {
            if (!isAllowed(variables, cells)) return false;
            return (
              new Set(
                state.edges
                  .filter(({ guard }) => holdsAt(guard ?? formula.always, cells))
                  .map(({ target, effect }) => `${target} ${effect}`),
              ).size > 1
            );
          });
          expect(conflicts(diagrams, state, decide(diagrams, state, index)).length > 0).toBe(expected);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("says nothing of an overlap that `else when` resolves", () => {
    const diagrams = new Diagrams([freeBoolean("a"), freeBoolean("b")]);
    const state = (onlyElse: boolean): GuardedState => ({
      name: "u",
      end: "none",
      edges: [
        { guard: formula.holds(0), onlyElse: false, target: 1, effect: 0 },
        { guard: formula.holds(1), onlyElse, target: 2, effect: 0 },
      ],
    });
    expect(conflicts(diagrams, state(false), decide(diagrams, state(false), 0))).toMatchObject([
      {
        first: 0,
        second: 1,
        witness: [
          { variable: 0, cell: 1 },
          { variable: 1, cell: 1 },
        ],
      },
    ]);
    expect(conflicts(diagrams, state(true), decide(diagrams, state(true), 0))).toEqual([]);
  });

  it("finds the label that no guard accepts", () => {
    const diagrams = new Diagrams([freeBoolean("a")]);
    const state: GuardedState = {
      name: "u",
      end: "none",
      edges: [{ guard: formula.holds(0), onlyElse: false, target: 1, effect: 0 }],
    };
    expect(uncovered(diagrams, decide(diagrams, state, 0))).toEqual([{ variable: 0, cell: 0 }]);
    const complete = { ...state, edges: [...state.edges, { onlyElse: false, target: 0, effect: 0 }] };
    expect(uncovered(diagrams, decide(diagrams, complete, 0))).toBeUndefined();
  });
});

describe("65 atoms", () => {
  const atoms = Array.from({ length: 65 }, (_, index) => freeBoolean(`p${index}`));

  it("are two classes where one state asks for all of them", () => {
    const diagrams = new Diagrams(atoms);
    const all = formula.and(...atoms.map((_, index) => formula.holds(index)));
    const { table } = mealy(diagrams, {
      states: [
        { name: "u", end: "none", edges: [{ guard: all, onlyElse: false, target: 1, effect: 1 }] },
        { name: "v", end: "final", edges: [] },
      ],
      start: [1, 0],
    });
    expect(table).toMatchObject({ shared: true, classes: 2 });
  });

  it("stay two classes for each state where each state asks for its own: 2^65 joint ones are never built", () => {
    const diagrams = new Diagrams(atoms);
    const chain = [
      ...atoms.map((_, index): GuardedState => ({
        name: `u${index}`,
        end: "none",
        edges: [{ guard: formula.holds(index), onlyElse: false, target: index + 1, effect: 0 }],
      })),
      { name: "end", end: "final" as const, edges: [] },
    ];
    const { table } = mealy(diagrams, { states: chain, start: chain.map((_, index) => (index === 0 ? 1 : 0)) });
    expect(table).toMatchObject({ shared: false, classes: 2 });
    expect(table.labels).toHaveLength(66);
    expect(diagrams.size).toBeLessThan(2000);
  });
});

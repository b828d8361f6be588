import type { Diagram, Diagrams } from "../../automata/diagram.js";
import { decide, stays } from "../../automata/guarded-machine.js";
import type { Component, Ending } from "../../automata/temporal/analysis/component.js";
import { guardedMachine } from "../machines/analysis.js";
import type { TypedMachine } from "../typed.js";
import type { Space } from "./space.js";

/** Where a machine stands, and the edge that it has just taken (`stays`: none) from another state or the same. */
export interface Position {
  readonly state: number;
  readonly edge: number;
  readonly from: number;
}

/** A machine as it moves, its counters and labels of the source free: it can come to more than the real one, never to less. */
export interface MachineComponent {
  readonly component: Component;
  /** By state of the component, so that what an edge pays can be seen. */
  readonly positions: readonly Position[];
}

/** Whether the component moves exactly as the machine does. */
export function isExact({ readsSource, counters, start }: TypedMachine): boolean {
  return !readsSource && counters.length === 0 && start.filter((probability) => probability > 0).length === 1;
}

/**
 * The machine over the variables of a space that was made for its guards. Where the space has a variable for `M.state`, letters that disagree with the move are taken out: they
 * lead to a state that no episode goes through.
 */
export function machineComponent(machine: TypedMachine, space: Space): MachineComponent {
  const { diagrams, theory, keys } = space;
  const guarded = guardedMachine(machine, theory, keys);
  const start = machine.start.findIndex((probability) => probability > 0);
  const positions: Position[] = [{ state: -1, edge: stays, from: -1 }];
  const numbers = new Map<string, number>();
  const number = (from: number, edge: number, state: number): number => {
    const key = `${from}:${edge}:${state}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, positions.length);
    positions.push({ state, edge, from });
    return positions.length - 1;
  };
  const initial = number(-1, stays, Math.max(0, start));
  const own = ownState(machine, space);
  const byState = new Map<number, Diagram>([[-1, diagrams.leaf(impossible)]]);
  const moves: Diagram[] = [];
  for (const { state } of positions) {
    const known = byState.get(state);
    if (known !== undefined) {
      moves.push(known);
      continue;
    }
    const from = guarded.states[state];
    // Final and done states are absorbing.
    const decision =
      from === undefined || from.end !== "none" ? diagrams.leaf(stays) : decide(diagrams, from, state).decision;
    const free = diagrams.rebuild(decision, (edge) =>
      number(state, edge, machine.states[state]?.edges[edge]?.target ?? state),
    );
    const move = agreeing(diagrams, free, own, positions);
    byState.set(state, move);
    moves.push(move);
  }
  const ends = positions.map(({ state }): Ending => (state < 0 ? "impossible" : "none"));
  return { component: { initial, moves, ends }, positions };
}

/** Number of the component's state for letters that cannot be. */
const impossible = 0;

/** A diagram of the state that `M.state` names, where the space can tell. */
function ownState({ name }: TypedMachine, { theory, diagrams }: Space): Diagram | undefined {
  const level = theory.variables.findIndex(
    (variable) =>
      variable.kind === "enum" &&
      variable.subject.kind === "machine" &&
      variable.subject.machine === name &&
      variable.subject.field.kind === "state",
  );
  const cells = theory.variables[level]?.variable.cells;
  return cells === undefined
    ? undefined
    : diagrams.node(
        level,
        cells.map((_, cell) => diagrams.leaf(cell)),
      );
}

function agreeing(
  diagrams: Diagrams,
  move: Diagram,
  own: Diagram | undefined,
  positions: readonly Position[],
): Diagram {
  if (own === undefined) return move;
  return diagrams.apply(move, own, (position, state) => (positions[position]?.state === state ? position : impossible));
}

import { atom, type TemporalFormula } from "../../src/compiler/automata/temporal/formula.js";
import { type Family, family } from "./family.js";
import { all, and, any, exclusive, G, iff, implies, never, not, or, U, X } from "./notation.js";

/**
 * Nim with `heaps` heaps of `size` tokens, as LydiaSyft's benchmark set describes it (Two-player-Game/Nim, the system moves first; only
 * X[!], the strong next, occurs). A player selects a heap and what it is changed to; who empties the last heap wins.
 */
export function nim(heaps: number): Family {
  return family(`nim ${heaps} ×`, `${heaps} heaps of n tokens (LydiaSyft, Two-player-Game/Nim)`, (size) => {
    let atoms = 0;
    const declare = (count: number): readonly TemporalFormula[] => Array.from({ length: count }, () => atom(atoms++));
    const environment: Player = { select: declare(heaps), change: declare(size), turn: never };
    const system: Player = { select: declare(heaps), change: declare(size), turn: never };
    const [systemTurn = never, environmentTurn = never] = declare(2);
    const heap = Array.from({ length: heaps }, () => declare(size + 1));
    const game = gameOf({ ...system, turn: systemTurn }, { ...environment, turn: environmentTurn }, heap);
    return [atoms, game];
  });
}

interface Player {
  readonly select: readonly TemporalFormula[];
  readonly change: readonly TemporalFormula[];
  readonly turn: TemporalFormula;
}

/** `heap[i][j]`: heap i has j tokens. */
type Heaps = readonly (readonly TemporalFormula[])[];

function gameOf(system: Player, environment: Player, heap: Heaps): TemporalFormula {
  const empty = and(...heap.map((tokens) => tokens[0] ?? never));
  return and(
    and(system.turn, not(environment.turn)),
    and(...heap.map((tokens, index) => implies(not(system.select[index] ?? never), tokens.at(-1) ?? never))),
    and(...system.select.map((select) => implies(select, or(...system.change)))),
    implies(
      G(moves(environment, heap, not(empty))),
      and(
        G(
          and(
            moves(system, heap, not(empty)),
            iff(system.turn, not(environment.turn)),
            implies(X(system.turn), environment.turn),
            implies(X(environment.turn), system.turn),
            and(...heap.map(exclusive)),
            changes(environment, heap),
            changes(system, heap),
            keeps(environment, heap),
            keeps(system, heap),
          ),
        ),
        U(not(empty), and(environment.turn, empty)),
      ),
    ),
  );
}

/** In their turn a player selects one heap, and while the game lasts takes tokens of it. */
function moves(player: Player, heap: Heaps, lasts: TemporalFormula): TemporalFormula {
  return and(
    implies(player.turn, or(...player.select)),
    exclusive(player.select),
    exclusive(player.change),
    ...heap.flatMap((tokens, index) =>
      tokens.map((holds, count) =>
        implies(
          and(lasts, holds, X(player.select[index] ?? never)),
          any(count, (left) => X(player.change[left] ?? never)),
        ),
      ),
    ),
  );
}

/** The selected heap has as many tokens as it is changed to. */
function changes(player: Player, heap: Heaps): TemporalFormula {
  return and(
    ...heap.map((tokens, index) =>
      all(player.change.length, (left) =>
        implies(and(player.turn, player.select[index] ?? never, player.change[left] ?? never), tokens[left] ?? never),
      ),
    ),
  );
}

/** A heap that is not selected keeps its tokens. */
function keeps(player: Player, heap: Heaps): TemporalFormula {
  return and(
    ...heap.flatMap((tokens, index) =>
      tokens.map((holds) => implies(and(X(player.turn), X(not(player.select[index] ?? never)), holds), X(holds))),
    ),
  );
}

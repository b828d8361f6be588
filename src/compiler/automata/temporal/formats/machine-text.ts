import type { TextEdge } from "../../text/text-machine.js";
import { writeText } from "../../text/write.js";
import { prospects } from "../trace/prospects.js";
import { guardsTooLong, type NamedAutomaton, type Written } from "./automaton.js";
import { transitions } from "./transitions.js";

const nowhere = { start: 0, end: 0 } as const;

/**
 * The automaton as a reward machine in the published text format: an edge to a state where the trace may end pays 1. States from which the verdict is certain are
 * terminal: the task is over. Labels are the atoms where those are single letters (the published code takes longer ones for parts of one another), else letters.
 */
export function machineText({ atoms, dfa }: NamedAutomaton): Written {
  const found = transitions(dfa);
  if (found === undefined) return guardsTooLong;
  const letters = lettersFor(atoms);
  if (letters === undefined) return { obstacle: "more than 52 atoms" };
  const future = prospects(dfa);
  const isOver = (state: number): boolean => state !== dfa.initial && future[state] !== "open";
  const edges = found
    .filter(({ from }) => !isOver(from))
    .map(({ from, to, cubes }): Omit<TextEdge, "place"> => ({
      from,
      to,
      guard: cubes.map((cube) =>
        cube.map(({ atom, holds }) => ({ label: letters[atom] ?? "?", negated: !holds, place: nowhere })),
      ),
      reward: { function: "ConstantRewardFunction", arguments: [dfa.accepting[to] === true ? 1 : 0], place: nowhere },
    }));
  const terminals = dfa.moves.flatMap((_, state) => (isOver(state) ? [state] : []));
  const renamed = letters.flatMap((letter, index) =>
    letter === atoms[index] ? [] : [`${letter} = ${atoms[index] ?? ""}`],
  );
  return { text: writeText({ initial: dfa.initial, terminals, edges }, ["initial state", ...renamed].join("; ")) };
}

function lettersFor(atoms: readonly string[]): readonly string[] | undefined {
  if (atoms.every((name) => /^[A-Za-z]$/u.test(name))) return atoms;
  const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return atoms.length > alphabet.length ? undefined : atoms.map((_, index) => alphabet[index] ?? "?");
}

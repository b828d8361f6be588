import type { LetterDiagram } from "../dfa.js";
import type { NamedAutomaton, Written } from "./automaton.js";

/**
 * MONA's file format for automata (Klarlund and Møller, MONA 1.4 user manual, appendix on `dfaExport`): the states' kinds (1 accepting, −1 rejecting), for each state the
 * node that its moves begin at, then one shared diagram, a row `variable low high` for each node, `-1 state 0` for a leaf. State 0 is MONA's own start: there a first letter
 * is read that says nothing, and leads to the automaton's initial state, which is state 1 here.
 */
export function mona({ atoms, dfa }: NamedAutomaton): Written {
  const names = monaNames(atoms);
  const { diagrams } = dfa;
  const rows: string[] = [];
  const numbers = new Map<LetterDiagram, number>();
  const leaves = new Map<number, number>();
  const leaf = (state: number): number => {
    const known = leaves.get(state);
    if (known !== undefined) return known;
    leaves.set(state, rows.push(` -1 ${state} 0`) - 1);
    return rows.length - 1;
  };
  const number = (root: LetterDiagram): number => {
    const stack = [root];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const known = numbers.get(node);
      if (known !== undefined) stack.pop();
      else if (diagrams.isLeaf(node)) numbers.set(node, leaf(diagrams.value(node) + 1));
      else {
        const [low, high] = [numbers.get(diagrams.low(node)), numbers.get(diagrams.high(node))];
        if (low === undefined) stack.push(diagrams.low(node));
        if (high === undefined) stack.push(diagrams.high(node));
        if (low !== undefined && high !== undefined)
          numbers.set(node, rows.push(` ${diagrams.level(node)} ${low} ${high}`) - 1);
      }
    }
    return numbers.get(root) ?? 0;
  };
  const start = leaf(dfa.initial + 1);
  const behaviour = [start, ...dfa.moves.map(number)];
  const final = [-1, ...dfa.accepting.map((accepts) => (accepts ? 1 : -1))];
  const lines = [
    "MONA DFA",
    `number of variables: ${atoms.length}`,
    `variables: ${names.join(" ")}`,
    `orders: ${names.map(() => "2").join(" ")}`,
    `states: ${final.length}`,
    "initial: 0",
    `bdd nodes: ${rows.length}`,
    `final: ${final.join(" ")}`,
    `behaviour: ${behaviour.join(" ")}`,
    "bdd:",
    ...rows,
    "end",
    "",
  ];
  return { text: lines.join("\n") };
}

/** Names of second-order variables: words in upper case, no two alike. */
function monaNames(atoms: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return atoms.map((atom) => {
    const word = atom
      .toUpperCase()
      .replace(/[^A-Z0-9_]/gu, "_")
      .replace(/^(?![A-Z])/u, "P_");
    let name = word;
    for (let copy = 2; taken.has(name); copy++) name = `${word}_${copy}`;
    taken.add(name);
    return name;
  });
}

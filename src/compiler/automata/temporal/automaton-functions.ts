import type { Dfa, LetterDiagram } from "./dfa.js";
import { type BooleanFunction, type Functions, no, yes } from "./functions.js";

/**
 * The states of a finished automaton as obligations: variable `first` + q says that the rest of the trace, which has a letter, is accepted from state q.
 * States that accept, or reject, all such rests are the constants.
 */
export class AutomatonFunctions {
  readonly #nodes = new Map<LetterDiagram, BooleanFunction>();

  constructor(
    readonly dfa: Dfa,
    readonly functions: Functions,
    readonly end: number,
    readonly first: number,
    /** Atoms from here on are not read: some value of theirs must do (the projection of the second-order quantifier, Büchi 1960). */
    readonly projected: number = Infinity,
    /** By level of the automaton the level of the functions, where their order differs. */
    readonly order?: readonly number[],
  ) {}

  state(state: number): BooleanFunction {
    const { diagrams, moves, accepting } = this.dfa;
    const move = moves[state] as LetterDiagram;
    if (diagrams.isLeaf(move) && diagrams.value(move) === state) return accepting[state] === true ? yes : no;
    return this.functions.variable(this.first + state);
  }

  derivative(level: number): BooleanFunction {
    const { functions, dfa, end } = this;
    const { diagrams } = dfa;
    const root = dfa.moves[level - this.first] as LetterDiagram;
    const stack = [root];
    while (stack.length > 0) {
      const node = stack[stack.length - 1] as LetterDiagram;
      if (this.#nodes.has(node)) {
        stack.pop();
        continue;
      }
      if (diagrams.isLeaf(node)) {
        const to = diagrams.value(node);
        this.#nodes.set(node, functions.node(end, this.state(to), dfa.accepting[to] === true ? yes : no));
        stack.pop();
        continue;
      }
      const low = this.#nodes.get(diagrams.low(node));
      const high = low === undefined ? undefined : this.#nodes.get(diagrams.high(node));
      if (low === undefined) stack.push(diagrams.low(node));
      else if (high === undefined) stack.push(diagrams.high(node));
      else {
        const level = diagrams.level(node);
        if (level >= this.projected) this.#nodes.set(node, functions.or(low, high));
        else if (this.order === undefined) this.#nodes.set(node, functions.node(level, low, high));
        else this.#nodes.set(node, functions.choose(functions.variable(this.order[level] as number), high, low));
        stack.pop();
      }
    }
    return this.#nodes.get(root) as BooleanFunction;
  }
}

import { type BooleanFunction, constantLevel, type Functions, no, yes } from "./functions.js";
import { doubled } from "./letters.js";

/**
 * A complete deterministic automaton that is not minimal yet. A reference below 0 is the state −1 − reference; others are inner nodes, children
 * before their parents.
 */
export interface RawAutomaton {
  readonly atoms: number;
  readonly accepting: readonly boolean[];
  /** By state, a reference. State 0 is the initial one. */
  readonly moves: readonly number[];
  readonly levels: Int32Array;
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly nodes: number;
}

export function stateOf(reference: number): number {
  return -1 - reference;
}

/**
 * Every state that letters lead to from `initial`. Letters are the levels below `end`; `derivativeOfVariable` gives what a letter makes of an obligation.
 * A state is a pair of what is owed and whether the trace may stop here; states that owe the same share their moves. The initial state
 * does not accept (the empty trace), and is not entered again: another state may owe the same.
 */
export function explore(
  functions: Functions,
  end: number,
  initial: BooleanFunction,
  derivativeOfVariable: (level: number) => BooleanFunction,
): RawAutomaton {
  const derive = derivatives(functions, derivativeOfVariable);
  const accepting: boolean[] = [false];
  const owed: BooleanFunction[] = [initial];
  const moves: number[] = [];
  const movesOf = new Map<BooleanFunction, number>();
  /** By edge of `functions`: the reference, 0 while there is none, else one more if it is not below 0. */
  let references: Int32Array = new Int32Array(1 << 10);
  let levels: Int32Array = new Int32Array(1 << 10);
  let lows: Int32Array = new Int32Array(1 << 10);
  let highs: Int32Array = new Int32Array(1 << 10);
  let nodes = 0;

  const find = (edge: BooleanFunction): number => {
    if (edge >= references.length) {
      let size = references.length;
      while (size <= 2 * functions.size + 1) size *= 2;
      const longer = new Int32Array(size);
      longer.set(references);
      references = longer;
    }
    return references[edge] as number;
  };
  const stack: BooleanFunction[] = [];
  const visit = (root: BooleanFunction): number => {
    stack.push(root);
    while (stack.length > 0) {
      const edge = stack[stack.length - 1] as BooleanFunction;
      if (find(edge) !== 0) {
        stack.pop();
        continue;
      }
      const level = functions.level(edge);
      if (level >= end) {
        stack.pop();
        references[edge] = -1 - accepting.length;
        const stops = level === end ? functions.high(edge) : edge;
        if (stops !== yes && stops !== no)
          throw new Error("whether a trace may stop depends on nothing but the letter");
        accepting.push(stops === yes);
        owed.push(level === end ? functions.low(edge) : edge);
        functions.budget.checkStates(owed.length);
        continue;
      }
      const low = functions.low(edge);
      const high = functions.high(edge);
      const lowReference = find(low);
      if (lowReference === 0) {
        stack.push(low);
        continue;
      }
      const highReference = find(high);
      if (highReference === 0) {
        stack.push(high);
        continue;
      }
      stack.pop();
      if (nodes === levels.length) {
        levels = doubled(levels);
        lows = doubled(lows);
        highs = doubled(highs);
      }
      levels[nodes] = level;
      lows[nodes] = lowReference > 0 ? lowReference - 1 : lowReference;
      highs[nodes] = highReference > 0 ? highReference - 1 : highReference;
      references[edge] = ++nodes;
    }
    const reference = find(root);
    return reference > 0 ? reference - 1 : reference;
  };

  for (let state = 0; state < owed.length; state++) {
    const obligation = owed[state] as BooleanFunction;
    let reference = movesOf.get(obligation);
    if (reference === undefined) {
      if (state % 64 === 0) functions.budget.checkTime();
      reference = visit(derive(obligation));
      movesOf.set(obligation, reference);
    }
    moves.push(reference);
  }
  return { atoms: end, accepting, moves, levels, lows, highs, nodes };
}

/** The derivative of a function of obligations: that of each variable put in its place. Shared by node. */
function derivatives(
  functions: Functions,
  derivativeOfVariable: (level: number) => BooleanFunction,
): (obligation: BooleanFunction) => BooleanFunction {
  const known = new Map<number, BooleanFunction>();
  const stack: number[] = [];
  const of = (edge: BooleanFunction): BooleanFunction | undefined => {
    if (functions.level(edge) === constantLevel) return edge;
    const positive = known.get(edge >> 1);
    return positive === undefined ? undefined : positive ^ (edge & 1);
  };
  return (obligation) => {
    stack.push(obligation);
    while (stack.length > 0) {
      const edge = (stack[stack.length - 1] as BooleanFunction) & ~1;
      if (of(edge) !== undefined) {
        stack.pop();
        continue;
      }
      const low = functions.low(edge);
      const high = functions.high(edge);
      const lowDerivative = of(low);
      if (lowDerivative === undefined) {
        stack.push(low);
        continue;
      }
      const highDerivative = of(high);
      if (highDerivative === undefined) {
        stack.push(high);
        continue;
      }
      stack.pop();
      const condition = derivativeOfVariable(functions.level(edge));
      known.set(edge >> 1, functions.choose(condition, highDerivative, lowDerivative));
    }
    return of(obligation) as BooleanFunction;
  };
}

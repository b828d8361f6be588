import type { Place } from "../syntax-problem.js";
/**
 * A machine in the text format that the published reward machines come in: the initial state, the terminal states, then one edge a line,
 * `(from, to, 'guard', reward)`. Offsets point into the text.
 */
export interface TextMachine {
  readonly initial: number;
  readonly terminals: readonly number[];
  readonly edges: readonly TextEdge[];
}

export interface TextEdge {
  readonly from: number;
  readonly to: number;
  /** A disjunction of conjunctions; an empty conjunction is `True`, an empty disjunction `False`. */
  readonly guard: readonly (readonly TextLiteral[])[];
  readonly reward: TextReward;
  readonly place: Place;
}

export interface TextLiteral {
  readonly label: string;
  readonly negated: boolean;
  readonly place: Place;
}

/** `ConstantRewardFunction(1)`, any other call (whose meaning is the original's code), or a plain number. */
export interface TextReward {
  readonly function: string | undefined;
  readonly arguments: readonly number[];
  readonly place: Place;
}

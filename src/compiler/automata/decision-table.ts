import type { Diagram, Diagrams } from "./diagram.js";
import { labelClasses, type LabelClasses } from "./label-classes.js";
import type { Successors } from "./reachability.js";

/**
 * What the states of an automaton do with every label, as tables over classes of labels. `shared`: one class of the label serves all states.
 * Otherwise each state has classes of its own (the states together tell too many labels apart), and `labels[u]` takes a label to the class for state u.
 */
export interface LabelTable {
  readonly shared: boolean;
  readonly states: number;
  /** Classes for each state, the same number for all; rows of states that need fewer are padded. */
  readonly classes: number;
  /** One diagram where shared, else one for each state. */
  readonly labels: readonly Diagram[];
  /** `[states × classes]`: whether the theory allows the class. */
  readonly possible: readonly boolean[];
}

/** A label table with the state after each move, `[states × classes]`: what machines and objectives have in common. */
export interface TransitionTable extends LabelTable {
  readonly next: readonly number[];
}

/** The states that some label which the theory allows leads to from each state. */
export function possibleSuccessors({ states, classes, next, possible }: TransitionTable): Successors {
  return Array.from({ length: states }, (_, state) => {
    const entries = Array.from({ length: classes }, (_, letter) => state * classes + letter);
    return [...new Set(entries.flatMap((entry) => (possible[entry] === true ? [next[entry] ?? state] : [])))];
  });
}

/** A label table with what each state's diagram says of the class, `[states × classes]`. */
interface DecisionTable extends LabelTable {
  readonly decision: readonly number[];
}

/** Above so many classes, or entries of the table, one class for all states gives way to classes for each state. */
interface SharedLimits {
  readonly classes: number;
  readonly entries: number;
}

/** The tables of the states' decisions, one diagram for each; `padding(u)` stands where a row of state u has no more classes. */
export function decisionTable(
  diagrams: Diagrams,
  decisions: readonly Diagram[],
  limits: SharedLimits,
  padding: (state: number) => number,
): DecisionTable {
  const limit = Math.min(limits.classes, Math.floor(limits.entries / Math.max(1, decisions.length)));
  const joint = labelClasses(diagrams, decisions, Math.max(limit, 1));
  const byState =
    joint === undefined
      ? decisions.map((decision) => labelClasses(diagrams, [decision], Infinity)).filter((own) => own !== undefined)
      : decisions.map(() => joint);
  return filled(byState, joint !== undefined, padding);
}

function filled(byState: readonly LabelClasses[], shared: boolean, padding: (state: number) => number): DecisionTable {
  const classes = byState.reduce((most, { decisions }) => Math.max(most, decisions.length), 1);
  const decision: number[] = [];
  const possible: boolean[] = [];
  byState.forEach((own, u) => {
    for (let c = 0; c < classes; c++) {
      decision.push(own.decisions[c]?.[shared ? u : 0] ?? padding(u));
      possible.push(own.possible[c] ?? false);
    }
  });
  const labels = (shared ? byState.slice(0, 1) : byState).map(({ diagram }) => diagram);
  return { shared, states: byState.length, classes, labels, decision, possible };
}

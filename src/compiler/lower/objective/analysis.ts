import { build } from "../../automata/build.js";
import { decisionTable, type TransitionTable } from "../../automata/decision-table.js";
import { Diagrams } from "../../automata/diagram.js";
import { ExpressionKeys } from "../../check/machines/expression-keys.js";
import { theoryOf, type Theory } from "../../check/machines/theory.js";
import type { TypedInfiniteObjective, TypedObjective } from "../../check/typed.js";
import { infiniteVerdicts } from "./infinite-verdicts.js";
import { verdictsOf, type Verdicts } from "./verdicts.js";
import { withTheory } from "../../automata/temporal/with-theory.js";

/** Everything that is known of an objective by looking at it alone. */
export interface ObjectiveAnalysis {
  readonly theory: Theory;
  readonly diagrams: Diagrams;
  readonly table: TransitionTable;
  readonly verdicts: Verdicts;
}

/**
 * Letters of n atoms have at most 2^n classes, and all states of an automaton look at the same few atoms, so one class serves all of them
 * up to tables that are large; only then is it cheaper to find a class for each state.
 */
const sharedLimits = { classes: 1024, entries: 1 << 18 } as const;
/** Automata come with diagrams of their own, which may be larger than what guards written by hand make. */
const nodes = 250_000;

/** The tables of an objective over classes of letters that its atoms can tell apart. Throws `DiagramTooLarge` where they are too entangled. */
export function analyseObjective({ automaton, atoms }: TypedObjective | TypedInfiniteObjective): ObjectiveAnalysis {
  const theory = theoryOf(atoms, new ExpressionKeys());
  const diagrams = new Diagrams(
    theory.variables.map(({ variable }) => variable),
    nodes,
  );
  const moves = withTheory(
    automaton.diagrams,
    automaton.moves,
    atoms.map((atom) => build(diagrams, theory.formula(atom))),
    diagrams,
  );
  const { decision, ...labels } = decisionTable(diagrams, moves, sharedLimits, (state) => state);
  const table = { ...labels, next: decision };
  const verdicts =
    "priorities" in automaton ? infiniteVerdicts(table, automaton.priorities) : verdictsOf(table, automaton.accepting);
  return { theory, diagrams, table, verdicts };
}

import { possibleValues } from "../../automata/satisfy.js";
import { prospectsOf } from "../../automata/temporal/omega/prospects.js";
import { withTheory } from "../../automata/temporal/with-theory.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { TypedInfiniteObjective, TypedPastObjective } from "../typed.js";
import { spaceOf } from "./space.js";
import { verdictIs } from "./witness.js";

/** An objective on infinite traces that every one of them satisfies, or none that the theory of its atoms allows. */
export function infiniteDecided(objective: TypedInfiniteObjective): readonly Diagnostic[] {
  const { name, atoms, automaton } = objective;
  const { diagrams, where } = spaceOf(atoms);
  const moves = withTheory(automaton.diagrams, automaton.moves, atoms.map(where), diagrams);
  const successors = moves.map((move) => possibleValues(diagrams, move));
  const prospect = prospectsOf(successors, automaton.priorities)[automaton.initial];
  return prospect === undefined || prospect === "open"
    ? []
    : [decided(objective, prospect === "satisfied", `expect ${name}.${prospect}`)];
}

/** The same of an objective that is kept as bits. */
export function pastDecided(objective: TypedPastObjective): readonly Diagnostic[] {
  const { satisfied, violated } = objective.standings;
  if (satisfied[0] !== true && violated[0] !== true) return [];
  const always = satisfied[0] === true;
  return [decided(objective, always, `end expect ${verdictIs(objective, always)}`)];
}

/** `expectation` is that of a test after any step. */
function decided(
  { name, span }: TypedInfiniteObjective | TypedPastObjective,
  always: boolean,
  expectation: string,
): Diagnostic {
  const [code, label, verdict] = always
    ? (["trivial-objective", "always satisfied", "satisfied"] as const)
    : (["unsatisfiable-objective", "never satisfied", "violated"] as const);
  const notes = [`as a test: test "${name} is ${verdict} whatever happens" { step {}  ${expectation} }`];
  return report(code, span, { objective: name }, { label, notes });
}

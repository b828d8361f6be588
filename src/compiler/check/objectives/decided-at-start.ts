import { possibleValues } from "../../automata/satisfy.js";
import { prospectsOf } from "../../automata/temporal/omega/prospects.js";
import { withTheory } from "../../automata/temporal/with-theory.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { TypedInfiniteObjective, TypedPastObjective } from "../typed.js";
import { spaceOf } from "./space.js";

/** An objective on infinite traces that every one of them satisfies, or none that the theory of its atoms allows. */
export function infiniteDecided({ name, span, atoms, automaton }: TypedInfiniteObjective): readonly Diagnostic[] {
  const { diagrams, where } = spaceOf(atoms);
  const moves = withTheory(automaton.diagrams, automaton.moves, atoms.map(where), diagrams);
  const successors = moves.map((move) => possibleValues(diagrams, move));
  const prospect = prospectsOf(successors, automaton.priorities)[automaton.initial];
  if (prospect === "satisfied") return [trivial(name, span, `step {}  expect ${name}.satisfied`)];
  if (prospect === "violated") return [unsatisfiable(name, span, `step {}  expect ${name}.violated`)];
  return [];
}

/** The same of an objective that is kept as bits. */
export function pastDecided({ name, span, standings }: TypedPastObjective): readonly Diagnostic[] {
  if (standings.satisfied[0] === true) return [trivial(name, span, `step {}  end expect ${name}.verdict == Satisfied`)];
  if (standings.violated[0] === true)
    return [unsatisfiable(name, span, `step {}  end expect ${name}.verdict == Violated`)];
  return [];
}

function trivial(objective: string, span: Span, steps: string): Diagnostic {
  const notes = [`as a test: test "${objective} is satisfied whatever happens" { ${steps} }`];
  return report("trivial-objective", span, { objective }, { label: "always satisfied", notes });
}

function unsatisfiable(objective: string, span: Span, steps: string): Diagnostic {
  const notes = [`as a test: test "${objective} is violated whatever happens" { ${steps} }`];
  return report("unsatisfiable-objective", span, { objective }, { label: "never satisfied", notes });
}

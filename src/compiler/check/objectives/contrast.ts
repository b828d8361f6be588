import type { Language, ObjectiveContext } from "./context.js";
import { verdictIs, witness } from "./witness.js";

/** What an objective and another language over its atoms say of a trace: whether it satisfies the one, and the other. */
export type Contrast = readonly [own: boolean, other: boolean];

/** A shortest trace of which they say so, as notes; the test is called `name`. */
export function contrast(
  { objective, spec }: ObjectiveContext,
  { dfa }: Language,
  wanted: Contrast,
  name: string,
): readonly string[] {
  return witness(
    spec,
    {
      automata: [
        { objective, dfa: objective.automaton },
        { objective, dfa },
      ],
      goal: isContrast(wanted),
    },
    { name, expectation: verdictIs(objective, wanted[0]) },
  );
}

/** Whether that is what two automata accept, the objective's first. */
export function isContrast([own, other]: Contrast): (accepted: readonly boolean[]) => boolean {
  return (accepted) => accepted[0] === own && accepted[1] === other;
}

import type { Assignment } from "../../automata/satisfy.js";
import type { MachineContext } from "./context.js";
import { testLetters, testSteps } from "./test-steps.js";

/**
 * A word as a test that can be pasted into the spec, as a note: one `step` for each letter. None where a letter is about something that a
 * test cannot set, or where the machine reads the source, whose first letter is the reset's.
 */
export function asTest(context: MachineContext, name: string, word: readonly Assignment[]): readonly string[] {
  if (context.machine.readsSource) return [];
  const letters = testLetters(context.analysis.theory.variables, word, context.spec.signals);
  return letters === undefined ? [] : [`as a test: test "${name}" { ${testSteps(letters)} }`];
}

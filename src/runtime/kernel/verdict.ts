import type { ObjectiveDescriptor, VerdictsDescriptor } from "./descriptor.js";

/** What is known of an objective at the end of an episode, or of a part of one. */
export type Verdict = "Satisfied" | "Violated" | "Unknown";

/** What an objective shows after a step. */
export interface ObjectiveView {
  /** Satisfied if the trace ended here. */
  readonly accepting: boolean;
  readonly satisfied: boolean;
  readonly violated: boolean;
  readonly progress: number;
}

type Tables = VerdictsDescriptor & Pick<ObjectiveDescriptor, "infinite">;

/** What the objective shows in a state of its automaton. */
export function viewOf(objective: Tables, state: number): ObjectiveView {
  return {
    accepting: objective.accepting[state] === true,
    satisfied: objective.satisfied[state] === true,
    violated: objective.violated[state] === true,
    progress: objective.progress[state] ?? 0,
  };
}

/**
 * The verdict on an episode whose last step led to `state`: a termination ends the trace and decides; after a truncation or an unfinished rollout the trace would have gone on,
 * so the verdict is unknown unless every continuation has the same. Nothing ends an infinite trace.
 */
export function verdictOf(objective: Tables, state: number, terminated: boolean): Verdict {
  const { accepting, satisfied, violated } = viewOf(objective, state);
  if (satisfied) return "Satisfied";
  if (violated) return "Violated";
  if (!terminated || objective.infinite === true) return "Unknown";
  return accepting ? "Satisfied" : "Violated";
}

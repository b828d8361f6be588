import { boundsOf } from "../../check/machines/bounds.js";
import type { TypedObjectiveReference, TypedSpec } from "../../check/typed.js";
import type { ObjectiveOutput } from "../../ir/program.js";
import type { Verdicts } from "./verdicts.js";

/**
 * How the states of an objective end, for counterfactual experience: `final` where some `terminate when` holds for certain whatever else is seen, so that the episode is over; `done` where
 * the objective is decided, so that what it shows stays.
 */
export function endsOf(name: string, verdicts: Verdicts, spec: TypedSpec): ObjectiveOutput["ends"] {
  const conditions = spec.endings.flatMap((ending) =>
    ending.kind === "terminated" && ending.form === "condition" ? [ending.condition] : [],
  );
  return verdicts.accepting.map((_, state) => {
    const certain = conditions.some((condition) => {
      const [least] = boundsOf(condition, spec.params, (value) => {
        const shown =
          value.kind === "objective" && value.objective === name ? shownIn(state, value, verdicts) : undefined;
        return shown === undefined ? undefined : [shown, shown];
      });
      return least === 1;
    });
    if (certain) return "final";
    return verdicts.satisfied[state] === true || verdicts.violated[state] === true ? "done" : "none";
  });
}

/** The number that a state alone gives to what the objective shows. */
function shownIn(state: number, { field }: TypedObjectiveReference, verdicts: Verdicts): number | undefined {
  switch (field) {
    case "state":
      return state;
    case "accepting":
    case "satisfied":
    case "violated":
    case "progress":
      return Number(verdicts[field][state] ?? 0);
    case "fires-satisfied":
    case "fires-violated":
    case "verdict":
    case "robustness":
    case "robustness.past":
    case "robustness.delayed":
    case "robustness.low":
    case "robustness.high":
      return undefined;
  }
}

/** What went wrong while a reward ran. */
export type RewardProblem =
  /** `nan error`: an active term was not finite. */
  | {
      readonly kind: "non-finite";
      readonly term: string;
      readonly environment: number;
      /** Steps of the episode before this one. */
      readonly step: number;
      /** The signals, actions and params that the term reads, as they stood. */
      readonly inputs: Readonly<Record<string, readonly number[]>>;
    }
  /** A reset or a step did not bring a signal. */
  | {
      readonly kind: "missing-signal";
      readonly signal: string;
      /** `episode`, `group`: when it is over. */
      readonly at: "step" | "reset" | "episode" | "group";
      /** Which environment, episode or group. */
      readonly environment: number;
    }
  /** An external signal that may not be missing (`missing error`) was. */
  | {
      readonly kind: "missing-value";
      readonly signal: string;
      readonly environment: number;
      /** Steps of the episode before this one. */
      readonly step: number;
    }
  /** The spec has schedules, and the clock that they go by was not given. */
  | { readonly kind: "missing-clock"; readonly counts: "steps" | "updates" | "episodes" }
  /** A signal or param has the wrong number of values, or is not known. */
  | { readonly kind: "bad-input"; readonly name: string; readonly expected: string; readonly found: string };

/** A reward could not be computed from what it was given. `problem` says it as data, `message` in words. */
export class RewardError extends Error {
  override readonly name = "RewardError";

  constructor(readonly problem: RewardProblem) {
    super(describe(problem));
  }
}

function describe(problem: RewardProblem): string {
  switch (problem.kind) {
    case "non-finite": {
      const where = `in environment ${problem.environment} at step ${problem.step}`;
      return `term \`${problem.term}\` is not finite ${where}${behindColon(describeInputs(problem.inputs))}`;
    }
    case "missing-signal": {
      if (problem.at === "episode" || problem.at === "group")
        return `signal \`${problem.signal}\` is missing: ${problem.at} ${problem.environment} is over and does not bring it`;
      const why =
        problem.at === "reset"
          ? "every reset must bring it, its value before the first step is read"
          : "the step does not bring it and it has no default";
      return `signal \`${problem.signal}\` is missing in environment ${problem.environment}: ${why}`;
    }
    case "missing-value":
      return `external signal \`${problem.signal}\` is missing in environment ${problem.environment} at step ${problem.step}, and the spec says \`missing error\``;
    case "missing-clock":
      return `the learner's clock of ${problem.counts} is missing: a schedule counts it`;
    case "bad-input":
      return `\`${problem.name}\`: expected ${problem.expected}, found ${problem.found}`;
  }
}

/** `x = 1, v = [1, 2]`; empty where nothing was read. */
export function describeInputs(inputs: Readonly<Record<string, readonly number[]>>): string {
  return Object.entries(inputs)
    .map(([name, values]) => `${name} = ${values.length === 1 ? values[0] : `[${values.join(", ")}]`}`)
    .join(", ");
}

/** What follows a statement, if there is anything. */
export function behindColon(text: string): string {
  return text === "" ? "" : `: ${text}`;
}

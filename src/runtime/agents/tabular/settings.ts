/** How a tabular learner learns. */
export interface TabularSettings {
  /** α in (0, 1]. */
  readonly learningRate: number;
  /** ε in [0, 1]: the share of uniformly random actions, constant. */
  readonly exploration: number;
  /** γ in [0, 1]; left out: the spec's `discount`. Shaping uses the spec's in any case. */
  readonly discount?: number;
  /** Q of what has not been seen. Above the best return it is optimistic and explores by itself. */
  readonly initialValue: number;
  /** Learn from `reward` (with the spec's shaping) rather than from `total`. */
  readonly shaped: boolean;
  /**
   * Counterfactual experience (Toro Icarte et al., JAIR 2022): `none` learns from the real step alone; `all` also from the same step taken
   * in every other state of every task's automaton; `reachable` leaves out the states in which the label of the step before cannot leave any.
   */
  readonly counterfactual: "none" | "all" | "reachable";
  /** At a time limit without counterfactual experience: `bootstrap` from what the step led to (right), or take it as `terminal` (as some published results did). */
  readonly timeLimit: "bootstrap" | "terminal";
}

/** The constants of the reward-machine benchmark, with the time limit treated as what it is. */
export const defaultSettings: TabularSettings = {
  learningRate: 0.5,
  exploration: 0.1,
  initialValue: 0,
  shaped: false,
  counterfactual: "none",
  timeLimit: "bootstrap",
};

/** Throws a `RangeError` that names the setting which is out of its range. */
export function checkSettings(settings: TabularSettings): void {
  const within = (name: string, value: number, low: number, high: number): void => {
    if (!(value >= low && value <= high))
      throw new RangeError(`tabular ${name} must be in [${String(low)}, ${String(high)}], found ${String(value)}`);
  };
  within("learningRate", settings.learningRate, Number.MIN_VALUE, 1);
  within("exploration", settings.exploration, 0, 1);
  within("initialValue", settings.initialValue, -Number.MAX_VALUE, Number.MAX_VALUE);
  if (settings.discount !== undefined) within("discount", settings.discount, 0, 1);
}

/** Values of one signal for all environments, row-major `[N, ...shape]`: float, int (and enum index), bool (0 or 1). */
export type Column = Float32Array | Int32Array | Uint8Array;

/** What an environment supplies under a name. Enums are ints with `members`. */
export interface SuppliedSignal {
  readonly name: string;
  readonly dtype: "float" | "int" | "bool";
  readonly shape: readonly number[];
  readonly members?: readonly string[];
}

/** `discrete`: one int in [0, count) for each environment. `continuous`: `low.length` floats for each environment, clipped to the bounds by the environment. */
export type ActionSpace =
  | { readonly kind: "discrete"; readonly count: number; readonly names: readonly string[] }
  | { readonly kind: "continuous"; readonly low: readonly number[]; readonly high: readonly number[] };

export interface EnvironmentMetadata {
  readonly name: string;
  /** D: numbers in an observation. */
  readonly observation: number;
  readonly actions: ActionSpace;
  readonly signals: readonly SuppliedSignal[];
  /** Steps after which an episode is truncated; Infinity: never. */
  readonly limit: number;
  /** How many prompts the environment can begin with; absent where a learner cannot choose. See `PromptedEnvironment`. */
  readonly prompts?: number;
  /** Size of `situation`, for tabular learners; absent where observations are not finitely many. */
  readonly situations?: number;
}

/** All that an environment remembers, as plain JSON: streams, physics, clocks. */
export type EnvironmentState = Readonly<Record<string, readonly number[]>>;

/**
 * N independent copies of a task, stepped together. It supplies signals, never rewards. Rows never reset by themselves: after a step the
 * arrays hold what the step led to, final observations included, and the learner resets the rows that ended, by the environment's flags or
 * by its reward's (Gymnasium's "disabled" autoreset, from which the others follow). The arrays are the environment's own, rewritten by
 * `reset`, `step` and `setState`: copy what must last.
 *
 * Row i draws from the stream `environment/i` of the seed, so that its episodes do not depend on N.
 */
export interface Environment {
  readonly metadata: EnvironmentMetadata;
  /** N. */
  readonly size: number;
  /** `[N, D]`, row-major. */
  readonly observation: Float32Array;
  /** By name, in the order of `metadata.signals`. After `reset`: the reset values of the rows that were reset. */
  readonly signals: Readonly<Record<string, Column>>;
  /** `[N]`, 0 or 1: the task ended by its own rules in the last step. */
  readonly terminated: Uint8Array;
  /** `[N]`, 0 or 1: the time limit was reached in the last step, and the task had not ended. */
  readonly truncated: Uint8Array;
  /** `[N]`, in [0, metadata.situations): the observation as an index, where that is possible. */
  readonly situation?: Int32Array;
  /** Begins new episodes in the rows where `mask` is not 0 (all rows without a mask), and clears their flags. */
  reset(mask?: Uint8Array): void;
  /** Moves all rows. `actions` is `[N]` ints (discrete) or `[N, A]` floats (continuous). A row that ended and was not reset is an error. */
  step(actions: Int32Array | Float32Array): void;
  getState(): EnvironmentState;
  /** Continues exactly from what `getState` returned, for an environment of the same name, size and options. */
  setState(state: EnvironmentState): void;
}

/** An environment whose episodes answer a prompt that the learner may choose, so that several of them answer the same one: a group. */
export interface PromptedEnvironment extends Environment {
  readonly metadata: EnvironmentMetadata & { readonly prompts: number };
  /** Begins a new episode in every row, with the prompt `prompts[i]` in `[0, metadata.prompts)` in row i. */
  begin(prompts: Int32Array): void;
}

export function isPrompted(environment: Environment): environment is PromptedEnvironment {
  return environment.metadata.prompts !== undefined && "begin" in environment;
}

export interface EnvironmentOptions {
  /** N. */
  readonly size: number;
  /** An integer in [0, 2^53). */
  readonly seed: number;
  /** Steps before truncation; left out: the published limit. */
  readonly limit?: number;
  /** Which tasks an environment with several goes through, in turn, one an episode; left out: all. */
  readonly tasks?: readonly string[];
  /** Which of the published maps (craft world). */
  readonly map?: number;
}

/** How an environment is listed: one file, one line in `registry.ts`. */
export interface EnvironmentDefinition {
  readonly name: string;
  /** One line for people. */
  readonly summary: string;
  create(options: EnvironmentOptions): Environment;
}

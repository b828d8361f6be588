import * as tf from "@tensorflow/tfjs-core";
import { actionColumns, requireSignals, signalColumns } from "../environments/index.js";
import type { Environment, EnvironmentState } from "../environments/index.js";
import type { Clock } from "../kernel/clock.js";
import type { RewardKernel, RewardState } from "../kernel/kernel.js";
import type { RewardProblem } from "../kernel/errors.js";
import { disposeUnlessIn } from "./dispose.js";
import { failuresOf } from "./failures.js";
import { floatColumns, intColumns, type HostColumns } from "./host-columns.js";
import { requireEpisodic, requireNumber } from "./require-number.js";
import { packState, unpackState, type PackedState } from "./packed-state.js";

export interface RewardedEnvironmentOptions {
  readonly environment: Environment;
  /** The reward; it is the caller's to keep, and may serve several environments. */
  readonly kernel: RewardKernel;
  /** Values of params that differ from the declared ones. */
  readonly params?: Readonly<Record<string, number>>;
  /** Whether learners see the reward's state (machine states, latches, counters) beside the observation. */
  readonly features: boolean;
  /** Fixes the reward's own random choices. */
  readonly seed: number;
  /** What the learner has done so far, where it does not begin. */
  readonly clock?: Clock;
}

/** What a reward says of one step of all rows, as plain arrays. `[N]` each. */
export interface JudgedStep {
  readonly reward: Float32Array;
  readonly total: Float32Array;
  /** How much what comes after this step counts; absent where the spec sets no discount of its own for steps. */
  readonly discount?: Float32Array;
  /** Contributions by name, rewards of endings included. */
  readonly terms: HostColumns<Float32Array>;
  readonly shapings: HostColumns<Float32Array>;
  readonly machines: HostColumns<Int32Array>;
  /** States of the objectives' automata. */
  readonly objectives: HostColumns<Int32Array>;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** Index into the descriptor's causes; -1 where no episode ended. */
  readonly cause: Int32Array;
  /** Terms that were not finite, where the spec says that training goes on. */
  readonly problems: readonly RewardProblem[];
}

export interface RewardedStep extends JudgedStep {
  /** `[N, D]`: what the step led to, final observations included. The learner's next observations are in `observations`. */
  readonly outcome: Float32Array;
  /** Whether any row ended. */
  readonly ended: boolean;
}

/** Before the first step of a training. */
const begun: Clock = { steps: 0, updates: 0, episodes: 0 };

/** All that an environment and its reward remember. */
export interface RewardedState {
  readonly environment: EnvironmentState;
  readonly reward: PackedState;
  readonly episodeSteps: readonly number[];
  readonly clock: Clock;
}

/**
 * An environment whose reward comes from a compiled spec:
 *
 *     actions → environment → signals → kernel.step → reward and ends (either's) → both reset the rows that ended
 *
 * Its observations are the environment's, followed by the reward's features where asked for. Between two steps it holds one reward state
 * and no other tensor.
 */
export class RewardedEnvironment {
  /** What schedules go by in the next step: the trainer sets it, and it stands still where nobody learns. */
  clock: Clock;
  readonly environment: Environment;
  readonly kernel: RewardKernel;
  /** D: numbers of an observation. */
  readonly inputs: number;
  #observations: Float32Array;
  #state: RewardState;
  #episodeSteps: Int32Array;
  readonly #params: Readonly<Record<string, number>>;
  readonly #features: boolean;

  private constructor(options: RewardedEnvironmentOptions, state: RewardState) {
    this.environment = options.environment;
    this.kernel = options.kernel;
    this.#params = options.params ?? {};
    this.clock = options.clock ?? begun;
    this.#features = options.features && options.kernel.descriptor.features > 0;
    this.inputs = this.environment.metadata.observation + (this.#features ? this.kernel.descriptor.features : 0);
    this.#state = state;
    this.#observations = new Float32Array(0);
    this.#episodeSteps = new Int32Array(this.environment.size);
  }

  /** Begins episodes in all rows. A spec that reads what the environment does not supply is a `SignalMismatch`, one whose total is a vector or an average reward a `RangeError`. */
  static async create(options: RewardedEnvironmentOptions): Promise<RewardedEnvironment> {
    const { environment, kernel, params = {}, seed, clock = begun } = options;
    requireNumber(kernel.descriptor);
    requireEpisodic(kernel.descriptor);
    requireSignals(kernel.descriptor, environment.metadata);
    environment.reset();
    const reset = signalColumns(kernel.descriptor, environment);
    const state = kernel.init(environment.size, reset, { seed, params, clock });
    disposeUnlessIn([reset], state);
    const rewarded = new RewardedEnvironment(options, state);
    rewarded.#observations = await rewarded.#observe();
    return rewarded;
  }

  /** `[N, D]`: what the learner acts on now. */
  get observations(): Float32Array {
    return this.#observations;
  }

  /** Moves all rows and resets those that ended. A reward that is not finite under `nan error`, or a failed assert, is an error. */
  async step(actions: Int32Array): Promise<RewardedStep> {
    const { environment, kernel } = this;
    environment.step(actions);
    const inputs = {
      signals: signalColumns(kernel.descriptor, environment),
      actions: actionColumns(kernel.descriptor, actions, environment.size),
      terminated: flags(environment.terminated),
      truncated: flags(environment.truncated),
    };
    const before = this.#state;
    const outputs = kernel.step(before, { ...inputs, params: this.#params, clock: this.clock });
    const { state, labels, ...rest } = outputs;
    this.#state = state;
    const [
      reward,
      total,
      discount,
      terminated,
      truncated,
      cause,
      nonFinite,
      failedAsserts,
      missing,
      terms,
      shapings,
      machines,
      objectives,
    ] = await Promise.all([
      rest.reward.data<"float32">(),
      rest.total.data<"float32">(),
      rest.discount?.data<"float32">(),
      rest.terminated.data(),
      rest.truncated.data(),
      rest.cause.data(),
      rest.nonFinite.data(),
      rest.failedAsserts.data(),
      rest.missing?.data(),
      floatColumns(rest.terms),
      floatColumns(rest.shapings),
      intColumns(rest.machines),
      intColumns(rest.objectives),
    ]);
    disposeUnlessIn([before, inputs, labels, rest], state);
    const problems = failuresOf({
      descriptor: kernel.descriptor,
      nonFinite,
      failedAsserts,
      missing,
      steps: this.#episodeSteps,
      signals: { ...environment.signals, ...this.#actionSignal(actions) },
      params: this.#params,
    });
    for (let row = 0; row < environment.size; row++) this.#episodeSteps[row] = (this.#episodeSteps[row] ?? 0) + 1;
    const outcome = await this.#observe();
    const mask = Uint8Array.from(terminated, (flag, row) => (flag !== 0 || truncated[row] !== 0 ? 1 : 0));
    const ended = mask.includes(1);
    if (ended) await this.#reset(mask);
    else this.#observations = outcome;
    return {
      reward,
      total,
      ...(discount === undefined ? {} : { discount }),
      terms,
      shapings,
      machines,
      objectives,
      terminated: Uint8Array.from(terminated),
      truncated: Uint8Array.from(truncated),
      cause: Int32Array.from(cause),
      outcome,
      ended,
      problems,
    };
  }

  async getState(): Promise<RewardedState> {
    return {
      environment: this.environment.getState(),
      reward: await packState(this.#state, this.kernel.descriptor),
      episodeSteps: [...this.#episodeSteps],
      clock: this.clock,
    };
  }

  /** Continues exactly from what `getState` returned, for the same environment, size and spec. */
  async setState(state: RewardedState): Promise<void> {
    this.environment.setState(state.environment);
    disposeUnlessIn([this.#state]);
    this.#state = unpackState(state.reward, this.kernel.descriptor);
    this.#episodeSteps = Int32Array.from(state.episodeSteps);
    this.clock = state.clock;
    this.#observations = await this.#observe();
  }

  dispose(): void {
    disposeUnlessIn([this.#state]);
  }

  async #reset(mask: Uint8Array): Promise<void> {
    const { environment, kernel } = this;
    environment.reset(mask);
    const columns = signalColumns(kernel.descriptor, environment);
    const rows = flags(mask);
    const before = this.#state;
    this.#state = kernel.reset(before, rows, columns, { params: this.#params, clock: this.clock });
    disposeUnlessIn([before, columns, rows], this.#state);
    mask.forEach((flag, row) => {
      if (flag === 1) this.#episodeSteps[row] = 0;
    });
    this.#observations = await this.#observe();
  }

  async #observe(): Promise<Float32Array> {
    const { environment } = this;
    if (!this.#features) return environment.observation.slice();
    const tensor = this.kernel.features(this.#state);
    const features = await tensor.data<"float32">();
    disposeUnlessIn([tensor], this.#state);
    const own = environment.metadata.observation;
    const extra = this.inputs - own;
    const result = new Float32Array(environment.size * this.inputs);
    for (let row = 0; row < environment.size; row++) {
      result.set(environment.observation.subarray(row * own, (row + 1) * own), row * this.inputs);
      result.set(features.subarray(row * extra, (row + 1) * extra), row * this.inputs + own);
    }
    return result;
  }

  #actionSignal(actions: Int32Array): Readonly<Record<string, Int32Array>> {
    const action = this.kernel.descriptor.signals.find((signal) => signal.role === "action");
    return action === undefined ? {} : { [action.name]: actions };
  }
}

function flags(values: Uint8Array): tf.Tensor {
  return tf.tensor1d(values.slice(), "bool");
}

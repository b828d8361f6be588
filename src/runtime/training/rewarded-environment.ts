import * as tf from "@tensorflow/tfjs-core";
import { actionColumns, requireSignals, signalColumns } from "../environments/index.js";
import type { Environment, EnvironmentState } from "../environments/index.js";
import type { Clock } from "../kernel/clock.js";
import type { RewardKernel, RewardState, StepOutputs } from "../kernel/kernel.js";
import type { RewardProblem } from "../kernel/errors.js";
import { disposeUnlessIn } from "./dispose.js";
import { failuresOf } from "./failures.js";
import { floatColumns, intColumns, type HostColumns } from "./host-columns.js";
import { readFlags, type StepFlags } from "./step-flags.js";
import { requireEpisodic, requireNumber } from "./require-number.js";
import { paidTensors, type PaidTensors } from "./paid-tensors.js";
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

/** How a step ended, and what went wrong in it: all that an environment must know to go on. */
export interface StepEnds {
  /** `[N]`, 0 or 1: the environment's or the reward's. */
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** Terms that were not finite, where the spec says that training goes on. */
  readonly problems: readonly RewardProblem[];
}

/** What a reward says of one step of all rows, as plain arrays. `[N]` each. */
export interface JudgedStep extends StepEnds {
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
  /** Index into the descriptor's causes; -1 where no episode ended. */
  readonly cause: Int32Array;
}

/** Where a step led. */
export interface SettledStep extends StepEnds {
  /** `[N, D]`: what the step led to, final observations included. The learner's next observations are in `observations`. */
  readonly outcome: Float32Array;
  /** Whether any row ended. */
  readonly ended: boolean;
}

export interface RewardedStep extends JudgedStep, SettledStep {}

/** A step whose rewards stay where the backend computed them. */
export interface UnreadStep extends SettledStep {
  /** The caller disposes it. */
  readonly paid: PaidTensors;
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
    const moved = this.#move(actions);
    const { shown } = moved;
    const [read, reward, total, discount, cause, terms, shapings, machines, objectives] = await Promise.all([
      readFlags(shown),
      shown.reward.data<"float32">(),
      shown.total.data<"float32">(),
      shown.discount?.data<"float32">(),
      shown.cause.data(),
      floatColumns(shown.terms),
      floatColumns(shown.shapings),
      intColumns(shown.machines),
      intColumns(shown.objectives),
    ]);
    return {
      reward,
      total,
      ...(discount === undefined ? {} : { discount }),
      terms,
      shapings,
      machines,
      objectives,
      cause: Int32Array.from(cause),
      ...(await this.#settle(moved, read)),
    };
  }

  /** The same, but what the reward pays is not read: only how episodes end and what went wrong. */
  async advance(actions: Int32Array): Promise<UnreadStep> {
    const moved = this.#move(actions);
    const paid = paidTensors(moved.shown);
    try {
      return { paid, ...(await this.#settle(moved, await readFlags(moved.shown))) };
    } catch (error) {
      tf.dispose(paid);
      throw error;
    }
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

  #move(actions: Int32Array): Moved {
    const { environment, kernel } = this;
    environment.step(actions);
    const inputs = {
      signals: signalColumns(kernel.descriptor, environment),
      actions: actionColumns(kernel.descriptor, actions, environment.size),
      terminated: flags(environment.terminated),
      truncated: flags(environment.truncated),
    };
    const before = this.#state;
    const { state, ...shown } = kernel.step(before, { ...inputs, params: this.#params, clock: this.clock });
    this.#state = state;
    return { actions, shown, used: [before, inputs, shown] };
  }

  /** Once all was read that is wanted of a step: reports what went wrong, and begins episodes where one ended. */
  async #settle({ actions, used }: Moved, read: StepFlags): Promise<SettledStep> {
    const { environment, kernel } = this;
    disposeUnlessIn(used, this.#state);
    const { nonFinite, failedAsserts, missing } = read;
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
    const terminated = Uint8Array.from(read.terminated);
    const truncated = Uint8Array.from(read.truncated);
    const mask = terminated.map((flag, row) => (flag !== 0 || truncated[row] !== 0 ? 1 : 0));
    const ended = mask.includes(1);
    if (ended) await this.#reset(mask);
    else this.#observations = outcome;
    return { terminated, truncated, problems, outcome, ended };
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

/** A step of the kernel whose outputs are still to be read. */
interface Moved {
  readonly actions: Int32Array;
  readonly shown: Omit<StepOutputs, "state">;
  /** What may be disposed then, but for what the next state holds. */
  readonly used: readonly unknown[];
}

function flags(values: Uint8Array): tf.Tensor {
  return tf.tensor1d(values.slice(), "bool");
}

import * as tf from "@tensorflow/tfjs-core";
import { type RandomState, type RandomStream, stream } from "../../random/index.js";
import { Adam, type AdamState } from "../policy/adam.js";
import { type Choice, greedy, sample } from "../policy/categorical.js";
import { ppoLossOnDevice, statisticsOf, type DeviceMinibatch } from "./device/loss.js";
import { type Loss, type LossStatistics, type Minibatch, ppoLoss } from "./loss.js";
import { Divergence } from "../policy/divergence.js";
import { gradientNorm } from "../policy/gradient-norm.js";
import { Normaliser, type NormaliserState } from "./normaliser.js";
import { type Activations, Perceptron } from "../policy/perceptron.js";
import { RewardScaler, type RewardScalerState } from "./reward-scaler.js";
import type { PpoSettings } from "./settings.js";

/** All that a learner remembers. */
export interface PpoAgentState {
  readonly parameters: Float32Array;
  readonly adam: AdamState;
  readonly policy: RandomState;
  readonly shuffle: RandomState;
  readonly normaliser?: NormaliserState;
  readonly scaler?: RewardScalerState;
}

export interface PpoAgentOptions {
  /** D: numbers that policy and critic read; the first `observation` of them come from the environment, the others from the reward. */
  readonly inputs: number;
  readonly observation: number;
  /** Number of discrete actions. */
  readonly actions: number;
  readonly settings: PpoSettings;
  readonly seed: number;
}

/**
 * Policy, critic and optimiser. The networks run on the current tfjs backend; all weights are views of one flat array, the policy's first.
 * Streams: `weights`, `policy` and `shuffle` of the seed.
 */
export class PpoAgent {
  /** Weights and biases of policy and critic. */
  readonly parameters: Float32Array;
  readonly normaliser: Normaliser | undefined;
  readonly scaler: RewardScaler | undefined;
  readonly shuffle: RandomStream;
  readonly #policy: Perceptron;
  readonly #critic: Perceptron;
  readonly #adam: Adam;
  readonly #random: RandomStream;

  constructor(readonly options: PpoAgentOptions) {
    const { inputs, observation, actions, settings, seed } = options;
    const policySizes = [inputs, ...settings.hidden, actions];
    const criticSizes = [inputs, ...settings.hidden, 1];
    const policyCount = Perceptron.count(policySizes);
    this.parameters = new Float32Array(policyCount + Perceptron.count(criticSizes));
    this.#policy = new Perceptron(policySizes, this.parameters, 0);
    this.#critic = new Perceptron(criticSizes, this.parameters, policyCount);
    const weights = stream(seed, "weights");
    this.#policy.initialise(0.01, weights);
    this.#critic.initialise(1, weights);
    this.#adam = new Adam(this.parameters.length);
    this.#random = stream(seed, "policy");
    this.shuffle = stream(seed, "shuffle");
    this.normaliser = settings.normaliseObservations ? new Normaliser(observation, inputs) : undefined;
    this.scaler = settings.scaleRewards ? new RewardScaler(settings.environments, settings.discount) : undefined;
    this.#upload();
  }

  /** Observations as the networks read them: normalised where the settings say so. The other methods take these. */
  normalised(observations: Float32Array): Float32Array {
    return this.normaliser?.apply(observations) ?? observations;
  }

  /** Draws actions for observations `[B, D]`. */
  async act(observations: Float32Array): Promise<Choice> {
    return sample(await this.#policy.evaluate(observations), this.options.actions, this.#random);
  }

  /** The likeliest actions for observations `[B, D]`; uses no randomness. */
  async actGreedily(observations: Float32Array): Promise<Choice> {
    return greedy(await this.#policy.evaluate(observations), this.options.actions);
  }

  /** Draws actions with a stream of the caller's, so that evaluation does not disturb training. */
  async actWith(random: RandomStream, observations: Float32Array): Promise<Choice> {
    return sample(await this.#policy.evaluate(observations), this.options.actions, random);
  }

  /** The critic's values `[B]` of observations `[B, D]`. */
  async values(observations: Float32Array): Promise<Float32Array> {
    return this.#critic.evaluate(observations);
  }

  /** The same as a tensor, which nobody has read; the caller disposes it. */
  valueTensor(observations: Float32Array): tf.Tensor1D {
    return tf.tidy(() => tf.reshape(this.#critic.forward(this.#critic.rows(observations)).output, [-1]));
  }

  /** One step of Adam on a minibatch of observations `[B, D]`. Returns the loss before it, and the gradient's norm before clipping. */
  async learn(
    observations: Float32Array,
    batch: Minibatch,
    learningRate: number,
  ): Promise<Loss & { gradientNorm: number }> {
    const passes = tf.tidy(() => {
      const rows = this.#policy.rows(observations);
      return { policy: this.#policy.forward(rows), critic: this.#critic.forward(rows) };
    });
    const [logits, values] = await Promise.all([
      passes.policy.output.data<"float32">(),
      passes.critic.output.data<"float32">(),
    ]);
    const loss = ppoLoss(logits, values, batch, this.options.settings);
    const flat = tf.tidy(() => {
      const size = batch.actions.length;
      const logitGradient = tf.tensor2d(loss.logitGradient, [size, this.options.actions]);
      const valueGradient = tf.tensor2d(loss.valueGradient, [size, 1]);
      return this.#backward(passes, logitGradient, valueGradient);
    });
    const gradient = await flat.data<"float32">();
    tf.dispose([passes, flat]);
    return { ...loss, gradientNorm: this.#descend(gradient, learningRate) };
  }

  /** The same from a minibatch on the device: the gradient is read, with the loss behind it. */
  async learnOnDevice(
    observations: Float32Array,
    batch: DeviceMinibatch,
    learningRate: number,
  ): Promise<LossStatistics & { gradientNorm: number }> {
    const whole = tf.tidy(() => {
      const rows = this.#policy.rows(observations);
      const passes = { policy: this.#policy.forward(rows), critic: this.#critic.forward(rows) };
      const { settings } = this.options;
      const loss = ppoLossOnDevice(passes.policy.output, passes.critic.output, batch, settings);
      return tf.concat([this.#backward(passes, loss.logitGradient, loss.valueGradient), loss.statistics]);
    });
    const numbers = await whole.data<"float32">();
    whole.dispose();
    const { length } = this.parameters;
    const gradientNorm = this.#descend(numbers.subarray(0, length), learningRate);
    return { ...statisticsOf(numbers.subarray(length)), gradientNorm };
  }

  getState(): PpoAgentState {
    return {
      parameters: this.parameters.slice(),
      adam: this.#adam.getState(),
      policy: this.#random.getState(),
      shuffle: this.shuffle.getState(),
      ...(this.normaliser === undefined ? {} : { normaliser: this.normaliser.getState() }),
      ...(this.scaler === undefined ? {} : { scaler: this.scaler.getState() }),
    };
  }

  setState(state: PpoAgentState): void {
    if (state.parameters.length !== this.parameters.length) {
      throw new Error(
        `a policy of ${String(this.parameters.length)} weights cannot take ${String(state.parameters.length)}`,
      );
    }
    this.parameters.set(state.parameters);
    this.#adam.setState(state.adam);
    this.#random.setState(state.policy);
    this.shuffle.setState(state.shuffle);
    if (state.normaliser !== undefined) this.normaliser?.setState(state.normaliser);
    if (state.scaler !== undefined) this.scaler?.setState(state.scaler);
    this.#upload();
  }

  dispose(): void {
    this.#policy.dispose();
    this.#critic.dispose();
  }

  /** The flat gradient of a loss in all weights. */
  #backward(
    passes: { readonly policy: Activations; readonly critic: Activations },
    logitGradient: tf.Tensor2D,
    valueGradient: tf.Tensor2D,
  ): tf.Tensor1D {
    return tf.concat([
      this.#policy.backward(passes.policy, logitGradient),
      this.#critic.backward(passes.critic, valueGradient),
    ]);
  }

  /** A step of Adam against a gradient, clipped. Returns its norm. */
  #descend(gradient: Float32Array, learningRate: number): number {
    const norm = gradientNorm(gradient);
    if (!Number.isFinite(norm))
      throw new Divergence(
        "lower the learning rate, or let `scaleRewards` and `normaliseObservations` tame large numbers",
      );
    // As torch's clip_grad_norm_.
    const scale = Math.min(1, this.options.settings.gradientNorm / (norm + 1e-6));
    this.#adam.step(this.parameters, gradient, learningRate, scale);
    this.#upload();
    return norm;
  }

  #upload(): void {
    this.#policy.upload();
    this.#critic.upload();
  }
}

import * as tf from "@tensorflow/tfjs-core";
import { type RandomState, type RandomStream, stream } from "../../random/index.js";
import { Adam, type AdamState } from "../policy/adam.js";
import { type Choice, greedy, sample } from "../policy/categorical.js";
import { Divergence } from "../policy/divergence.js";
import { gradientNorm } from "../policy/gradient-norm.js";
import { Perceptron } from "../policy/perceptron.js";
import { grpoLoss, type LossStatistics, type Tokens } from "./loss.js";
import type { GrpoSettings } from "./settings.js";

/** All that a learner remembers. */
export interface GrpoAgentState {
  readonly parameters: Float32Array;
  readonly reference?: Float32Array;
  readonly adam: AdamState;
  readonly policy: RandomState;
  readonly shuffle: RandomState;
}

export interface GrpoAgentOptions {
  /** D: numbers that the policy reads. */
  readonly inputs: number;
  /** Number of discrete actions. */
  readonly actions: number;
  readonly settings: GrpoSettings;
  readonly seed: number;
}

/** A policy without critic, its optimiser, and the policy of the beginning where a divergence from it counts. Streams: `weights`, `policy` and `shuffle` of the seed. */
export class GrpoAgent {
  readonly parameters: Float32Array;
  readonly shuffle: RandomStream;
  readonly #policy: Perceptron;
  readonly #reference: { readonly parameters: Float32Array; readonly policy: Perceptron } | undefined;
  readonly #adam: Adam;
  readonly #random: RandomStream;

  constructor(readonly options: GrpoAgentOptions) {
    const { inputs, actions, settings, seed } = options;
    const sizes = [inputs, ...settings.hidden, actions];
    this.parameters = new Float32Array(Perceptron.count(sizes));
    this.#policy = new Perceptron(sizes, this.parameters, 0);
    this.#policy.initialise(0.01, stream(seed, "weights"));
    this.#adam = new Adam(this.parameters.length);
    this.#random = stream(seed, "policy");
    this.shuffle = stream(seed, "shuffle");
    if (settings.klWeight > 0) {
      const parameters = this.parameters.slice();
      this.#reference = { parameters, policy: new Perceptron(sizes, parameters, 0) };
      this.#reference.policy.upload();
    }
    this.#policy.upload();
  }

  /** Draws actions for observations `[B, D]`. */
  async act(observations: Float32Array): Promise<Choice> {
    return sample(await this.#policy.evaluate(observations), this.options.actions, this.#random);
  }

  /** The likeliest actions for observations `[B, D]`; uses no randomness. */
  async actGreedily(observations: Float32Array): Promise<Choice> {
    return greedy(await this.#policy.evaluate(observations), this.options.actions);
  }

  /** One step of Adam on tokens with their observations `[B, D]`. Returns the loss before it, and the gradient's norm before clipping. */
  async learn(
    observations: Float32Array,
    tokens: Tokens,
    learningRate: number,
  ): Promise<LossStatistics & { readonly gradientNorm: number }> {
    const { actions, settings } = this.options;
    const pass = tf.tidy(() => this.#policy.forward(this.#policy.rows(observations)));
    const logits = await pass.output.data<"float32">();
    const reference = await this.#reference?.policy.evaluate(observations);
    const { logitGradient, ...statistics } = grpoLoss(logits, reference, tokens, settings);
    const flat = tf.tidy(() =>
      this.#policy.backward(pass, tf.tensor2d(logitGradient, [tokens.actions.length, actions])),
    );
    const gradient = await flat.data<"float32">();
    tf.dispose([pass, flat]);
    const norm = gradientNorm(gradient);
    if (!Number.isFinite(norm)) throw new Divergence("lower the learning rate, or bound the spec's `advantage`");
    this.#adam.step(this.parameters, gradient, learningRate, Math.min(1, settings.gradientNorm / (norm + 1e-6)));
    this.#policy.upload();
    return { ...statistics, gradientNorm: norm };
  }

  getState(): GrpoAgentState {
    return {
      parameters: this.parameters.slice(),
      ...(this.#reference === undefined ? {} : { reference: this.#reference.parameters.slice() }),
      adam: this.#adam.getState(),
      policy: this.#random.getState(),
      shuffle: this.shuffle.getState(),
    };
  }

  setState(state: GrpoAgentState): void {
    if (state.parameters.length !== this.parameters.length)
      throw new Error(`a policy of ${this.parameters.length} weights cannot take ${state.parameters.length}`);
    this.parameters.set(state.parameters);
    if (state.reference !== undefined) this.#reference?.parameters.set(state.reference);
    this.#adam.setState(state.adam);
    this.#random.setState(state.policy);
    this.shuffle.setState(state.shuffle);
    this.#policy.upload();
    this.#reference?.policy.upload();
  }

  dispose(): void {
    this.#policy.dispose();
    this.#reference?.policy.dispose();
  }
}

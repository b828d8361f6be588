import * as tf from "@tensorflow/tfjs-core";
import { bound, type RewardScalerState } from "../reward-scaler.js";
import type { Acted } from "../act.js";

/** `RewardScaler` on the device, a rollout at a time, in single precision. Between two rollouts it holds three tensors. */
export class DeviceRewardScaler {
  #returns: tf.Tensor;
  #count: number;
  #mean: tf.Tensor;
  #squares: tf.Tensor;

  constructor(
    { returns, statistics }: RewardScalerState,
    readonly discount: number,
  ) {
    this.#returns = tf.tensor1d([...returns]);
    this.#count = statistics.count;
    this.#mean = tf.scalar(statistics.mean[0] ?? 0);
    this.#squares = tf.scalar(statistics.squares[0] ?? 0);
  }

  /** Scaled copies of the rewards `[T, N]` of a rollout. */
  scale(rewards: tf.Tensor2D, { steps, environments, terminated, truncated }: Acted): tf.Tensor2D {
    const before = [this.#returns, this.#mean, this.#squares];
    const [scaled, ...after] = tf.tidy(() => {
      let [returns, mean, squares] = [this.#returns, this.#mean, this.#squares];
      const goOn = tf.unstack(
        tf.tensor2d(
          Float32Array.from(terminated, (end, row) => (end === 1 || truncated[row] === 1 ? 0 : 1)),
          [steps, environments],
        ),
      );
      const each = tf.unstack(rewards).map((reward, t) => {
        returns = tf.add(tf.mul(returns, this.discount), reward);
        // Means and squares of two parts put together (Chan, Golub and LeVeque, 1983).
        const own = tf.mean(returns);
        const apart = tf.sub(own, mean);
        const count = this.#count + environments;
        mean = tf.add(mean, tf.mul(apart, environments / count));
        const within = tf.sum(tf.square(tf.sub(returns, own)));
        squares = tf.add(squares, tf.add(within, tf.mul(tf.square(apart), (this.#count * environments) / count)));
        this.#count = count;
        const deviation = tf.sqrt(tf.add(tf.div(squares, count), 1e-8));
        returns = tf.mul(returns, goOn[t] ?? 1);
        return tf.clipByValue(tf.div(reward, deviation), -bound, bound);
      });
      return [tf.stack(each), returns, mean, squares];
    });
    tf.dispose(before);
    [this.#returns, this.#mean, this.#squares] = after as [tf.Tensor, tf.Tensor, tf.Tensor];
    return scaled as tf.Tensor2D;
  }

  /** Reads back what it remembers, for checkpoints. */
  async getState(): Promise<RewardScalerState> {
    const [returns, mean, squares] = await Promise.all([this.#returns.data(), this.#mean.data(), this.#squares.data()]);
    return { returns: [...returns], statistics: { count: this.#count, mean: [...mean], squares: [...squares] } };
  }

  dispose(): void {
    tf.dispose([this.#returns, this.#mean, this.#squares]);
  }
}

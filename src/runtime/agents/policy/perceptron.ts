import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../random/index.js";
import { orthogonal } from "./orthogonal.js";

/** One dense layer: where its weights `[inputs, outputs]` and its bias `[outputs]` stand in a flat array of parameters. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly bias: number;
}

/** What `forward` keeps for `backward`: the input of each layer, and the output `[B, outputs]` of the last. Dispose with `tf.dispose`. */
// A mutable type, since tfjs takes no other in `tidy` and `dispose`.
export type Activations = { inputs: Tensor2D[]; output: Tensor2D };

/**
 * A multilayer perceptron with tanh between its layers and a linear output, whose weights live in a stretch of a shared flat array.
 * The flat array is the truth (optimiser, checkpoints, hash); `upload` copies it to the backend. The backward pass is written out by
 * hand: it needs no tape, and every op of it exists on every tfjs backend.
 */
export class Perceptron {
  readonly #layers: readonly Layer[];
  readonly #parameters: Float32Array;
  #uploaded: { readonly weights: Tensor2D; readonly bias: tf.Tensor1D }[] = [];

  /** `sizes`: inputs, hidden layers, outputs. `start`: where in `parameters` its stretch begins. */
  constructor(sizes: readonly number[], parameters: Float32Array, start: number) {
    this.#layers = layersOf(sizes, start);
    this.#parameters = parameters;
  }

  /** Numbers in the weights and biases of a perceptron of these sizes. */
  static count(sizes: readonly number[]): number {
    return layersOf(sizes, 0).reduce((sum, layer) => sum + layer.inputs * layer.outputs + layer.outputs, 0);
  }

  /** Orthogonal weights of gain √2, `outputGain` for the last layer; biases 0. */
  initialise(outputGain: number, random: RandomStream): void {
    this.#layers.forEach((layer, index) => {
      const gain = index === this.#layers.length - 1 ? outputGain : Math.SQRT2;
      this.#parameters.set(orthogonal(layer.inputs, layer.outputs, gain, random), layer.weights);
      this.#parameters.fill(0, layer.bias, layer.bias + layer.outputs);
    });
  }

  /** Brings the flat parameters to the backend; after every change of them. */
  upload(): void {
    this.dispose();
    this.#uploaded = this.#layers.map(({ inputs, outputs, weights, bias }) => ({
      weights: tf.tensor2d(this.#parameters.slice(weights, weights + inputs * outputs), [inputs, outputs]),
      bias: tf.tensor1d(this.#parameters.slice(bias, bias + outputs)),
    }));
  }

  dispose(): void {
    tf.dispose(this.#uploaded);
    this.#uploaded = [];
  }

  /** `[B, inputs]` to `[B, outputs]`. */
  forward(input: Tensor2D): Activations {
    const inputs = [input];
    let output = input;
    this.#uploaded.forEach(({ weights, bias }, index) => {
      output = tf.fused.matMul({ a: output, b: weights, bias }) as Tensor2D;
      if (index === this.#uploaded.length - 1) return;
      output = hyperbolicTangent(output);
      inputs.push(output);
    });
    return { inputs, output };
  }

  /** The output `[B, outputs]` for rows of inputs, read back; leaves no tensor. */
  async evaluate(rows: Float32Array): Promise<Float32Array> {
    const output = tf.tidy(() => this.forward(this.rows(rows)).output);
    const values = await output.data<"float32">();
    output.dispose();
    return values;
  }

  /** Rows of inputs `[B, inputs]` on the backend. */
  rows(values: Float32Array): Tensor2D {
    const inputs = this.#layers[0]?.inputs ?? 1;
    return tf.tensor2d(values, [values.length / inputs, inputs]);
  }

  /** Gradient of a loss in the parameters, flat and in their order, from its gradient in the output `[B, outputs]`. */
  backward(activations: Activations, outputGradient: Tensor2D): tf.Tensor1D {
    const pieces: tf.Tensor1D[] = [];
    let gradient = outputGradient;
    for (let index = this.#uploaded.length - 1; index >= 0; index--) {
      const input = activations.inputs[index];
      const layer = this.#uploaded[index];
      if (input === undefined || layer === undefined) throw new Error("these activations are not of this perceptron");
      // Explicit transposes: tfjs-wasm multiplies transposed operands 6 times slower than it transposes.
      pieces.unshift(tf.reshape(tf.matMul(tf.transpose(input), gradient), [-1]), tf.sum(gradient, 0));
      if (index === 0) break;
      const inner: Tensor2D = tf.matMul(gradient, tf.transpose(layer.weights));
      // tanh' = 1 - tanh²
      gradient = tf.sub(inner, tf.mul(inner, tf.square(input)));
    }
    return tf.concat(pieces);
  }
}

/** tanh x = 2σ(2x) - 1, which tfjs-wasm computes 8 times faster than `tf.tanh`. */
function hyperbolicTangent(x: Tensor2D): Tensor2D {
  return tf.sub(tf.mul(tf.sigmoid(tf.mul(x, 2)), 2), 1);
}

function layersOf(sizes: readonly number[], start: number): readonly Layer[] {
  const layers: Layer[] = [];
  let next = start;
  for (let index = 0; index + 1 < sizes.length; index++) {
    const inputs = sizes[index] ?? 0;
    const outputs = sizes[index + 1] ?? 0;
    layers.push({ inputs, outputs, weights: next, bias: next + inputs * outputs });
    next += inputs * outputs + outputs;
  }
  return layers;
}

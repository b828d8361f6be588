import * as tf from "@tensorflow/tfjs-core";
import { byInput, byOutput, chain, kept, single, type Gradient } from "./gradient.js";

const oneMinusSquare = (x: tf.Tensor): tf.Tensor => tf.sub(1, tf.square(x));

/** Kernels of one number. */
export const elementwise: readonly Gradient[] = [
  { kernelName: "Neg", gradFunc: (dy) => ({ x: () => tf.neg(single(dy)) }) },
  { kernelName: "Identity", gradFunc: (dy) => ({ x: () => tf.clone(single(dy)) }) },
  byInput("Abs", (x) => tf.sign(x)),
  byInput("Square", (x) => tf.mul(2, x)),
  byOutput("Sqrt", (y) => tf.div(0.5, y)),
  byInput("Rsqrt", (x) => tf.mul(-0.5, tf.div(tf.rsqrt(x), x))),
  byInput("Reciprocal", (x) => tf.neg(tf.reciprocal(tf.square(x)))),
  byOutput("Exp", (y) => y),
  byOutput("Expm1", (y) => tf.add(y, 1)),
  byInput("Log", (x) => tf.reciprocal(x)),
  byInput("Log1p", (x) => tf.reciprocal(tf.add(x, 1))),
  byOutput("Tanh", oneMinusSquare),
  byOutput("Sigmoid", (y) => tf.mul(y, tf.sub(1, y))),
  byInput("Softplus", (x) => tf.sigmoid(x)),
  byInput("Relu", (x) => tf.step(x)),
  byInput("Elu", (x) => tf.where(tf.greater(x, 0), tf.onesLike(x), tf.exp(x))),
  {
    kernelName: "LeakyRelu",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () => tf.mul(single(dy), tf.step(kept(saved, 0), Number(attributes["alpha"]))),
    }),
  },
  byInput("Sin", (x) => tf.cos(x)),
  byInput("Cos", (x) => tf.neg(tf.sin(x))),
  byOutput("Tan", (y) => tf.add(1, tf.square(y))),
  byInput("Asin", (x) => tf.rsqrt(oneMinusSquare(x))),
  byInput("Acos", (x) => tf.neg(tf.rsqrt(oneMinusSquare(x)))),
  byInput("Atan", (x) => tf.reciprocal(tf.add(1, tf.square(x)))),
  byInput("Sinh", (x) => tf.cosh(x)),
  byInput("Cosh", (x) => tf.sinh(x)),
  byInput("Erf", (x) => tf.mul(2 / Math.sqrt(Math.PI), tf.exp(tf.neg(tf.square(x))))),
  {
    kernelName: "ClipByValue",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () => {
        const x = kept(saved, 0);
        const inside = tf.logicalAnd(
          tf.greaterEqual(x, Number(attributes["clipValueMin"])),
          tf.lessEqual(x, Number(attributes["clipValueMax"])),
        );
        return tf.where(inside, single(dy), tf.zerosLike(single(dy)));
      },
    }),
  },
  {
    kernelName: "Softmax",
    outputsToSave: [true],
    gradFunc: (dy, saved, attributes) => ({
      logits: () => {
        const y = kept(saved, 0);
        const weighted = tf.mul(single(dy), y);
        return tf.sub(weighted, tf.mul(tf.sum(weighted, Number(attributes["dim"]), true), y));
      },
    }),
  },
  {
    // Between floats the cast does nothing; a value that was made whole no longer moves with its input.
    kernelName: "Cast",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () => (attributes["dtype"] === "float32" ? tf.clone(single(dy)) : tf.zeros(kept(saved, 0).shape)),
    }),
  },
  {
    // Not `dy · condition`: an infinite gradient of the side taken must not leak into the other as 0 · ∞.
    kernelName: "Select",
    inputsToSave: ["condition"],
    gradFunc: (dy, saved) => {
      const condition = kept(saved, 0);
      const along = (gradient: tf.Tensor): tf.Tensor =>
        tf.reshape(condition, [...condition.shape, ...Array.from({ length: gradient.rank - condition.rank }, () => 1)]);
      return {
        condition: () => tf.zeros(condition.shape),
        t: () => tf.where(along(single(dy)), single(dy), tf.zerosLike(single(dy))),
        e: () => tf.where(along(single(dy)), tf.zerosLike(single(dy)), single(dy)),
      };
    },
  },
  {
    kernelName: "Prelu",
    inputsToSave: ["x", "alpha"],
    gradFunc: (dy, saved) => {
      const [x, alpha] = [kept(saved, 0), kept(saved, 1)];
      const negative = tf.lessEqual(x, 0);
      return {
        x: () => tf.where(negative, tf.mul(single(dy), alpha), single(dy)),
        alpha: () => {
          const partial = chain(single(dy), tf.where(negative, x, tf.zerosLike(x)));
          const axes = tf.broadcast_util.getReductionAxes(alpha.shape, partial.shape);
          return tf.reshape(axes.length === 0 ? partial : tf.sum(partial, axes), alpha.shape);
        },
      };
    },
  },
];

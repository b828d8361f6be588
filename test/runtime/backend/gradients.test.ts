import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import { gradients, registerGradients } from "../../../src/runtime/backend/gradients/index.js";

type Scalar = (x: tf.Tensor) => tf.Tensor;

/** Analytic and central-difference gradients of the sum of `f` with weights that tell its outputs apart. */
function compare(f: Scalar, values: readonly number[], shape: number[]): { analytic: number[]; numeric: number[] } {
  const objective = (x: tf.Tensor): tf.Scalar =>
    tf.tidy(() => {
      const y = tf.reshape(f(x), [-1]);
      return tf.sum(tf.mul(y, tf.add(1, tf.range(0, y.size)))) as tf.Scalar;
    });
  const analytic = tf.tidy(() => [
    ...tf
      .grad(objective)(tf.tensor([...values], shape))
      .dataSync(),
  ]);
  const at = (index: number, step: number): number =>
    tf.tidy(
      () =>
        objective(
          tf.tensor(
            values.map((value, other) => value + (other === index ? step : 0)),
            shape,
          ),
        ).dataSync()[0] ?? NaN,
    );
  const numeric = values.map((_, index) => (at(index, 0.01) - at(index, -0.01)) / 0.02);
  return { analytic, numeric };
}

const cases: Record<string, Scalar> = {
  Add: (x) => tf.add(x, tf.sum(x, 0, true)),
  Sub: (x) => tf.sub(tf.sum(x, 1, true), x),
  AddN: (x) => tf.addN([x, x, tf.square(x)]),
  Multiply: (x) => tf.mul(x, tf.sum(x, 0, true)),
  RealDiv: (x) => tf.div(tf.sum(x, 1, true), x),
  Pow: (x) => tf.pow(tf.abs(x), tf.add(1, x)),
  Maximum: (x) => tf.maximum(x, tf.mul(x, x)),
  Minimum: (x) => tf.minimum(x, tf.mul(x, x)),
  SquaredDifference: (x) => tf.squaredDifference(x, tf.sum(x, 0, true)),
  Mod: (x) => tf.mod(tf.mul(3.3, x), tf.add(1.7, tf.mul(0.1, x))),
  Atan2: (x) => tf.atan2(x, tf.add(2, tf.square(x))),
  Neg: (x) => tf.neg(x),
  Identity: (x) => tf.engine().runKernel("Identity", { x }),
  Abs: (x) => tf.abs(x),
  Square: (x) => tf.square(x),
  Sqrt: (x) => tf.sqrt(tf.add(2, x)),
  Rsqrt: (x) => tf.rsqrt(tf.add(2, x)),
  Reciprocal: (x) => tf.reciprocal(tf.add(2.5, x)),
  Exp: (x) => tf.exp(x),
  Expm1: (x) => tf.expm1(x),
  Log: (x) => tf.log(tf.add(2, x)),
  Log1p: (x) => tf.log1p(tf.mul(0.5, x)),
  Tanh: (x) => tf.tanh(x),
  Sigmoid: (x) => tf.sigmoid(x),
  Softplus: (x) => tf.softplus(x),
  Relu: (x) => tf.relu(x),
  Elu: (x) => tf.elu(x),
  LeakyRelu: (x) => tf.leakyRelu(x, 0.3),
  Sin: (x) => tf.sin(x),
  Cos: (x) => tf.cos(x),
  Tan: (x) => tf.tan(tf.mul(0.5, x)),
  Asin: (x) => tf.asin(tf.mul(0.4, x)),
  Acos: (x) => tf.acos(tf.mul(0.4, x)),
  Atan: (x) => tf.atan(x),
  Sinh: (x) => tf.sinh(x),
  Cosh: (x) => tf.cosh(x),
  Erf: (x) => tf.erf(x),
  ClipByValue: (x) => tf.clipByValue(x, -0.8, 0.6),
  Softmax: (x) => tf.softmax(x),
  Cast: (x) => tf.mul(x, tf.cast(tf.cast(tf.mul(x, 3), "int32"), "float32")),
  Select: (x) => tf.where(tf.less(x, 0.2), tf.square(x), tf.exp(x)),
  Prelu: (x) => tf.prelu(x, tf.sum(x, 0)),
  Sum: (x) => tf.sum(tf.square(x), 1),
  Mean: (x) => tf.mean(tf.square(x), 0),
  Prod: (x) => tf.prod(x, 1),
  Max: (x) => tf.max(x, 1),
  Min: (x) => tf.min(x),
  Cumsum: (x) => tf.cumsum(tf.square(x), 1),
  TopK: (x) => tf.topk(x, x.shape.at(-1)).values,
  BatchMatMul: (x) => tf.matMul(x, x, false, true),
  Reshape: (x) => tf.square(tf.reshape(x, [3, 2])),
  ExpandDims: (x) => tf.square(tf.expandDims(x, 1)),
  Transpose: (x) => tf.square(tf.transpose(x)),
  Slice: (x) => tf.square(tf.slice(x, [0, 1], [-1, 2])),
  PadV2: (x) =>
    tf.square(
      tf.pad(x, [
        [1, 0],
        [0, 2],
      ]),
    ),
  Concat: (x) => tf.concat([x, tf.square(x)], 1),
  SplitV: (x) => tf.mul(tf.split(x, [1, 2], 1)[0] ?? x, tf.split(x, [1, 2], 1)[1] ?? x),
  Pack: (x) => tf.stack([x, tf.square(x)], 1),
  Unpack: (x) => tf.mul(tf.unstack(x)[0] ?? x, tf.unstack(x)[1] ?? x),
  Tile: (x) => tf.square(tf.tile(x, [2, 3])),
  GatherV2: (x) => tf.square(tf.gather(x, [2, 0, 2], 1)),
  Reverse: (x) => tf.square(tf.reverse(x, 1)),
};

const piecewiseConstant: Record<string, Scalar> = {
  Equal: (x) => tf.equal(x, 0.1),
  NotEqual: (x) => tf.notEqual(x, 0.1),
  Less: (x) => tf.less(x, 0.1),
  LessEqual: (x) => tf.lessEqual(x, 0.1),
  Greater: (x) => tf.greater(x, 0.1),
  GreaterEqual: (x) => tf.greaterEqual(x, 0.1),
  LogicalAnd: (x) => tf.logicalAnd(tf.less(x, 0.1), tf.less(x, 0.5)),
  LogicalOr: (x) => tf.logicalOr(tf.less(x, 0.1), tf.less(x, 0.5)),
  LogicalNot: (x) => tf.logicalNot(tf.less(x, 0.1)),
  FloorDiv: (x) => tf.floorDiv(x, 0.3),
  IsNan: (x) => tf.isNaN(x),
  IsInf: (x) => tf.isInf(x),
  IsFinite: (x) => tf.isFinite(x),
  Floor: (x) => tf.floor(x),
  Ceil: (x) => tf.ceil(x),
  Round: (x) => tf.round(x),
  Sign: (x) => tf.sign(x),
  Step: (x) => tf.step(x),
  OnesLike: (x) => tf.onesLike(x),
  ZerosLike: (x) => tf.zerosLike(x),
  Any: (x) => tf.any(tf.less(x, 0), 1),
  All: (x) => tf.all(tf.less(x, 0), 1),
  ArgMax: (x) => tf.argMax(x, 1),
  ArgMin: (x) => tf.argMin(x, 1),
  OneHot: (x) => tf.oneHot(tf.cast(tf.less(x, 0), "int32"), 2),
};

describe("gradients of tfjs kernels", () => {
  beforeAll(async () => {
    tf.env().set("PROD", true);
    await tf.setBackend("cpu");
    registerGradients();
  });

  it.each(Object.entries(cases))("%s agrees with finite differences", (_, f) => {
    const { analytic, numeric } = compare(f, [-1.3, 0.4, 0.75, 1.2, -0.35, 0.9], [2, 3]);
    analytic.forEach((value, index) =>
      expect(Math.abs(value - (numeric[index] ?? NaN))).toBeLessThan(0.02 * (1 + Math.abs(value))),
    );
  });

  it.each(Object.entries(piecewiseConstant))("%s lets gradients pass beside it and sends none", (_, f) => {
    const through = tf.grad((x) => tf.mul(tf.sum(x), tf.sum(tf.cast(f(x), "float32"))));
    const x = tf.tensor2d([
      [-1.3, 0.4, 0.75],
      [1.2, -0.35, 0.9],
    ]);
    const constant = tf.sum(tf.cast(f(x), "float32")).dataSync()[0] ?? NaN;
    expect([...through(x).dataSync()]).toEqual(Array.from({ length: 6 }, () => Math.fround(constant)));
  });

  it("covers every gradient that is registered by one of the two tables above", () => {
    expect(gradients.map(({ kernelName }) => kernelName).sort()).toEqual(
      [...Object.keys(cases), ...Object.keys(piecewiseConstant)].sort(),
    );
  });

  it("sends no NaN back through the side that was not taken", () => {
    const f = (x: tf.Tensor): tf.Tensor => tf.where(tf.greater(x, 0), tf.mul(tf.sqrt(x), tf.log(x)), tf.mul(2, x));
    expect([
      ...tf
        .grad(f)(tf.tensor1d([-1, 0]))
        .dataSync(),
    ]).toEqual([2, 2]);
  });

  it("handles zeros among the factors of a product", () => {
    const gradient = tf.grad((x: tf.Tensor) => tf.prod(x))(tf.tensor1d([0, 2, 3]));
    expect([...gradient.dataSync()]).toEqual([6, 0, 0]);
  });

  it("shares the gradient of a maximum evenly among ties", () => {
    const gradient = tf.grad((x: tf.Tensor) => tf.max(x))(tf.tensor1d([1, 3, 3]));
    expect([...gradient.dataSync()]).toEqual([0, 0.5, 0.5]);
  });
});

import * as tf from "@tensorflow/tfjs-core";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { beforeAll, expect, it } from "vitest";
import { repairKernels } from "../../../src/runtime/backend/repairs/index.js";

/*
 * A backend by the name of tfjs-webgpu: the kernels of tfjs-cpu, but wrong as those of tfjs-webgpu 4.22.0 are on SwiftShader, or
 * worse; and one by the name of tfjs-webgl. What the real ones make of every operation `npm run conformance:gpu` tells.
 */

type Kernel = (call: Parameters<tf.KernelFunc>[0], original: tf.KernelFunc) => tf.TensorInfo | tf.TensorInfo[];

function spoil(kernelName: string, kernel: Kernel, backend = "webgpu"): void {
  const config = tf.getKernel(kernelName, backend);
  tf.unregisterKernel(kernelName, backend);
  tf.registerKernel({ ...config, kernelFunc: (call) => kernel(call, config.kernelFunc) });
}

/** 89 wherever one of the named inputs is one of the values. */
function wrongAt(values: readonly number[], ...inputs: readonly string[]): Kernel {
  return (call, original) => {
    const right = tf.engine().makeTensorFromTensorInfo([original(call)].flat()[0] as tf.TensorInfo);
    return inputs.reduce<tf.Tensor>((result, name) => {
      const input = tf.broadcastTo(call.inputs[name] as tf.Tensor, right.shape);
      return values.reduce<tf.Tensor>((before, value) => {
        const here = Number.isNaN(value) ? tf.isNaN(input) : tf.equal(input, value);
        return tf.where(here, tf.fill(right.shape, 89), before);
      }, result);
    }, right);
  };
}

/** Shaders that compile for floats only. */
const floatsOnly: Kernel = (call, original) => {
  if (call.inputs["x"]?.dtype !== "float32") throw new Error("the shader does not compile");
  return original(call);
};

/** Reductions that transpose on their own where an axis is not the last. */
const lastAxisOnly: Kernel = (call, original) => {
  const { x } = call.inputs;
  const attributes = call.attrs as {
    axis?: number | number[];
    reductionIndices?: number | number[];
    reverse?: boolean;
  };
  const axes = [attributes.axis ?? attributes.reductionIndices ?? []].flat();
  const last = (x?.shape.length ?? 0) - 1;
  if (x?.dtype !== "float32" && !axes.every((axis, index) => axis === last - axes.length + 1 + index))
    throw new Error("the shader does not compile");
  if (attributes.reverse === true) throw new Error("the shader is one of another size");
  return original(call);
};

/** Extremes that begin at a number as if it were an infinity. */
function notBeyond(start: number): Kernel {
  return (call, original) => {
    const right = tf.engine().makeTensorFromTensorInfo([original(call)].flat()[0] as tf.TensorInfo);
    return start < 0 ? tf.maximum(right, start) : tf.minimum(right, start);
  };
}

beforeAll(async () => {
  tf.env().set("PROD", true);
  tf.registerBackend("webgpu", () => new MathBackendCPU());
  tf.copyRegisteredKernels("cpu", "webgpu");
  for (const name of ["Exp", "Expm1", "Sigmoid"]) spoil(name, wrongAt([NaN], "x"));
  spoil("Log", wrongAt([NaN, 0, -1], "x"));
  spoil("Acos", wrongAt([0, 0.5], "x"));
  spoil("Relu", wrongAt([-Infinity], "x"));
  spoil("RealDiv", wrongAt([0, Infinity, -Infinity], "b"));
  spoil("Atan2", wrongAt([0], "a"));
  spoil("Pow", (call, original) =>
    wrongAt([NaN], "b")(call, (inner) => wrongAt([0, Infinity, -Infinity], "a")(inner, original)),
  );
  for (const name of ["Sin", "Cos", "Tan"]) spoil(name, (call, original) => wrongAt([0.5, 1e6], "x")(call, original));
  spoil("Transpose", floatsOnly);
  for (const name of ["All", "Any", "Max", "Min", "Prod", "Sum", "Cumsum", "Cumprod"]) spoil(name, lastAxisOnly);
  tf.registerBackend("webgl", () => new MathBackendCPU());
  tf.copyRegisteredKernels("cpu", "webgl");
  spoil("Max", notBeyond(-1e20), "webgl");
  spoil("Min", notBeyond(1e20), "webgl");
  repairKernels();
  repairKernels();
  if (!(await tf.setBackend("webgpu"))) throw new Error("no backend");
});

const values = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, 3, -3];
const numbers = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];
const near = (found: readonly number[], expected: readonly number[]): void => {
  for (const [index, value] of expected.entries()) {
    if (Number.isFinite(value)) expect(found[index], `at ${index}`).toBeCloseTo(value, 5);
    else expect(found[index], `at ${index}`).toBe(value);
  }
};

it.each([
  ["exp", tf.exp, Math.exp],
  ["expm1", tf.expm1, Math.expm1],
  ["log", tf.log, Math.log],
  ["acos", tf.acos, Math.acos],
  ["sigmoid", tf.sigmoid, (x: number) => 1 / (1 + Math.exp(-x))],
  ["relu", tf.relu, (x: number) => (x < 0 ? 0 : x)],
] as const)("%s is that of JavaScript for NaN, infinities, zeros and numbers", (_, repaired, meant) => {
  near(numbers(tf.tidy(() => repaired(tf.tensor1d(values)))), values.map(meant));
});

it.each([
  ["atan2", tf.atan2, Math.atan2],
  ["pow", tf.pow, Math.pow],
] as const)("%s is that of JavaScript for all pairs of them", (name, repaired, meant) => {
  const pairs = values.flatMap((a) => values.map((b) => [a, b] as const));
  // ±1 to infinite powers is the business of `ops.power`.
  const ours = pairs.filter(([a, b]) => name !== "pow" || Math.abs(a) !== 1 || Number.isFinite(b));
  const found = tf.tidy(() => repaired(tf.tensor1d(ours.map(([a]) => a)), tf.tensor1d(ours.map(([, b]) => b))));
  near(
    numbers(found),
    ours.map(([a, b]) => meant(a, b)),
  );
});

it.each([
  ["sin", tf.sin, Math.sin],
  ["cos", tf.cos, Math.cos],
] as const)("%s is right to 2e-7 up to a million", (_, repaired, meant) => {
  const angles = [
    ...Array.from({ length: 4001 }, (_, index) => Math.fround((index - 2000) * 0.00731)),
    ...Array.from({ length: 2000 }, (_, index) => Math.fround((index - 1000) * 999.37)),
    ...[0.5, 1e6, -1e6, 2 ** 20, 3000, 1e-30],
  ];
  const found = numbers(tf.tidy(() => repaired(tf.tensor1d(angles))));
  const errors = angles.map((angle, index) => Math.abs((found[index] ?? NaN) - meant(angle)));
  expect(errors.reduce((most, error) => Math.max(most, error), 0)).toBeLessThan(2e-7);
  expect(numbers(repaired(tf.tensor1d([NaN, Infinity, -Infinity])))).toEqual([NaN, NaN, NaN]);
});

it("the tangent is that of JavaScript, too", () => {
  const angles = [0, 0.5, -1, 1.5, 2, 100, 1e6].map(Math.fround);
  near(numbers(tf.tan(tf.tensor1d(angles))), angles.map(Math.tan));
});

it("leaves 0 / 0 and ∞ / ∞ undefined", () => {
  expect(numbers(tf.div(tf.tensor1d([0, Infinity, -Infinity, 6]), tf.tensor1d([0, Infinity, Infinity, 3])))).toEqual([
    NaN,
    NaN,
    NaN,
    2,
  ]);
});

it("transposes, reduces and accumulates ints and booleans along every axis, both ways", () => {
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3], "int32");
  const flags = tf.tensor2d([1, 1, 0, 0, 1, 0], [2, 3], "bool");
  expect(numbers(tf.transpose(x))).toEqual([1, 4, 2, 5, 3, 6]);
  expect(tf.transpose(flags).dtype).toBe("bool");
  expect(numbers(tf.sum(x, 0))).toEqual([5, 7, 9]);
  expect(tf.max(x, 0, true).shape).toEqual([1, 3]);
  expect(numbers(tf.max(x, 0))).toEqual([4, 5, 6]);
  expect(numbers(tf.min(x, 0))).toEqual([1, 2, 3]);
  expect(numbers(tf.prod(x, 0))).toEqual([4, 10, 18]);
  expect(numbers(tf.any(flags, 0))).toEqual([1, 1, 0]);
  expect(numbers(tf.all(flags, 0))).toEqual([0, 1, 0]);
  // Of everything, too.
  expect(numbers(tf.sum(x))).toEqual([21]);
  expect(numbers(tf.cumsum(x, 0))).toEqual([1, 2, 3, 5, 7, 9]);
  expect(numbers(tf.cumsum(x, 1, false, true))).toEqual([6, 5, 3, 15, 11, 6]);
  expect(numbers(tf.cumsum(x, 0, true, true))).toEqual([4, 5, 6, 0, 0, 0]);
  expect(numbers(tf.cumprod(tf.cast(x, "float32"), 1, true))).toEqual([1, 1, 2, 1, 4, 20]);
});

it("leaves a cast to floats with floats in memory", () => {
  const cast = tf.cast(tf.tensor1d([1, 2], "int32"), "float32");
  expect((tf.backend() as MathBackendCPU).data.get(cast.dataId).dtype).toBe("float32");
});

it("finds extremes beyond 1e20, and infinite ones", async () => {
  await tf.setBackend("webgl");
  const rows = [
    [-3e38, -2e20],
    [-Infinity, -3e38],
    [-Infinity, -Infinity],
    [-5, -1e30],
    [NaN, NaN],
  ];
  expect(numbers(tf.max(tf.tensor2d(rows), 1))).toEqual([-2e20, -3e38, -Infinity, -5, NaN].map(Math.fround));
  expect(numbers(tf.min(tf.neg(tf.tensor2d(rows)), 1, true))).toEqual([2e20, 3e38, Infinity, 5, NaN].map(Math.fround));
});

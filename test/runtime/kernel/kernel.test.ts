import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { RewardError } from "../../../src/runtime/kernel/errors.js";
import type { RewardState, StepOutputs } from "../../../src/runtime/kernel/kernel.js";
import { tensorsIn } from "../../../src/testing/conformance/tensors-in.js";
import { batch, differences, randomRows, runKernel, runReference } from "./agreement.js";
import { useTestBackend } from "./backends.js";
import { delivery, tiny, walker } from "./programs.js";

const numbers = (tensor: tf.Tensor | undefined): number[] => (tensor === undefined ? [] : [...tensor.dataSync()]);
const bools = (...values: boolean[]): tf.Tensor1D => tf.tensor1d(values, "bool");

/** Signals of the delivery task on each row, nothing held unless said otherwise. */
function deliveryRows(
  ...rows: readonly { readonly coffee?: boolean; readonly office?: boolean; readonly plant?: boolean }[]
): Record<string, tf.Tensor> {
  const column = (name: "coffee" | "office" | "plant"): tf.Tensor => bools(...rows.map((row) => row[name] === true));
  return {
    coffee: column("coffee"),
    office: column("office"),
    plant: column("plant"),
    torque: tf.zeros([rows.length, 2]),
  };
}

function walkerRows(...rows: readonly { readonly x?: number; readonly v?: number }[]): Record<string, tf.Tensor> {
  return {
    x: tf.tensor1d(rows.map(({ x = 0 }) => x)),
    v: tf.tensor2d(rows.map(({ v = 0 }) => [v, v, v])),
    gait: tf.zeros([rows.length], "int32"),
    contact: tf.zeros([rows.length, 2], "bool"),
  };
}

describe.each(["cpu", "wasm"] as const)("the tfjs kernel on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  it.each([delivery, walker])("agrees with the reference on random rows of %o", (make) => {
    const program = make();
    const rows = randomRows(program, 7, 25, 11);
    const seed = 5;
    expect(
      differences(
        runKernel(kernelOf(program), program, rows.first, rows.steps, seed),
        runReference(program, rows.first, rows.steps, seed),
      ),
    ).toEqual([]);
  });

  it("pays nothing and moves nothing between an end and the reset", () => {
    const kernel = kernelOf(delivery());
    const first = kernel.step(kernel.init(2), { signals: deliveryRows({ plant: true }, { coffee: true }) });
    expect(numbers(first.terminated)).toEqual([1, 0]);
    const after = kernel.step(first.state, { signals: deliveryRows({ coffee: true }, { office: true }) });
    expect(numbers(after.reward)[0]).toBe(0);
    expect(numbers(after.terms["delivery"])).toEqual([0, 1]);
    expect(numbers(after.machines["Delivery"])).toEqual([3, 2]);
    expect(numbers(after.terminated)).toEqual([0, 1]);
    expect(numbers(after.cause)).toEqual([-1, 0]);
    expect(numbers(after.state.ended)).toEqual([1, 1]);
    expect(after.state.slots.map((slot) => numbers(slot)[0])).toEqual(
      first.state.slots.map((slot) => numbers(slot)[0]),
    );
  });

  it("ends a row whose episode the spec ended while the environment goes on, and takes it up again at its reset row", () => {
    const kernel = kernelOf(delivery());
    const broken = kernel.step(kernel.init(1), { signals: deliveryRows({ plant: true }) });
    const reset = kernel.step(broken.state, { signals: deliveryRows({ coffee: true }), isFirst: bools(true) });
    expect(numbers(reset.reward)).toEqual([0]);
    expect(numbers(reset.machines["Delivery"])).toEqual([0]);
    expect(numbers(reset.state.ended)).toEqual([0]);
    const next = kernel.step(reset.state, { signals: deliveryRows({ coffee: true }) });
    expect(numbers(next.machines["Delivery"])).toEqual([1]);
  });

  it("lists all causes with the first in `cause`, terminating ones before truncating ones", () => {
    const kernel = kernelOf(walker());
    const { causes } = kernel.descriptor;
    expect(causes).toEqual(["late", "fall", "environment"]);
    let state = kernel.init(2, walkerRows({}, {}));
    let outputs: StepOutputs | undefined;
    for (let step = 0; step < 9; step++) {
      const last = step === 8;
      outputs = kernel.step(state, { signals: walkerRows({ x: last ? 4 : 0 }, {}), truncated: bools(last, last) });
      state = outputs.state;
    }
    expect(numbers(outputs?.cause)).toEqual([1, 0]);
    expect(numbers(outputs?.causes)).toEqual([1, 1, 1, 1, 0, 1]);
    expect(numbers(outputs?.terminated)).toEqual([1, 0]);
    expect(numbers(outputs?.truncated)).toEqual([0, 1]);
    expect(numbers(outputs?.terms["fall"])).toEqual([-10, 0]);
  });

  it("reports terms that are not finite and keeps them out of the state", () => {
    const kernel = kernelOf(walker());
    const outputs = kernel.step(kernel.init(2, walkerRows({}, {})), {
      signals: walkerRows({ x: NaN }, { v: Infinity }),
    });
    const table = numbers(outputs.nonFinite);
    expect(table.slice(0, 4)).toEqual([1, 0, 0, 1]);
    expect(table.slice(4)).toEqual([0, 1, 0, 1]);
    for (const slot of outputs.state.slots) expect(numbers(slot).every(Number.isFinite)).toBe(true);
  });

  it("reports failed asserts on rows that step", () => {
    const kernel = kernelOf(walker());
    const { failedAsserts } = kernel.step(kernel.init(2, walkerRows({}, {})), {
      signals: walkerRows({}, { v: 2 }),
      isFirst: bools(false, false),
    });
    expect(numbers(failedAsserts)).toEqual([1, 0]);
  });

  it("steps all states of a machine on one label, as each state would have moved", () => {
    const kernel = kernelOf(delivery());
    const outputs = kernel.step(kernel.init(3), { signals: deliveryRows({ coffee: true }, { office: true }, {}) });
    const all = kernel.stepAllStates(outputs.labels);
    expect(all.next["Delivery"]?.arraySync()).toEqual([
      [1, 1, 2, 3],
      [0, 2, 2, 3],
      [0, 1, 2, 3],
    ]);
    expect(all.reward["Delivery"]?.arraySync()).toEqual([
      [0, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it("gives machine states one-hot and other features as numbers", () => {
    const kernel = kernelOf(delivery());
    const { state } = kernel.step(kernel.init(2), { signals: deliveryRows({ coffee: true }, {}) });
    expect(kernel.features(state).arraySync()).toEqual([
      [0, 1, 0, 0],
      [1, 0, 0, 0],
    ]);
    const walk = kernelOf(walker());
    expect(walk.features(walk.init(2, walkerRows({}, {}))).shape).toEqual([2, walk.descriptor.features]);
  });

  it("begins episodes in the rows of a mask and leaves the others alone", () => {
    const kernel = kernelOf(walker());
    const moved = kernel.step(kernel.init(2, walkerRows({}, {})), { signals: walkerRows({ x: 1 }, { x: 2 }) });
    const state = kernel.reset(moved.state, bools(false, true), walkerRows({ x: 7 }, { x: 8 }));
    expect(state.slots.slice(0, 1).map(numbers)).toEqual([[1, 8]]);
    expect(numbers(state.slots[3])).toEqual([1, 0]);
  });

  it("starts the same for the same seed and otherwise for another, row by row", () => {
    const kernel = kernelOf(walker());
    const key = (seed: number): number[] =>
      numbers(kernel.init(8, walkerRows(...Array.from({ length: 8 }, () => ({}))), { seed }).slots[4]);
    expect(key(1)).toEqual(key(1));
    expect(key(1)).not.toEqual(key(2));
    expect(new Set(key(1)).size).toBeGreaterThan(6);
  });

  it("is pure: the same state and inputs give the same outputs, and neither is touched", () => {
    const program = walker();
    const kernel = kernelOf(program);
    const inputs = batch(program, randomRows(program, 5, 1, 3).steps[0] ?? []);
    const state = kernel.init(5, inputs.reset);
    const before = tensorsIn([state, inputs]).map(numbers);
    const outputs = [1, 2].map(() => tensorsIn(kernel.step(state, inputs)).map(numbers));
    expect(outputs[0]).toEqual(outputs[1]);
    expect(tensorsIn([state, inputs]).map(numbers)).toEqual(before);
  });

  it("gives every output a tensor of its own, so that disposing one spoils no other", () => {
    const program = walker();
    const kernel = kernelOf(program);
    const inputs = batch(program, randomRows(program, 3, 1, 3).steps[0] ?? []);
    const tensors = tensorsIn(kernel.step(kernel.init(3, inputs.reset), inputs));
    expect(new Set(tensors.map(({ id }) => id)).size).toBe(tensors.length);
    for (const input of tensorsIn(inputs)) expect(tensors).not.toContain(input);
  });
});

describe("the tfjs kernel's inputs", () => {
  beforeAll(() => useTestBackend("cpu"));

  it("must hold what every reset needs", () => {
    const kernel = kernelOf(walker());
    const { x: _, ...rest } = walkerRows({});
    expect(() => kernel.init(1)).toThrow(
      new RewardError({ kind: "missing-signal", signal: "x", at: "reset", environment: 0 }),
    );
    expect(() => kernel.reset(kernel.init(1, walkerRows({})), bools(true), rest)).toThrow(/`x` is missing/);
  });

  it("must bring the next episode's first signals where a row ends one and begins another, and says which row does not", () => {
    const kernel = kernelOf(walker());
    const state = kernel.init(3, walkerRows({}, {}, {}));
    const inputs = {
      signals: walkerRows({}, {}, {}),
      isFirst: bools(true, false, true),
      terminated: bools(false, true, true),
    };
    expect(() => kernel.step(state, inputs)).toThrow(/signal `x` is missing in environment 2/);
    expect(() => kernel.step(state, { ...inputs, terminated: bools(false, true, false) })).not.toThrow();
    expect(() => kernel.step(state, { ...inputs, reset: walkerRows({}, {}, {}) })).not.toThrow();
  });

  it("take the declared default where a signal is left out, and are refused where there is none", () => {
    const kernel = kernelOf(delivery());
    const { coffee: _, ...rest } = deliveryRows({}, {});
    expect(numbers(kernel.step(kernel.init(2), { signals: rest }).machines["Delivery"])).toEqual([0, 0]);
    const { torque: __, ...noAction } = deliveryRows({});
    expect(() => kernel.step(kernel.init(1), { signals: noAction })).toThrow(/signal `torque` is missing/);
  });

  it("are refused with what was expected and found where a type or shape is wrong", () => {
    const kernel = kernelOf(delivery());
    const state = kernel.init(2);
    const step =
      (change: Record<string, tf.Tensor>): (() => StepOutputs) =>
      () =>
        kernel.step(state, { signals: { ...deliveryRows({}, {}), ...change } });
    expect(step({ coffee: tf.zeros([2]) })).toThrow("`coffee`: expected bool [2], found float32 [2]");
    expect(step({ torque: tf.zeros([2, 3]) })).toThrow("`torque`: expected float32 [2, 2], found float32 [2, 3]");
  });

  it("take params as numbers or tensors, and none that is not declared", () => {
    const kernel = kernelOf(walker());
    const state = kernel.init(1, walkerRows({}));
    const tracking = (params: Record<string, number | tf.Tensor>): number =>
      numbers(kernel.step(state, { signals: walkerRows({ v: 1 }), params }).terms["tracking"])[0] ?? NaN;
    expect(tracking({ sigma: 0.5 })).toBeCloseTo(tracking({ sigma: tf.scalar(0.5) }), 7);
    expect(tracking({ sigma: 0.5 })).not.toBeCloseTo(tracking({}), 3);
    expect(() => tracking({ sigmo: 1 })).toThrow("`sigmo`: expected a declared param");
    expect(() => tracking({ weights: tf.zeros([2]) })).toThrow("`weights`: expected float32 [3], found float32 [2]");
  });
});

describe("the tfjs kernel over time", () => {
  beforeAll(() => useTestBackend("cpu"));

  it.each([
    { make: tiny, steps: 10_000 },
    { make: delivery, steps: 200 },
    { make: walker, steps: 200 },
  ])("leaves no tensor behind over $steps steps of $make", ({ make, steps }) => {
    const program = make();
    const kernel = kernelOf(program);
    const inputs = batch(program, randomRows(program, 2, 1, 4).steps[0] ?? []);
    let state: RewardState = kernel.init(2, inputs.reset);
    const before = tf.memory();
    for (let step = 0; step < steps; step++) {
      const { state: next, ...outputs } = kernel.step(state, inputs);
      tf.dispose([tensorsIn(outputs), tensorsIn(state)]);
      state = next;
    }
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });

  it("is differentiable in its params, as finite differences say", () => {
    const program = walker();
    const kernel = kernelOf(program);
    const inputs = batch(program, randomRows(program, 6, 1, 9).steps[0] ?? []);
    const { isFirst: _, ...rows } = inputs;
    const state = kernel.init(6, walkerRows(...Array.from({ length: 6 }, () => ({}))));
    const total = (sigma: tf.Tensor, weights: tf.Tensor): tf.Scalar =>
      tf.sum(kernel.step(state, { ...rows, params: { sigma, weights } }).reward);
    const [sigma, weights] = [tf.scalar(0.8), tf.tensor1d([1, 0.5, 2])];
    const gradients = tf.grads(total)([sigma, weights]).map(numbers);
    const at = (s: number, w: number[]): number => numbers(total(tf.scalar(s), tf.tensor1d(w)))[0] ?? NaN;
    const h = 1e-2;
    const numeric = [
      [(at(0.8 + h, [1, 0.5, 2]) - at(0.8 - h, [1, 0.5, 2])) / (2 * h)],
      [0, 1, 2].map((index) => {
        const moved = (way: number): number[] =>
          [1, 0.5, 2].map((value, place) => value + (place === index ? way * h : 0));
        return (at(0.8, moved(1)) - at(0.8, moved(-1))) / (2 * h);
      }),
    ];
    expect(Math.abs(gradients[0]?.[0] ?? 0)).toBeGreaterThan(1e-2);
    gradients.forEach((gradient, index) =>
      gradient.forEach((value, place) => expect(value).toBeCloseTo(numeric[index]?.[place] ?? NaN, 2)),
    );
  });
});

import { describe, expect, it } from "vitest";
import { environments, type Environment } from "../../../src/runtime/environments/index.js";
import { stream } from "../../../src/runtime/random/index.js";

/** Steps with random actions, one stream for each row; ended rows are reset. Returns what row 0 went through. */
function firstRow(environment: Environment, steps: number, seed = 9): number[] {
  const { actions, observation } = environment.metadata;
  if (actions.kind !== "discrete") throw new Error("discrete actions expected");
  const random = Array.from({ length: environment.size }, (_, row) => stream(seed, String(row)));
  const trace: number[] = [...environment.observation.subarray(0, observation)];
  const chosen = new Int32Array(environment.size);
  for (let step = 0; step < steps; step++) {
    random.forEach((each, row) => (chosen[row] = each.int(actions.count)));
    environment.step(chosen);
    trace.push(
      ...environment.observation.subarray(0, observation),
      environment.terminated[0] ?? 9,
      environment.truncated[0] ?? 9,
    );
    environment.reset(environment.terminated.map((ended, row) => ended | (environment.truncated[row] ?? 0)));
  }
  return trace;
}

describe.each(environments.all)("$name", (definition) => {
  it("gives a row the same episodes whatever the number of rows", () => {
    expect(firstRow(definition.create({ size: 5, seed: 4 }), 1200)).toEqual(
      firstRow(definition.create({ size: 1, seed: 4 }), 1200),
    );
  });

  it("continues from a saved state as if nothing had happened", () => {
    const original = definition.create({ size: 3, seed: 2, limit: 40 });
    firstRow(original, 75);
    const saved = JSON.parse(JSON.stringify(original.getState())) as ReturnType<Environment["getState"]>;
    const rest = firstRow(original, 100, 5);
    const resumed = definition.create({ size: 3, seed: 77, limit: 40 });
    resumed.setState(saved);
    expect(firstRow(resumed, 100, 5)).toEqual(rest);
  });

  it("supplies the signals that its metadata lists", () => {
    const environment = definition.create({ size: 3, seed: 0 });
    expect(Object.keys(environment.signals)).toEqual(environment.metadata.signals.map((each) => each.name));
    const kinds = { float: Float32Array, int: Int32Array, bool: Uint8Array };
    for (const signal of environment.metadata.signals) {
      const column = environment.signals[signal.name];
      expect(column).toBeInstanceOf(kinds[signal.dtype]);
      expect(column).toHaveLength(signal.shape.reduce((product, extent) => product * extent, 3));
    }
    expect(environment.observation).toHaveLength(3 * environment.metadata.observation);
  });

  it("truncates at the limit and refuses to step an ended row", () => {
    const environment = definition.create({ size: 1, seed: 0, limit: 3 });
    const actions = new Int32Array(1);
    environment.step(actions);
    environment.step(actions);
    expect([...environment.truncated]).toEqual([0]);
    environment.step(actions);
    expect([environment.terminated[0], environment.truncated[0]]).toEqual([0, 1]);
    expect(() => {
      environment.step(actions);
    }).toThrow("must be reset");
    environment.reset();
    expect([...environment.truncated]).toEqual([0]);
  });

  it("refuses actions that it does not have", () => {
    const environment = definition.create({ size: 1, seed: 0 });
    expect(() => {
      environment.step(Int32Array.of(99));
    }).toThrow("found 99 in row 0");
    expect(() => {
      environment.step(Int32Array.of(0, 0));
    }).toThrow("expects 1 action values, found 2");
  });
});

it("names the known environments when asked for an unknown one", () => {
  expect(() => environments.get("ofice")).toThrow(
    "`ofice`; there are office, craft, letters-4x4, letters-5x5, letters-5x5-centred, letters-7x7, letters-7x7-centred, cart-pole, mountain-car, sums, strings",
  );
});

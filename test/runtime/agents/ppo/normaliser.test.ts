import { describe, expect, it } from "vitest";
import { Normaliser } from "../../../../src/runtime/agents/ppo/normaliser.js";

describe("the normaliser", () => {
  it("gives its columns mean 0 and deviation 1, bounds them, and leaves the others", () => {
    const normaliser = new Normaliser(1, 2);
    normaliser.observe(Float32Array.of(1, 7, 3, 8));
    expect([...normaliser.apply(Float32Array.of(1, 7, 3, 8, 1000, 9))]).toEqual([
      expect.closeTo(-1, 6),
      7,
      expect.closeTo(1, 6),
      8,
      10,
      9,
    ]);
  });

  it("continues exactly from its state", () => {
    const one = new Normaliser(1, 1);
    one.observe(Float32Array.of(0.1, 0.7));
    const other = new Normaliser(1, 1);
    other.setState(one.getState());
    for (const each of [one, other]) each.observe(Float32Array.of(-3));
    expect(other.getState()).toEqual(one.getState());
  });
});

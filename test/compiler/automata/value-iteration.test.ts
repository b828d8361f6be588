import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueIteration, type Choices } from "../../../src/compiler/automata/value-iteration.js";

const choices = (states: number): fc.Arbitrary<readonly Choices[]> =>
  fc.array(
    fc.array(
      fc.record({ reward: fc.integer({ min: -5, max: 5 }), next: fc.option(fc.nat(states - 1), { nil: undefined }) }),
      { maxLength: 4 },
    ),
    { minLength: states, maxLength: states },
  );

describe("value iteration", () => {
  it("solves the Bellman equation", () => {
    fc.assert(
      fc.property(choices(5), fc.constantFrom(0, 0.5, 0.9, 0.99, 0.9999), (states, discount) => {
        const result = valueIteration(states, discount);
        if (result.kind !== "values") throw new Error("a discount below 1 has values");
        states.forEach((own, state) => {
          const best =
            own.length === 0
              ? 0
              : Math.max(
                  ...own.map(
                    ({ reward, next }) => reward + (next === undefined ? 0 : discount * (result.values[next] ?? 0)),
                  ),
                );
          expect(Math.abs((result.values[state] ?? 0) - best)).toBeLessThan(1e-7);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("discounts the goal by the moves that lead to it", () => {
    const chain: readonly Choices[] = [
      [
        { reward: 0, next: 0 },
        { reward: 0, next: 1 },
      ],
      [
        { reward: 0, next: 1 },
        { reward: 1, next: undefined },
      ],
    ];
    expect(valueIteration(chain, 0.9)).toEqual({ kind: "values", values: [0.9, 1] });
    expect(valueIteration(chain, 1)).toEqual({ kind: "values", values: [1, 1] });
  });

  it("has no value without discount where a cycle gains", () => {
    const patrol: readonly Choices[] = [[{ reward: 0, next: 1 }], [{ reward: 1, next: 0 }]];
    expect(valueIteration(patrol, 1).kind).toBe("diverges");
    expect(valueIteration(patrol, 0.9).kind).toBe("values");
  });

  it("waits at no price where waiting costs but leads nowhere better, without discount", () => {
    const costly: readonly Choices[] = [
      [
        { reward: -1, next: 0 },
        { reward: 10, next: undefined },
      ],
    ];
    expect(valueIteration(costly, 1)).toEqual({ kind: "values", values: [10] });
    expect(valueIteration([[{ reward: -1, next: 0 }]], 1).kind).toBe("diverges");
  });
});

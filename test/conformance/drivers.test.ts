import { describe, expect, it } from "vitest";
import { differencesOf } from "./drivers/differences.js";
import { judge, type KnownDifference } from "./drivers/judge.js";
import { knownDifferences } from "./drivers/known-differences.js";
import { specVariants } from "./spec-variants.js";

const mismatch = (what: string, expected: number, found: number) => ({
  ...{ environment: 0, row: 0, what },
  expected: [expected],
  found: [found],
});

describe("differences of a driver", () => {
  it("are put together by what differs and by the kind of number", () => {
    const found = differencesOf("every operation", [
      mismatch("raw sin(x)", 0.5, 0.25),
      mismatch("term sin(x)", 4, 3),
      mismatch("raw sin(x)", NaN, 1),
      mismatch("reward[2][0]", Infinity, 1),
      mismatch("reward[0][1]", 1, NaN),
    ]);
    // 0.25 of 1, and 1 of 4.
    expect(found.map(({ what, numbers, count, error }) => [what, numbers, count, error])).toEqual([
      ["sin(x)", "finite", 2, 0.25],
      ["sin(x)", "NaN", 1, 0],
      ["reward", "infinite", 1, 0],
      ["reward", "finite to not finite", 1, 0],
    ]);
  });
});

describe("the list of known differences", () => {
  const found = differencesOf("every operation", [mismatch("raw sin(x)", 0, 0.001)]);
  const known: KnownDifference = {
    ...{ drivers: ["webgpu on D"], title: "every operation", what: "sin(x)", numbers: "finite" },
    ...{ error: 0.002, why: "the driver's sine" },
  };

  it("is exact where it has all that is found and nothing else", () => {
    expect(judge("webgpu on D", found, [known])).toEqual([]);
    expect(judge("webgpu on E", [], [known])).toEqual([]);
  });

  it("is not where a difference is not in it: another driver, value, kind of number, or a greater error", () => {
    for (const other of [
      { drivers: ["webgpu on E"] },
      { what: "cos(x)" },
      { title: "door" },
      { numbers: "NaN" as const },
      { error: 0.0005 },
    ])
      expect(judge("webgpu on D", found, [{ ...known, ...other }])[0]).toMatch(
        "every operation: sin(x) (finite, 1 values",
      );
  });

  it("is not where it has a difference that is no more", () => {
    expect(judge("webgpu on D", [], [known])).toEqual([
      "every operation: sin(x) (finite) is listed as a known difference, and was not found",
    ]);
  });

  it("names cases that are run, each value once, and says why", () => {
    const titles = new Set(["every operation", "a handmade door", ...specVariants.map(({ title }) => title)]);
    expect(knownDifferences.filter(({ title }) => !titles.has(title))).toEqual([]);
    const keys = knownDifferences.flatMap(({ drivers, title, what, numbers }) =>
      drivers.map((driver) => [driver, title, what, numbers].join(": ")),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(knownDifferences.filter(({ why }) => why.length < 10)).toEqual([]);
  });
});

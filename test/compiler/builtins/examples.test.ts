import { describe, expect, it } from "vitest";
import { builtins } from "../../../src/compiler/builtins/index.js";
import { run } from "../lower/run.js";

const examples = [...builtins.values()].flatMap(({ name, examples: given }) =>
  given.map((example) => ({ name, ...example })),
);

/** A term for each element of each example's value. */
const terms = examples.flatMap(({ expression, value }, index) =>
  typeof value === "number"
    ? [{ name: `e${index}`, text: `term e${index} = ${expression}`, value }]
    : value.map((element, place) => ({
        name: `e${index}_${place}`,
        text: `term e${index}_${place} = (${expression})[${place}]`,
        value: element,
      })),
);

describe("the examples in the documentation of built-ins", () => {
  const [row] = run(`${terms.map(({ text }) => text).join("\n")}\ntotal = 0`, [{}]);

  it.each(terms)("$text gives $value", ({ name, value }) => {
    expect(row?.terms[name]).toBeCloseTo(value, 12);
  });
});

describe("every built-in", () => {
  it.each([...builtins.values()])(
    "$name has documentation, and an example unless it owns state, takes quaternions, or goes by a clock",
    ({ documentation, stateful, examples: given, name }) => {
      expect(documentation.length).toBeGreaterThan(10);
      const shown =
        stateful ||
        name.startsWith("quat_") ||
        name === "yaw_only" ||
        name === "projected_gravity" ||
        name === "seconds" ||
        name === "schedule";
      expect(given.length > 0).toBe(!shown);
    },
  );
});

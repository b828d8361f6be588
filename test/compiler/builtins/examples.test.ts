import { describe, expect, it } from "vitest";
import { aggregators, builtins } from "../../../src/compiler/builtins/index.js";
import { check, memoryHost } from "../../../src/compiler/index.js";
import { runSpecTests } from "../../../src/testing/index.js";
import { run } from "../lower/run.js";

const documented = [...builtins.values(), ...aggregators.values()];
const examples = documented.flatMap(({ name, examples: given }) => given.map((example) => ({ name, ...example })));

/** A term for each element of each example's value. */
const terms = examples.flatMap((example, index) => {
  if ("spec" in example) return [];
  const { expression, value } = example;
  return typeof value === "number"
    ? [{ name: `e${index}`, text: `term e${index} = ${expression}`, value }]
    : value.map((element, place) => ({
        name: `e${index}_${place}`,
        text: `term e${index}_${place} = (${expression})[${place}]`,
        value: element,
      }));
});

const specs = examples.flatMap((example) =>
  "spec" in example ? [{ name: example.name, text: ["reward Example", ...example.spec, ""].join("\n") }] : [],
);

describe("the examples in the documentation of built-ins", () => {
  const [row] = run(`${terms.map(({ text }) => text).join("\n")}\ntotal = 0`, [{}]);

  it.each(terms)("$text gives $value", ({ name, value }) => {
    expect(row?.terms[name]).toBeCloseTo(value, 12);
  });

  it.each(specs)("a spec shows $name, and its tests pass", async ({ name, text }) => {
    const path = "example.reward";
    expect(text).toMatch(new RegExp(`= .*\\b${name}\\b|weight ${name}\\b`));
    expect(check(path, memoryHost({ [path]: text })).diagnostics).toEqual([]);
    const results = await runSpecTests({ [path]: text }, path);
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });
});

describe("every built-in", () => {
  it.each(documented)("$name has documentation, and an example", ({ documentation, examples: given }) => {
    expect(documentation.length).toBeGreaterThan(10);
    expect(given.length).toBeGreaterThan(0);
  });
});

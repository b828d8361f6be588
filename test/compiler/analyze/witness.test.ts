import { describe, expect, it } from "vitest";
import { check } from "../../../src/compiler/compile.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";
import { findingsOf, fixture, pasted } from "./pasted.js";

const library = nodeHost();

describe("the test that a finding prints", () => {
  it.each(["RWD7201", "RWD7202", "RWD7203", "RWD7205", "RWD7206", "RWD7207", "RWD7208", "RWD7209"])(
    "passes once it is pasted into the spec: %s",
    async (code) => {
      expect(await pasted(fixture(code), code)).toEqual([{ passed: true, why: "" }]);
    },
  );

  it.each(["error", "zero", "terminate"])(
    "fails where it shows a term that is not finite, under `nan %s`",
    async (policy) => {
      const [result] = await pasted(`${fixture("RWD7204")}\nnan ${policy}\n`, "RWD7204");
      expect(result?.passed).toBe(false);
      expect(result?.why).toContain(
        policy === "error" ? "term `rate` is not finite in environment 0 at step 0" : "abs(rate.raw) < inf",
      );
    },
  );
});

describe("farmable loops", () => {
  const task = `machine Task { start state Seeking { when grasped -> Fetched reward 1 }  final state Fetched }
term task = Task.reward`;

  it("are a step and back, where only getting nearer is paid", async () => {
    const text = `reward A
signal distance: float in [0, 5]
signal grasped: bool
${task}
term nearer = max(0, prev(distance) - distance)`;
    expect(await pasted(text, "RWD7209")).toEqual([{ passed: true, why: "" }]);
  });

  it.each([
    ["a difference that is taken back", "term nearer = prev(distance) - distance"],
    ["a potential", "discount 1\nshape potential -distance"],
    ["a cost", "term effort = -distance"],
    ["a reward that is paid once", "term first_touch = first(distance < 1)"],
  ])("are not %s", (_, term) => {
    const text = `reward A\nsignal distance: float in [0, 5]\nsignal grasped: bool\n${task}\n${term}`;
    expect(findingsOf(text).map(({ code }) => code)).not.toContain("RWD7209");
  });
});

describe("tiers", () => {
  const codes = (term: string): readonly string[] =>
    findingsOf(`reward A\nsignal x, y: float in [0, 1]\nterm t = ${term}`).map(({ code }) => code);

  it("overlap upwards and downwards", () => {
    expect(codes("match x { >= 0.8 -> 2 + 2 * y, >= 0.4 -> 1 + 2 * y, else -> y }")).toContain("RWD7207");
    expect(codes("match x { < 0.2 -> 2 + 2 * y, < 0.4 -> 1 + 2 * y, else -> y }")).toContain("RWD7207");
  });

  it("do not overlap where they touch, are constants in any order, or are routes", () => {
    expect(codes("match x { >= 0.8 -> 2 + y, >= 0.4 -> 1 + y, else -> y }")).not.toContain("RWD7207");
    expect(codes("(match x { >= 0.8 -> 0, >= 0.4 -> 1, else -> 0 }) + y")).not.toContain("RWD7207");
    expect(codes("if x > 0.5 then 2 * y else y")).not.toContain("RWD7207");
  });
});

describe("a reward that reads actions only", () => {
  it("reads what ends the episode, too", () => {
    const spec = "reward A\nsignal x: float in [0, 1]\naction a: float in [-1, 1]\nterm effort weight -1 = a ^ 2\n";
    expect(findingsOf(spec).map(({ code }) => code)).toContain("RWD7208");
    for (const more of ["terminate when x > 0.9 reward 1", "terminate when x > 0.9", "discount 0.9\nshape potential x"])
      expect(findingsOf(`${spec}${more}`).map(({ code }) => code)).not.toContain("RWD7208");
  });
});

describe("the analysis of a check", () => {
  it("ends after a number of evaluations, and says so", () => {
    const many = Array.from(
      { length: 200 },
      (_, i) => `term t${i} = sqrt(x * y * ${i + 1} + 1) / sqrt(x * y + 1.5)`,
    ).join("\n");
    const text = `reward A\nsignal x, y: float in [-1, 1]\n${many}`;
    const found = findingsOf(text).filter(({ name }) => name === "analysis-cut-short");
    expect(found.map(({ help }) => help)).toEqual(["`rewardc analyze` takes its time"]);
    expect(findingsOf(text)).toEqual(findingsOf(text));
  });

  it("is not run unless it is asked for, nor where there are errors", () => {
    const host = memoryHost({ "a.reward": fixture("RWD7201") }, library);
    expect(check("a.reward", host).diagnostics).toEqual([]);
    const codes = findingsOf("reward A\naction a: float\nterm t = a\nterm u = nowhere").map(({ code }) => code);
    expect(codes.filter((code) => code.startsWith("RWD72"))).toEqual([]);
  });
});

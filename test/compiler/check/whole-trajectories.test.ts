import { describe, expect, it } from "vitest";
import { runSpecTests } from "../../../src/testing/index.js";
import { checked, findings } from "./checked.js";

/** Names of the errors. */
const names = (text: string): readonly string[] =>
  checked(text).diagnostics.flatMap(({ name, severity }) => (severity === "error" ? [name] : []));

const signals = "signal x: float\nsignal p: bool\nsignal y: float per episode\nsegment turn = between(p)\n";

describe("what is said of whole trajectories", () => {
  it.each([
    ["a report that is called as something else", "report x = sum(x) over turn", ["duplicate-name"]],
    ["a report that is called as what is always there", "report terminated = sum(x) over turn", ["read-only-name"]],
    ["a report of text", 'report r = "a"', ["type-mismatch"]],
    ["a segment that is called as a scope", "segment episode = between(p)\nterm t = x", ["read-only-name"]],
    ["a positional value for what is empty", "report r = mean(y, 3) over group", ["extra-argument"]],
    ["others of a segment", "report r = sum(x) over turn except self", ["unfit-scope"]],
    ["others in an order", "report r = first(x, empty: 0) over episode except self", ["unfit-scope"]],
    ["a rate of wins of one value", "report r = win_rate(y, empty: 0) over group except self", ["unfit-scope"]],
    ["a comparison of steps", "report r = sum(this.x - other.x) over group", ["rate-mismatch"]],
  ])("%s", (_, line, expected) => {
    expect(names(`${signals}term kept = x\n${line}`)).toEqual(expected);
  });

  it("names the aggregation that stands behind no aggregator once", () => {
    expect(findings("signal speed: float\nterm top = speed over past")).toEqual([
      "RWD1026 found `over` behind `speed`, expected the call of an aggregator",
    ]);
  });
});

describe("a total of several rates", () => {
  const pays = async (lines: string): Promise<readonly string[]> => {
    const results = await runSpecTests({ "r.reward": `reward R\n${lines}` }, "r.reward");
    return results.flatMap(({ failures }) => failures.flatMap(({ notes = [] }) => notes));
  };

  it("is scaled addend by addend", async () => {
    // 2·(3 − 5/2): the step pays 6, the end −5.
    const text = `signal x: float
signal y: float per episode
param w: float = 2
term early = x
term late = y
total = w * (early - late / 2)
test "each at its time" {
  step { x = 3 }  expect total == 6
  step { x = 1 }  expect total == 2 - 5
  end { y = 5 }   expect return == 3
}
`;
    expect(await pays(text)).toEqual([]);
  });

  it("is read with what is paid in the end", async () => {
    // Two steps, and 1 at the end: 1 from each step on, against 0 of the other episode.
    const text = `signal ok: bool per episode
term answer = place(ok) at end of episode
advantage = suffix_sum(total) over episode
report centred = center(suffix_sum(total) over episode) over group
test "to go" {
  group {
    episode { step {}  expect advantage == 1, centred == 0.5  step {}  expect advantage == 1  end { ok } }
    episode { step {}  expect advantage == 0, centred == -0.5  step {}  end {} }
  }
}
`;
    expect(await pays(text)).toEqual([]);
  });

  it("is no place where a step's value multiplies what an episode is worth", () => {
    expect(names("signal x: float\nsignal y: float per episode\nterm t = x\ntotal = t + x * (y + 1)")).toEqual([
      "mixed-rates",
    ]);
  });

  it("under `nan terminate` goes on where a late term breaks: steps do not know it", async () => {
    const text = `nan terminate
signal y: float per episode
term early = 1
term late = 1 / y
test "is reported, and pays nothing" {
  step {}  expect reward == 1
  step {}
  end { y = 0 }  expect return == 2, cause == "environment"
}
`;
    expect(await pays(text)).toEqual([]);
  });
});

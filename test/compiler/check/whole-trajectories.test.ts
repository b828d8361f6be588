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

describe("the advantage as a value", () => {
  const episodes = "signal x: float\nsignal score: float per episode\nterm scored = score\n";

  it.each([
    [
      "of itself",
      "advantage = score + advantage",
      ["RWD6002 `advantage` depends on its own value in the same step: `advantage` → `advantage`"],
    ],
    [
      "by a let of what it is made of",
      "let half = advantage / 2\nterm extra = half\nadvantage = center(return) over group",
      ["RWD6002 `half` depends on its own value in the same step: `half` → `advantage` → `total` → `extra` → `half`"],
    ],
    ["where there is none", "report r = advantage", ["RWD2001 unknown name `advantage`"]],
    [
      "by a guard of the step",
      "advantage = center(return) over group\nterminate when advantage > 0",
      ["RWD3101 an end of the episode needs a value that is known at each step"],
    ],
    [
      "of steps, to mask an episode",
      "advantage = suffix_sum(x) over episode\nmask episode when advantage > 0",
      ["RWD3007 `mask episode when` has rate `step`, and must not change faster than `episode`"],
    ],
    [
      "of episodes, to drop a group",
      "advantage = center(return) over group\nkeep group when advantage > 0",
      ["RWD3007 `keep group when` has rate `episode`, and must not change faster than `group`"],
    ],
  ])("is refused %s", (_, lines, expected) => {
    expect(findings(episodes + lines)).toEqual(expected);
  });

  it("says what to do about a cycle", () => {
    const text = `${episodes}advantage = score - (mean(advantage) over group)`;
    expect(checked(text).diagnostics.map(({ help }) => help)).toEqual([
      "take one of these out: what `advantage` is made of cannot read it",
    ]);
  });

  const failures = async (lines: string): Promise<readonly string[]> => {
    const results = await runSpecTests({ "r.reward": `reward R\n${episodes}${lines}` }, "r.reward");
    expect(results.length).toBeGreaterThan(0);
    return results.flatMap(({ failures: found }) => found.flatMap(({ message, notes = [] }) => [message, ...notes]));
  };

  it("has the rate of what it is: one value for each episode counts once, whatever its length", async () => {
    // |−1| and |1|; by steps it would be the same, but the mean of the advantages would be (3·−1 + 1)/4.
    const text = `advantage = center(return) over group
report size = mean(abs(advantage)) over batch
report middle = mean(advantage) over batch
term shown = advantage
total = scored
test "three steps and one" {
  group {
    episode { step * 3 {}  end { score = 1 }  expect advantage == -1 }
    episode { end { score = 3 }  expect advantage == 1, shown == 1, total == 3 }
    expect size == 1, middle == 0
  }
}
`;
    expect(await failures(text)).toEqual([]);
  });

  it("is 0 in each step of an episode that was cut", async () => {
    // To go: 3 and 2, of the episode that is over; the other's steps count as 0: (3 + 2)/4.
    const text = `advantage = suffix_sum(x) over episode
report middle = mean(advantage) over batch
test "four steps" {
  group {
    episode { step { x = 1 }  expect advantage == 3  step { x = 2 }  end {} }
    episode { step * 2 { x = 7 }  end unfinished  expect advantage == 0 }
    expect middle == 1.25
  }
}
`;
    expect(await failures(text)).toEqual([]);
  });

  it("may read what was remembered of it: that is of earlier updates", async () => {
    // ±2 of the first update have the size 2; ±3/(1 + 2) of the second the size 1.
    const text = `let size = mean(abs(advantage)) over batch
advantage = (center(return) over group) / (1 + mean(buffer(size, 4), empty: 0))
report now = size
test "two updates" {
  batch { group { episode { end { score = 1 }  expect advantage == -2 }  episode { end { score = 5 } } } expect now == 2 }
  batch { group { episode { end { score = 1 }  expect advantage == -1 }  episode { end { score = 7 } } } expect now == 1 }
}
`;
    expect(await failures(text)).toEqual([]);
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

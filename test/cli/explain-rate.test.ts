import { describe, expect, it } from "vitest";
import { folder, rewardc } from "./rewardc.js";

const answer = `reward Answer
signal cost: float
signal hard: bool per episode at start = false
signal correct: bool per episode
signal turn_end: bool
segment turn = between(turn_end)
param gain: float = 2
let used = sum(cost) over episode
let easy = gain * (if hard then 0 else 1)
term solved weight gain = if correct and not hard then 1 else 0
term effort weight -0.5 = cost
term calls = sum(cost) over turn
advantage = center(return) over group
report left = 3 - (mean(used, empty: 0) over group except self where correct)
report late = used + solved
report ahead = telescope(cost, fall, after: hold)
`;

const cwd = folder({
  "answer.reward": answer,
  "mixed.reward": "reward Mixed\nsignal x: float\nlet long = length over episode\nterm t = x\ntotal = t * long\n",
  "typo.reward": "reward Typo\nterm t = y\n",
  "variants.reward": "reward V\nsignal x: float\nterm t = x\nvariant late { set t = sum(x) over episode }\n",
});

/** The lines of the explanation, without what aligns them. */
function explained(name: string, file = "answer.reward"): readonly string[] {
  const run = rewardc(["explain-rate", file, name], { cwd });
  expect(run).toMatchObject({ code: 0, err: "" });
  return run.out
    .trimEnd()
    .split("\n")
    .map((line) => line.trim().replace(/ {2,}/g, " | "));
}

describe("rewardc explain-rate", () => {
  it("goes from a value to the input that makes it as fast, and to that which makes it as late, as it is", () => {
    expect(explained("late")).toEqual([
      "report late (answer.reward:15:8): one value for each episode, known when its episode is over, computed by `finish`",
      "rate `episode`:",
      "answer.reward:8:5 | used | changes as often as what it stands for",
      "answer.reward:8:12 | sum(cost) over episode | has one value for each episode",
      "availability `episode`:",
      "answer.reward:8:5 | used | is known with what it stands for",
      "answer.reward:8:12 | sum(cost) over episode | takes all of the episode",
      "needs whole trajectories:",
      "answer.reward:10:6 | solved | is computed with a part of the term",
      "answer.reward:10:30 | correct | comes when its episode is over",
    ]);
  });

  it("says when a term is paid, and that of total with its addends", () => {
    expect(explained("effort")[0]).toBe(
      "term effort (answer.reward:11:6): one value for each step, known in its step, paid in each step",
    );
    expect(explained("calls").slice(0, 3)).toEqual([
      "term calls (answer.reward:12:6): one value for each `turn`, known when its `turn` is over, paid by `finish`",
      "rate `turn`:",
      "answer.reward:12:14 | sum(cost) over turn | has one value for each `turn`",
    ]);
    expect(explained("total")).toEqual([
      "total (answer.reward:1:8): one value for each step, known when its episode is over, computed by `finish`",
      "rate `step`:",
      "answer.reward:1:8 | solved | is paid once, in the last step, and is 0 before",
      "availability `episode`:",
      "answer.reward:10:6 | solved | is known with a part of the term",
      "answer.reward:10:30 | correct | comes when its episode is over",
    ]);
  });

  it("knows what sets a rate by itself: normalisations, telescopes, what comes at the start", () => {
    expect(explained("advantage")).toEqual([
      "advantage (answer.reward:13:13): one value for each episode, known when its group is over, computed by `finish`",
      "rate `episode`:",
      "answer.reward:13:13 | center(return) over group | has one value for each that it takes",
      "answer.reward:13:20 | return | the sum of `total` over each episode",
      "availability `group`:",
      "answer.reward:13:13 | center(return) over group | takes all of the group",
    ]);
    expect(explained("ahead").slice(1)).toEqual([
      "rate `step`:",
      "answer.reward:16:16 | telescope(cost, fall, after: hold) | has one value for each step",
      "availability `episode`:",
      "answer.reward:16:16 | telescope(cost, fall, after: hold) | looks ahead to the end of the episode",
    ]);
    expect(explained("easy")).toEqual([
      "let easy (answer.reward:9:5): one value for each episode, known from the start",
      "rate `episode`:",
      "answer.reward:9:23 | hard | comes once for each episode",
    ]);
    expect(explained("left")[2]).toBe(
      "answer.reward:14:20 | mean(used) over group where correct except self | has one value for each that it takes",
    );
    expect(explained("gain")[0]).toBe(
      "param gain (answer.reward:7:7): one value for each update of the learner, known from the start",
    );
  });

  it("is one record as JSON, positions from 0", () => {
    const run = rewardc(["explain-rate", "answer.reward", "effort", "--format", "json"], { cwd });
    expect(JSON.parse(run.out)).toEqual({
      v: 1,
      type: "rate",
      name: "effort",
      kind: "term",
      file: "answer.reward",
      range: [
        [10, 5],
        [10, 11],
      ],
      rate: "step",
      availability: "step",
      finish: false,
      paid: "step",
      because: {
        rate: [
          {
            text: "cost",
            reason: "comes with each step",
            file: "answer.reward",
            range: [
              [10, 26],
              [10, 30],
            ],
          },
        ],
        availability: [],
        finish: [],
      },
    });
  });

  it("explains what an error complains of", () => {
    const run = rewardc(["explain-rate", "mixed.reward", "long"], { cwd });
    expect(run.code).toBe(1);
    expect(run.err).toContain("error[RWD3102]");
    expect(run.out).toContain("let long (mixed.reward:3:5): one value for each episode");
    expect(rewardc(["explain-rate", "typo.reward", "t"], { cwd })).toMatchObject({
      code: 1,
      out: expect.stringMatching(/typo\.reward:2:10 +… +holds an error/),
    });
  });

  it("explains a variant", () => {
    expect(explained("t", "variants.reward")[0]).toContain("one value for each step");
    expect(rewardc(["explain-rate", "variants.reward", "t", "--variant", "late"], { cwd }).out).toContain(
      "one value for each episode, known when its episode is over, paid once, in the last step of its episode",
    );
  });

  it("suggests the name that was meant, and exits 1; 2 where the file is not there", () => {
    const run = rewardc(["explain-rate", "answer.reward", "efort"], { cwd });
    expect(run).toMatchObject({ code: 1, out: "" });
    expect(run.err).toContain("error[RWD2001]: unknown name `efort`\n  --> answer.reward:1:8");
    expect(run.err).toContain("did you mean `effort`?");
    expect(rewardc(["explain-rate", "answer.reward", "turn"], { cwd }).err).toContain("ask for one of `total`");
    expect(rewardc(["explain-rate", "none.reward", "t"], { cwd }).code).toBe(2);
    expect(rewardc(["explain-rate", "answer.reward", "t", "--format", "xml"], { cwd }).code).toBe(2);
  });
});

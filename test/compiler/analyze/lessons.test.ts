import { describe, expect, it } from "vitest";
import { findingsOf, fixture, pasted, repaired } from "./pasted.js";

const passes = [{ passed: true, why: "" }];

const codesOf = (text: string): readonly string[] => findingsOf(text).map(({ code }) => code);

describe("the test that a lesson prints", () => {
  it.each(["RWD7211", "RWD7212", "RWD7213", "RWD7214", "RWD7215", "RWD7216"])(
    "passes once it is pasted into the spec: %s",
    async (code) => {
      expect(await pasted(fixture(code), code)).toEqual(passes);
    },
  );
});

describe("steps that outbid an outcome", () => {
  const head = "reward A\nsignal prm: float in [0, 1]\nsignal correct: bool per episode\nterm answer = correct\n";

  it.each([
    ["under a small weight", "term process weight 0.1 = prm"],
    [
      "by segments",
      "signal turn_end: bool\nsignal score: float in [0, 1] per turn\nsegment turn = between(turn_end)\nterm process = score",
    ],
    ["as booleans", "signal valid: bool\nterm process = valid"],
    [
      "beside what an answer differs from the others by",
      "term process = prm\nadvantage = zscore(return, std: population) over group",
    ],
    [
      "beside a term that may cost",
      "signal logp, logp_ref: float\nterm process = prm\nterm kl weight -0.05 = log_ratio(logp, logp_ref)",
    ],
  ])("are found %s", async (_, terms) => {
    expect(await pasted(head + terms, "RWD7211")).toEqual(passes);
  });

  it.each([
    ["a telescope", "term process = telescope(prm, fall, after: cut)"],
    ["what is clipped at a threshold", "term process = min(prm - 0.5, 0)"],
    ["a mean", "term process = mean(prm) over episode"],
    ["a share of the episode", "term process = prm / (length over episode)"],
    ["what may cost", "term process = 2 * prm - 1"],
    ["what is paid once", "term process = first(prm > 0.5)"],
    ["what pays less each time", "term process = prm / (step_index + 1) ^ 2"],
    ["a sum with a bound", "term process = min(1, sum(prm) over episode)"],
    ["steps that have a price", "term process = prm\nterm time weight -0.5 = 1"],
    ["length that has a price", "term process = prm\nterm brevity weight -0.5 = length over episode"],
    ["what the learner does not add up", "term process = prm\nadvantage = zscore(answer, std: population) over group"],
    ["steps of which fifty are worth less than the outcome", "term process weight 0.01 = prm"],
  ])("are not %s", (_, terms) => {
    expect(codesOf(head + terms)).not.toContain("RWD7211");
  });

  it("are not found without an outcome", () => {
    expect(
      codesOf("reward A\nsignal prm: float in [0, 1]\nterm process = prm\nreport mean_prm = mean(prm) over batch"),
    ).not.toContain("RWD7211");
  });

  it("are gone with the repair", () => {
    const text = `${head}term process weight 0.5 = prm`;
    const finding = findingsOf(text).find(({ code }) => code === "RWD7211");
    const mended = finding === undefined ? "" : repaired(text, finding);
    expect(mended).toContain("= telescope(prm, fall, after: cut)");
    expect(findingsOf(mended)).toEqual([]);
  });
});

describe("addends that are flat in a group", () => {
  const head = `reward A
signal difficulty: float in [0, 1] per group
signal known: float in [0, 1] per group at start
signal kind: float in [0, 1] per episode at start
signal correct: bool per episode
term answer = correct
`;
  const relative = "advantage = zscore(return, std: population) over group";

  it.each([
    ["where they are known at the start", `term flat = place(known) at end of episode\n${relative}`],
    ["spread over the steps", `term flat = spread(difficulty) over episode\n${relative}`],
    [
      "behind a guard and a weight",
      `term flat weight 2 * known when difficulty > 0.5 = place(known) at end of episode\n${relative}`,
    ],
    ["in what is centred", "advantage = center(answer + difficulty * known) over group"],
    ["by way of a mean", `term flat = place(known) at end of episode\nadvantage = return - (mean(return) over group)`],
    ["by way of a name", "let worth = answer - 2 * known\nadvantage = 0.5 * (zscore(worth, std: sample) over group)"],
  ])("are found %s", async (_, rest) => {
    expect(await pasted(head + rest, "RWD7212")).toEqual(passes);
  });

  it.each([
    ["factors of the comparison", "advantage = known * (zscore(answer, std: population) over group)"],
    ["factors of what differs", "advantage = center(answer * difficulty) over group"],
    ["what an episode may have for itself", `term own = place(kind) at end of episode\n${relative}`],
    ["compared over the batch", "advantage = zscore(answer + difficulty, std: population) over batch"],
    ["read beside the comparison, too", "advantage = (center(answer + known) over group) + known"],
    ["paid in each step", "advantage = center(sum(answer + known) over episode) over group"],
  ])("are not %s", (_, rest) => {
    expect(codesOf(head + rest)).not.toContain("RWD7212");
  });
});

describe("baselines of the own rollout", () => {
  const head = `reward A
signal correct: bool per episode
signal probe: float in [0, 1] per episode
signal first_guess: float in [0, 1] per episode at start
signal prompt_value: float in [0, 1] per group
term answer = correct
`;

  it.each([
    ["as they are", "advantage = return - probe"],
    ["by a name", "let guess = probe\nadvantage = return - guess"],
    ["in a mean of the group", "advantage = return - (mean(probe) over group)"],
    ["in a median of the group", "advantage = answer - (median(probe, ties: mean) over group)"],
    ["inside of what is scaled", "advantage = 0.5 * (return - probe)"],
  ])("are found %s", async (_, rest) => {
    expect(await pasted(head + rest, "RWD7213")).toEqual(passes);
  });

  it.each([
    ["predictions of the others", "advantage = return - (mean(probe, empty: 0) over group except self)"],
    ["known from the start", "advantage = return - first_guess"],
    ["the group's", "advantage = return - prompt_value"],
    ["means of the return, which only scale", "advantage = return - (mean(return) over group)"],
    ["weighted costs", "advantage = return - 0.01 * probe"],
    ["costs of a term by itself", "advantage = answer - probe"],
    ["parts of the return", "term style = probe\nadvantage = return - probe"],
  ])("are not %s", (_, rest) => {
    expect(codesOf(head + rest)).not.toContain("RWD7213");
  });

  it("are gone with the repair", () => {
    for (const subtracted of ["probe", "(mean(probe) over group)"]) {
      const text = `reward A\nsignal correct: bool per episode\nsignal probe: float per episode\nterm answer = correct\nadvantage = return - ${subtracted}`;
      const finding = findingsOf(text).find(({ code }) => code === "RWD7213");
      const mended = finding === undefined ? "" : repaired(text, finding);
      expect(mended).toContain("except self");
      expect(findingsOf(mended)).toEqual([]);
    }
  });
});

describe("sums that let length decide", () => {
  const head = `reward A
signal logp: float in [-inf, 0]
signal lse, gain: float
signal prm: float in [0, 1]
signal correct: bool per episode
action torque: float in [-1, 1]
`;
  const relative = "advantage = zscore(return, std: population) over group";

  it.each([
    ["of log-probabilities", `term endo = logp\n${relative}`],
    ["of log-probabilities and what telescopes", `term endo = logp + telescope(lse, fall, after: 0)\n${relative}`],
    ["behind an exponential", `term p = exp(sum(logp) over episode)\nadvantage = center(p) over group`],
    ["of logarithms that it takes", `term endo = log(max(prm, 0.001))\n${relative}`],
    ["beside an outcome", `term answer = correct\nterm sure weight 0.1 = sum(logp) over episode\n${relative}`],
    ["of what never costs", `term process = prm\n${relative}`],
    ["of steps themselves", `term long weight 0.01 = length over episode\n${relative}`],
  ])("are found %s", async (_, rest) => {
    expect(await pasted(head + rest, "RWD7214")).toEqual(passes);
  });

  it.each([
    ["means", `term endo = mean(logp) over episode\n${relative}`],
    ["divided by the length", `term endo = (sum(logp) over episode) / (length over episode)\n${relative}`],
    ["of either sign", `term gained = gain\n${relative}`],
    ["costs of what is done", `term answer = correct\nterm effort weight -0.1 = torque ^ 2\n${relative}`],
    ["prices of a step", `term answer = correct\nterm time weight -0.1 = 1\n${relative}`],
    ["prices of length", `term answer = correct\nterm brevity weight -0.1 = length over episode\n${relative}`],
    [
      "counts with a bound",
      `term answer = correct\nterm tools = min(1, 0.1 * (count(prm > 0.5) over episode))\n${relative}`,
    ],
    ["compared step by step", "term process = prm\nadvantage = zscore(prm, std: population) over group"],
    ["of episodes that nothing compares", "term endo = logp"],
  ])("are not %s", (_, rest) => {
    expect(codesOf(head + rest)).not.toContain("RWD7214");
  });

  it("are gone with the repair", () => {
    for (const term of ["term endo = 0.5 * logp", "term endo = sum(logp) over episode"]) {
      const text = `reward A\nsignal logp: float in [-inf, 0]\n${term}\nadvantage = center(return) over group`;
      const finding = findingsOf(text).find(({ code }) => code === "RWD7214");
      const mended = finding === undefined ? "" : repaired(text, finding);
      expect(mended).toContain("mean(");
      expect(findingsOf(mended)).toEqual([]);
    }
  });
});

describe("what the policy puts out itself", () => {
  const head = `reward A
signal correct: bool per episode
signal answer: int in [0, 9] per episode
action logp, entropy_of_token: float
signal seen: float
`;
  const relative = "advantage = zscore(return, std: population) over group";

  it.each([
    [
      "a vote",
      `term majority = answer == (mode(answer, ties: lower) over group)\nadvantage = center(majority) over group`,
    ],
    [
      "agreement with the others",
      "term same = mean(this.answer == other.answer, empty: 0) over group except self\nadvantage = same",
    ],
    ["certainty", `term sure = -(mean(entropy_of_token) over episode)\n${relative}`],
    ["likelihood, paid once", "term sure = mean(logp) over episode"],
  ])("is all that is read: %s", async (_, rest) => {
    expect(await pasted(head + rest, "RWD7215")).toEqual(passes);
  });

  it.each([
    ["a verifier", `term answered = correct\nterm sure weight 0.1 = mean(logp) over episode\n${relative}`],
    ["a vote on what is right", "term right = answer == 7\nadvantage = center(right) over group"],
    [
      "the answer itself beside the vote",
      "term mixed = (answer == (mode(answer, ties: lower) over group)) and answer > 2\nadvantage = mixed",
    ],
    ["what is seen", `term sure = mean(logp * seen) over episode\n${relative}`],
    ["an end of the episode", "term sure = mean(logp) over episode\nterminate when seen > 0.5"],
  ])("is not all that is read: %s", (_, rest) => {
    expect(codesOf(head + rest)).not.toContain("RWD7215");
  });

  it("is found by one rule", () => {
    const text =
      "reward A\naction a: float in [-1, 1]\nterm effort weight -0.1 = a ^ 2\nadvantage = center(effort) over group";
    expect(codesOf(text).filter((code) => code === "RWD7208" || code === "RWD7215")).toHaveLength(1);
  });
});

describe("tiers of episodes", () => {
  const head = `reward A
signal graded, formatted: bool per episode
signal score, style: float in [-1, 1] per episode
signal hard: bool per episode at start
signal kind: enum { Code, Prose } per episode
signal near: float in [0, 1]
`;

  it.each([
    ["by how they went", "term t = if graded then score else -1 + 0.5 * style"],
    ["of what was not, before what was", "term t = if not graded then -0.5 + style else 1 + score"],
    [
      "by a mean over the episode",
      "term t = match mean(near) over episode { >= 0.6 -> 1 + score, >= 0.3 -> 0.5 + score, else -> 0 }",
    ],
    [
      "by a mean that steps know",
      "term t = match mean(near) over episode { >= 0.6 -> 1, >= 0.3 -> 0.5 + 0.8 * (max(near) over episode), else -> 0 }",
    ],
  ])("overlap %s", async (_, term) => {
    expect(await pasted(head + term, "RWD7207")).toEqual(passes);
  });

  it.each([
    ["they lie apart", "term t = if graded then score else -10 + style"],
    ["they touch", "term t = if graded then score else -2 + style"],
    ["they are shifted", "term t = if formatted then score else score - 0.5"],
    ["they are routes by what is known", "term t = if hard then score else -0.2 + 0.5 * style"],
    ["they are routes by kind", "term t = match kind { Code -> score, else -> -0.2 + 0.5 * style }"],
    ["they have no order", "term t = if graded then score else 0.5 * style"],
    [
      "a mean over the episode is quantised",
      "term t weight 0.2 = match mean(near) over episode { >= 0.75 -> 1, >= 0.5 -> 0.75, else -> 0.25 }",
    ],
    [
      "a score may be missing",
      "external signal judged: float in [0, 1] per episode missing skip\nterm t = judged - 0.8",
    ],
  ])("do not overlap where %s", (_, term) => {
    expect(codesOf(head + term)).not.toContain("RWD7207");
  });
});

describe("bonuses that outbid an outcome", () => {
  const head = `reward A
signal correct: bool per episode
signal near: float in [0, 1]
signal style: float in [0, 1] per episode
`;
  const zone = "match mean(near) over episode { >= 0.5 -> 1, >= 0.25 -> 0.5, else -> 0 }";

  it.each([
    ["by themselves", `primary term answer = correct\nterm zone weight 2 = ${zone}`],
    ["together", `primary term answer = correct\nterm zone weight 0.6 = ${zone}\nterm neat weight 0.6 = style`],
    [
      "before the advantage is taken",
      "primary term answer = if correct then 1 else -1\nterm neat weight 3 = style\nadvantage = center(return) over group",
    ],
  ])("are found %s", async (_, terms) => {
    expect(await pasted(head + terms, "RWD7216")).toEqual(passes);
  });

  it.each([
    ["smaller than what lies between outcomes", `primary term answer = correct\nterm zone weight 0.2 = ${zone}`],
    ["paid on success only", "primary term answer = correct\nterm neat weight 2 when correct = style"],
    ["beside terms of which none is primary", `term answer = correct\nterm zone weight 2 = ${zone}`],
    [
      "beside a primary term of many values",
      "primary term grade = style\nterm zone weight 2 = mean(near) over episode",
    ],
    [
      "left out of the advantage",
      "primary term answer = correct\nterm neat weight 2 = style\nadvantage = center(answer) over group",
    ],
  ])("are not %s", (_, terms) => {
    expect(codesOf(head + terms)).not.toContain("RWD7216");
  });
});

import { describe, expect, it } from "vitest";
import { analyze, type Analysis } from "../../../src/compiler/analyze/index.js";
import { compile } from "../../../src/compiler/compile.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";
import { runSpecTests } from "../../../src/testing/index.js";

const library = nodeHost();

function analysisOf(text: string): Analysis {
  const { program, spec, diagnostics } = compile("a.reward", memoryHost({ "a.reward": text }, library));
  if (program === undefined || spec === undefined)
    throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return analyze(spec, program);
}

const boundOf = ({ bounds }: Analysis, name: string): readonly [number, number] | undefined => {
  const bound = bounds.find((candidate) => candidate.name === name);
  return bound && [bound.low, bound.high];
};

const codesOf = ({ findings }: Analysis): readonly string[] => findings.map(({ code }) => code);

const graded = `reward Graded
signal x: float in [0, 1]
signal correct: bool per episode
action push: float in [-1, 1]
term alive = x
term bonus = if correct then 50 else -20
term evener weight -2 = center(x) over episode
`;

describe("bounds of what whole trajectories pay", () => {
  it("are those of late terms, and the total has them", () => {
    const analysis = analysisOf(graded);
    expect(boundOf(analysis, "alive")).toEqual([0, 1]);
    // 0 in all steps but the last.
    expect(boundOf(analysis, "bonus")).toEqual([-20, 50]);
    expect(boundOf(analysis, "total")?.[0]).toBeLessThanOrEqual(-20);
    expect(boundOf(analysis, "total")?.[1]).toBeGreaterThanOrEqual(51);
  });

  it("are those of the advantage", () => {
    expect(boundOf(analysisOf(`${graded}advantage = if correct then 2 else -1\n`), "advantage")).toEqual([-1, 2]);
    expect(boundOf(analysisOf(graded), "advantage")).toBeUndefined();
  });
});

describe("slopes of a total with late addends", () => {
  const slopeOf = (text: string, signal: string) => {
    const { slopes } = analysisOf(text);
    return slopes.find((slope) => slope.signal === signal);
  };

  it("are exact where a step alone is read, a jump where a condition of the episode is", () => {
    const text = graded.replace(/^term evener.*\n/mu, "");
    expect(slopeOf(text, "x")).toEqual({ signal: "x", bound: 1, jumps: false });
    expect(slopeOf(text, "correct")).toEqual({ signal: "correct", bound: Infinity, jumps: true });
  });

  it("are exact where a value of the episode is scaled", () => {
    const scored = "reward Scored\nsignal score: float in [0, 1] per episode\nterm s weight 3 = score\n";
    expect(slopeOf(scored, "score")).toEqual({ signal: "score", bound: 3, jumps: false });
  });

  it("have no bound where the values of an episode are pooled", () => {
    expect(slopeOf(graded, "x")?.bound).toBe(Infinity);
  });
});

describe("findings about a reward with late addends", () => {
  it("do not call what only the end shows the policy's own", () => {
    const text = `reward B
action push: float in [-1, 1]
signal correct: bool per episode
term effort weight -0.1 = push ^ 2
`;
    expect(codesOf(analysisOf(`${text}report seen = correct\n`))).toContain("RWD7208");
    expect(codesOf(analysisOf(`${text}term answer = if correct then 1 else 0\n`))).not.toContain("RWD7208");
    expect(codesOf(analysisOf(`${text}advantage = if correct then 1 else 0\n`))).not.toContain("RWD7208");
  });

  it("do not say that doing nothing pays where the rest of the episode costs more", () => {
    const text = `reward C
signal cost: float = 1
action push: float
term alive = 1
`;
    expect(codesOf(analysisOf(text))).toContain("RWD7201");
    expect(codesOf(analysisOf(`${text}term price weight -1 = suffix_sum(cost) over episode\n`))).not.toContain(
      "RWD7201",
    );
  });

  const longer = `reward D
signal x: float in [0, 1]
signal fallen: bool
signal correct: bool per episode
term bonus = if correct then 1 else 5
term alive = x
terminate when fallen
`;

  it("print tests of what is paid in the end", async () => {
    const finding = analysisOf(longer).findings.find(({ code }) => code === "RWD7206");
    const note = finding?.notes.find((text) => text.startsWith("as a test")) ?? "";
    // An end with `correct` unset pays 5.
    expect(note).toContain("total == 5");
    expect(finding?.primary.span.start).toBe(longer.indexOf("alive"));
    const results = await runSpecTests({ "a.reward": `${longer}${note.slice(note.indexOf("\n") + 1)}\n` }, "a.reward");
    expect(results.map(({ passed }) => passed)).toEqual([true]);
  });

  it("do not say that longer episodes win where the end can cost", () => {
    expect(codesOf(analysisOf(longer.replace("else 5", "else -5")))).not.toContain("RWD7206");
  });

  it("say nothing of sums of the total where the learner has an advantage", () => {
    const text = `reward E
signal x: float in [0, 1]
signal fallen: bool
action push: float
term format weight 1e-9 = x
term alive = 1 + x
terminate when fallen
`;
    expect(codesOf(analysisOf(text))).toEqual(expect.arrayContaining(["RWD7201", "RWD7203", "RWD7206"]));
    const each = "(zscore(sum(format) over episode, std: population) over group)";
    expect(codesOf(analysisOf(`${text}advantage = ${each} + center(return) over group\n`))).toEqual([]);
  });

  it("count what a report or the advantage reads as read", () => {
    const { diagnostics } = compile(
      "a.reward",
      memoryHost({
        "a.reward": `reward F
signal a, b, c, d, e: bool
signal g: float per group
term t = a
advantage = (if b then 1 else 0) + g
report r = mean(c) over batch
keep group when any(d) over group
mask episode when any(e) over episode
`,
      }),
    );
    expect(diagnostics).toEqual([]);
  });
});

describe("an assertion of a total that is known later", () => {
  const messages = (text: string): readonly string[] =>
    compile("a.reward", memoryHost({ "a.reward": text })).diagnostics.map(({ code, message }) => `${code} ${message}`);

  it("is refused: its steps know a part of it only", () => {
    expect(messages(`${graded}assert total >= -100\n`)).toEqual([
      "RWD3101 an assertion needs a value that is known at each step",
    ]);
    expect(messages(`${graded}assert alive >= 0\n`)).toEqual([]);
    expect(
      messages("reward A\nsignal x: float in [0, 1]\nterm t = x\nassert total >= 0\nreport r = mean(x) over batch\n"),
    ).toEqual([]);
  });
});

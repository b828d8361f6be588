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

describe("findings about terms that are known later", () => {
  /** What the spec's tests say with the test of a finding among them. */
  const pasted = async (text: string, code: string, says: string): Promise<readonly (readonly [boolean, string])[]> => {
    const found = analysisOf(text).findings.find((each) => each.code === code && each.message.includes(says));
    const note = found?.notes.find((each) => each.startsWith("as a test"));
    if (note === undefined) throw new Error(`${code} is not found`);
    const results = await runSpecTests({ "a.reward": `${text}${note.slice(note.indexOf("\n") + 1)}\n` }, "a.reward");
    return results.map(({ passed, failures }) => [passed, failures.map(({ message }) => message).join("\n")] as const);
  };

  const poles = `reward P
signal score: float in [0, 1] per episode
signal rival: float in [0, 1] per group
signal hard: float in [0, 4] per episode at start = 1
signal x: float in [1, 2]
term quality = 1 / (score - 1)
term margin weight rival = 1 / (hard - 4 * score - 3)
term eased = x / (hard - 2)
term guarded = log(score + 0.1)
`;

  it.each(["quality", "margin", "eased"])("show with what end `%s` is not finite", async (term) => {
    for (const policy of ["error", "zero"]) {
      const [result] = await pasted(`${poles}nan ${policy}\n`, "RWD7204", `\`${term}\``);
      expect(result?.[0]).toBe(false);
      expect(result?.[1]).toContain(
        policy === "error" ? `term \`${term}\` is not finite in environment 0 at step 0` : `abs(${term}.raw) < inf`,
      );
    }
  });

  it("are silent where the declared range leaves the pole out", () => {
    const { findings } = analysisOf(poles);
    expect(findings.map(({ code, message }) => `${code} ${message}`)).not.toContainEqual(
      expect.stringContaining("guarded"),
    );
  });

  it("say that a term is 0 whatever the end shows", async () => {
    const text = "reward Z\nsignal score: float in [0, 1] per episode\nterm spare = max(0, score - 2)\n";
    expect(await pasted(text, "RWD7202", "spare")).toEqual([[true, ""]]);
  });

  it("say that a term vanishes beside another that is known later, too", async () => {
    const text = `reward V
signal score: float in [0, 1] per episode
signal style: float in [0, 1] per episode
signal x: float in [0, 1]
term graded = score
term styled weight 1e-6 = style
term stepped weight 1e-6 = x
`;
    expect(await pasted(text, "RWD7203", "styled")).toEqual([[true, ""]]);
    // A term of every step may be paid as often as one likes.
    expect(analysisOf(text).findings.filter(({ code }) => code === "RWD7203")).toHaveLength(1);
  });

  it("call idle what each step pays, and not what an end does", async () => {
    const text = `reward I
signal cost: float = 1
signal wrong: bool per episode
action push: float
`;
    const [alive, graded] = ["term alive = 1\n", "term graded = if wrong then 0 else 1\n"];
    expect(await pasted(`${text}${alive}${graded}`, "RWD7201", "doing nothing pays 1 a step")).toEqual([[true, ""]]);
    expect(codesOf(analysisOf(`${text}${graded}`))).not.toContain("RWD7201");
    // 20 steps earn 20, and the end of their episode takes 40.
    const price = "term price weight -2 = sum(cost) over episode\n";
    expect(codesOf(analysisOf(`${text}${alive}${price}`))).not.toContain("RWD7201");
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

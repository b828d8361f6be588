import { describe, expect, it } from "vitest";
import { runSpecTests } from "../../src/testing/index.js";
import { checkSpec } from "../../src/compiler/check/index.js";
import { memoryHost } from "../../src/compiler/source/memory-host.js";

const spec = (test: string): string => `reward Walk
signal x: float in [-10, 10]
signal open: bool
axis foot = { FL, FR }
signal force: float[foot]
action push: float
term way = delta(x)
term gate weight 10 = open
term load = force[FR]
term effort weight -1 = push
term early = prev(open, init: false)
test "recorded" { ${test} }
`;

const csv = `reset,x,open,force[FL],force[FR],push,truncated
true,1,,,,,
,1.5,false,0,2,0.25,
,1.5,true,3,0,,true
`;

const jsonLines = `{"episode":0,"reset":{"x":1}}
{"episode":0,"signals":{"x":1.5,"open":false,"force":[0,2]},"action":{"push":0.25}}
{"episode":0,"signals":{"x":1.5,"open":true,"force":[3,0]},"truncated":true}
`;

async function failures(test: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const results = await runSpecTests({ "walk.reward": spec(test), ...files }, "walk.reward");
  expect(results).toHaveLength(1);
  return results.flatMap(({ failures: found }) => found.map(({ message }) => message));
}

function faults(test: string, files: Readonly<Record<string, string>>): readonly string[] {
  const { diagnostics } = checkSpec("walk.reward", memoryHost({ "walk.reward": spec(test), ...files }));
  return diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

describe("a recording of a whole episode", () => {
  const graded = (test: string): string => `reward Graded
signal x: float
signal scale: float per episode at start = 1
signal correct: bool per episode
term way = scale * x
term answer weight 10 = correct
test "recorded" { ${test} }
`;
  const run = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const results = await runSpecTests(files, "graded.reward");
    return results.flatMap(({ failures: found }) => found.map(({ message }) => message));
  };
  const lines = `{"episode":0,"signals":{"x":1,"scale":3}}
{"episode":0,"signals":{"x":2},"terminated":true}
{"episode":0,"end":{"correct":true}}
`;

  it("brings what is known from the start once, and what is known at the end behind it", async () => {
    const test = graded(
      'trace "a.jsonl"  expect way == 3 * x, answer == (if x == 2 then 10 else 0)  end { }  expect return == 19',
    );
    expect(await run({ "graded.reward": test, "a.jsonl": lines })).toEqual([]);
    const csv = "x,scale,correct,terminated\n1,3,,\n2,,true,true\n";
    expect(await run({ "graded.reward": test.replace("a.jsonl", "a.csv"), "a.csv": csv })).toEqual([]);
  });

  it("has no lines of groups", () => {
    const host = memoryHost({
      "graded.reward": graded('trace "a.jsonl"  expect way == 6'),
      "a.jsonl": `${lines}{"group":1,"end":{}}\n`,
    });
    expect(checkSpec("graded.reward", host).diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining("it has a line of a group"),
    ]);
  });
});

describe("the clock of a recorded episode", () => {
  const scheduled = (test: string): string => `reward Fading
signal x: float
term way weight schedule(linear, from: 1, to: 0, over: 8 updates) = x
test "recorded" { ${test} }
`;
  const run = async (test: string, file: string, text: string): Promise<readonly string[]> => {
    const results = await runSpecTests({ "fading.reward": scheduled(test), [file]: text }, "fading.reward");
    return results.flatMap(({ failures: found }) => found.map(({ message }) => message));
  };

  it("is that of its lines, each holding until the next, in JSON Lines", async () => {
    const lines = ['{"clock":{"updates":2}}', "{}", '{"clock":{"updates":6}}'].map((clock) =>
      JSON.stringify({ episode: 0, signals: { x: 1 }, ...(JSON.parse(clock) as object) }),
    );
    const text = lines.join("\n");
    expect(
      await run('trace "run.jsonl" expect way in [0.25, 0.75] end {} expect return == 1.75', "run.jsonl", text),
    ).toEqual([]);
    expect(await run('trace "run.jsonl" expect way == 1', "run.jsonl", text)).toHaveLength(3);
  });

  it("is what `given` says, in CSV", async () => {
    expect(await run('given { updates = 4 } trace "run.csv" expect way == 0.5', "run.csv", "x\n1\n1\n")).toEqual([]);
  });
});

describe("a recorded episode in a test", () => {
  it.each([
    ["run.csv", csv],
    ["run.jsonl", jsonLines],
  ])("is played step by step: %s", async (file, text) => {
    const test = `trace "${file}" expect reward >= 2, effort <= 0 end truncated expect return == 12.25, cause == "environment"`;
    expect(await failures(test, { [file]: text })).toEqual([]);
  });

  it("is judged at each of its steps", async () => {
    expect(await failures('trace "run.csv" expect gate == 0', { "run.csv": csv })).toEqual([
      "test `recorded` expects `gate == 0`",
    ]);
  });

  it("stands among other steps, and takes what it does not say from `given`", async () => {
    const test = 'given { push = 2 } trace "run.csv" expect effort in [-2, -0.25] step { x = 4 } expect way == 2.5';
    expect(await failures(test, { "run.csv": csv.replace(",true\n", ",\n") })).toEqual([]);
  });

  it.each([
    [`${csv}true,1,,,,,\n`, "it has a reset after its first line"],
    ["episode,x\n0,1\n1,2\n", "it has 2 episodes"],
    ["x\n", "it has no steps"],
    ["x\nfar\n", "`x`: found `far`, expected a number"],
    ["", "it has no steps"],
  ])("is a finding where it is none: %j", (text, message) => {
    expect(faults('trace "run.csv" expect true', { "run.csv": text })).toHaveLength(1);
    expect(faults('trace "run.csv" expect true', { "run.csv": text })[0]).toContain(message);
  });

  it("is a finding where there is no file", () => {
    expect(faults('trace "run.csv" expect true', {})).toEqual(["cannot read `run.csv`: no such file"]);
  });
});

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

import { mul } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";
import { compile, kernelOf, memoryHost, render } from "../../src/compiler/index.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { runSpecTests, runTests, type SpecTestResult } from "../../src/testing/index.js";
import { runOnKernel } from "../../src/testing/spec-tests/run-on-kernel.js";

const door = `reward Door
signal at_goal: bool
signal x: float
param gain: float in [0, 10] = 2
term goal weight gain = at_goal
term way = delta(x)
terminate when x > 8 cause "far"
`;

async function run(test: string, spec = door): Promise<SpecTestResult> {
  const results = await runSpecTests({ "door.reward": `${spec}${test}` }, "door.reward");
  const [only] = results;
  if (only === undefined || results.length !== 1) throw new Error(`${results.length} tests`);
  return only;
}

const messages = ({ failures }: SpecTestResult): string[] => failures.map(({ message }) => message);

describe("a test in a spec", () => {
  it("passes when everything holds", async () => {
    expect(await run(`test "pays" { step { at_goal }  expect goal == 2, reward == 2 }`)).toMatchObject({
      name: "pays",
      passed: true,
      failures: [],
      targets: ["reference"],
    });
  });

  it("fails at the expectation, with what was found and expected", async () => {
    const text = `${door}test "pays" {\n  step { x = 1 }  expect way == 1\n  step { at_goal, x = 1 }  expect way == 0, goal == 1\n}\n`;
    const { results, sources } = await runTests("door.reward", memoryHost({ "door.reward": text }));
    const [failure] = results[0]?.failures ?? [];
    if (failure === undefined) expect.fail("the test passed");
    expect(render(failure, sources)).toBe(
      [
        "error[RWD8101]: test `pays` expects `goal == 1`",
        "   --> door.reward:10:45",
        "    |",
        " 10 |   step { at_goal, x = 1 }  expect way == 0, goal == 1",
        "    |                                             ^^^^^^^^^ found 2",
        "    = note: expected 1, found 2",
        "    = note: at step 2",
        "    = note: the way there:",
        "               step  at_goal  x  goal  way  reward",
        "               1              1  0     1    1",
        "            >  2     yes      1  [2]   0    2",
        "",
      ].join("\n"),
    );
  });

  it("agrees within 1e-6, or as far as it says", async () => {
    expect((await run(`test "t" { step { x = 1 }  expect way == 1.0000009 }`)).passed).toBe(true);
    expect((await run(`test "t" { step { x = 1 }  expect way == 1.0000011 }`)).passed).toBe(false);
    expect((await run(`test "t" { step { x = 1 }  expect way == 1.4 ± 0.5, way == 0.6 +/- 0.5 }`)).passed).toBe(true);
    expect((await run(`test "t" { step { x = 1 }  expect way == 1.6 ± 0.5 }`)).passed).toBe(false);
  });

  it("judges each comparison", async () => {
    expect(
      (await run(`test "t" { step { x = 1 }  expect way <= 1, way >= 1, way != 2, way < 1.1, way > 0.9, not way > 1 }`))
        .failures,
    ).toEqual([]);
    expect(
      messages(await run(`test "t" { step { x = 1 }  expect way < 1, way > 1, way != 1, way <= 0.9, way >= 1.1 }`))
        .length,
    ).toBe(5);
  });

  it("judges causes", async () => {
    expect((await run(`test "t" { step { x = 9 }  expect cause == "far", terminated }`)).failures).toEqual([]);
    const wrong = await run(`test "t" { step { x = 9 }  expect cause == "near", cause != "far"  }`);
    expect(wrong.failures.map(({ primary }) => primary.label)).toEqual(["found `far`", "found `far`"]);
    expect((await run(`test "t" { step { x = 1 }  expect cause == "far" }`)).failures[0]?.primary.label).toBe(
      "found no end",
    );
  });

  it("reads each of the repeated steps", async () => {
    expect(
      (await run(`test "t" { step * 3 { x = 1 }  expect way == 1 }`)).failures.map(({ notes }) => notes[1]),
    ).toEqual(["at step 2", "at step 3"]);
  });

  it("reads the episode's values after its end", async () => {
    expect(
      (
        await run(
          `test "t" { step { at_goal, x = 1 } step { at_goal, x = 2 } end truncated {} expect return == 6, truncated }`,
        )
      ).failures,
    ).toEqual([]);
    const wrong = await run(`test "t" { step { x = 1 } end {} expect return == 3 }`);
    expect(wrong.failures[0]?.notes.slice(0, 2)).toEqual(["expected 3, found 1", "at the end"]);
  });

  it("pays nothing on a step after the end", async () => {
    expect(
      (
        await run(
          `test "t" { step { x = 9 } step { x = 5, at_goal } expect reward == 0, goal == 0, way == 0, not terminated }`,
        )
      ).failures,
    ).toEqual([]);
  });

  it("keeps episodes apart and says in which one an expectation fails", async () => {
    const result = await run(
      `test "t" { episode { step { x = 1 } } episode { reset { x = 3 } step { x = 4 } expect way == 4 } }`,
    );
    expect(result.failures.map(({ notes }) => notes.slice(0, 2))).toEqual([
      ["expected 4, found 1", "at step 1 of episode 2"],
    ]);
  });

  it("sets params", async () => {
    expect(
      (await run(`test "t" with gain = 5 { step { at_goal } expect goal == 5, goal.weight == 5 }`)).failures,
    ).toEqual([]);
  });

  it("belongs to the variant that it names", async () => {
    const text = `${door}variant sparse { set way.weight = 0 }\ntest "base" { step { x = 1 } expect way == 1 }\ntest "sparse" with variant sparse { step { x = 1 } expect way == 0 }\n`;
    const results = await runSpecTests({ "door.reward": text }, "door.reward");
    expect(results.map(({ name, variant, passed }) => [name, variant, passed])).toEqual([
      ["base", undefined, true],
      ["sparse", "sparse", true],
    ]);
  });

  it("stops at a term that is not finite, and says why", async () => {
    const result = await run(`test "t" { step { x = 0 } }`, "reward Door\nsignal x: float\nterm inverse = 1 / x\n");
    expect(messages(result)).toEqual([
      "test `t` stops: term `inverse` is not finite in environment 0 at step 0: x = 0",
    ]);
  });

  it("stops at a term that is known later and not finite, in the step that it is paid in", async () => {
    const spec = "reward Door\nsignal x: float per episode\nterm inverse = 1 / x\n";
    const result = await run(`test "t" { episode { step * 2 {}  end { x = 0 } expect return == 0 } }`, spec);
    expect(messages(result)).toEqual([
      "test `t` stops: term `inverse` is not finite in environment 0 at step 1: x = 0",
    ]);
  });

  it("fails where an assertion of the spec does not hold", async () => {
    const result = await run(`test "t" { step { x = 3 } }`, `${door}assert way <= 2\n`);
    expect(result.failures.map(({ name, message }) => [name, message])).toEqual([
      ["assert-failed", "the assertion `way <= 2` does not hold"],
    ]);
    expect(result.failures[0]?.notes).toEqual(["at step 1: x = 3"]);
  });
});

describe("a test on a target", () => {
  const text = `${door}test "pays" { reset { x = 1 } step { at_goal, x = 2 } step { x = 9 } step { x = 3 } expect reward == 0 }\n`;

  it.each(["cpu", "wasm"])("runs on %s beside the reference", async (backend) => {
    const results = await runSpecTests({ "door.reward": text }, "door.reward", { backends: [backend] });
    expect(results).toMatchObject([{ passed: true, targets: ["reference", `tfjs on ${backend}`] }]);
  });

  it("says so when the machine has not got the backend", async () => {
    await expect(runSpecTests({ "door.reward": text }, "door.reward", { backends: ["cuda"] })).rejects.toThrow(
      "there is no backend `cuda`",
    );
  });

  it("fails where the target gives something else", async () => {
    await useBackend("cpu");
    const { program, spec } = compile("door.reward", memoryHost({ "door.reward": text }));
    const test = spec?.tests[0];
    if (program === undefined || test === undefined) throw new Error("no test");
    const right = kernelOf(program);
    expect(await runOnKernel(program, right, test, "tfjs on cpu")).toEqual([]);
    const wrong: RewardKernel = {
      ...right,
      step: (...given) => {
        const outputs = right.step(...given);
        return { ...outputs, reward: mul(outputs.reward, 2) };
      },
    };
    const failures = await runOnKernel(program, wrong, test, "tfjs on cpu");
    expect(failures.map(({ message, notes }) => [message, ...notes])).toEqual([
      ["test `pays` gives something else on tfjs on cpu", "reward at step 1: the reference gives 3, the target 6"],
      ["test `pays` gives something else on tfjs on cpu", "reward at step 2: the reference gives 7, the target 14"],
    ]);
  });
});

describe("a spec with errors", () => {
  it("is thrown as rendered diagnostics", async () => {
    await expect(runSpecTests({ "door.reward": "reward Door\nterm goal = at_gaol\n" }, "door.reward")).rejects.toThrow(
      /error\[RWD2\d\d\d\].*`at_gaol`/,
    );
  });
});

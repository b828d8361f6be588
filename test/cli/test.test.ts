import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { testAndWatch } from "../../src/cli/test/test-and-watch.js";
import { folder, rewardc } from "./rewardc.js";

const door = `reward Door
signal open: bool
term gate weight 2 = open
`;
const right = `${door}test "pays" { step { open } expect gate == 2 }\n`;
const wrong = `${door}test "pays" { step { open } expect gate == 2 }\ntest "pays once" { step { open } expect gate == 1 }\n`;

describe("rewardc test", () => {
  it("runs on the reference and on every backend that is there, and counts", () => {
    const run = rewardc(["test", "door.reward"], { cwd: folder({ "door.reward": right }) });
    expect(run).toMatchObject({ code: 0, out: "" });
    expect(run.err).toMatch(
      /^ok {3}door\.reward: pays \(reference, .*tfjs on wasm, tfjs on cpu\)\n1 passed, 0 failed\n$/,
    );
  });

  it("exits 1 with a frame at the expectation", () => {
    const run = rewardc(["test", "door.reward", "--backend", "reference"], { cwd: folder({ "door.reward": wrong }) });
    expect(run).toMatchObject({ code: 1, out: "" });
    expect(run.err).toMatch(
      /FAIL door\.reward: pays once \(reference\)\nerror\[RWD8101\]: test `pays once` expects `gate == 1`\n\s+--> door\.reward:5:41\n/,
    );
    expect(run.err).toContain("^^^^^^^^^ found 2\n");
    expect(run.err).toMatch(/1 passed, 1 failed\n$/);
  });

  it("gives records as JSON, the counts last", () => {
    const run = rewardc(["test", "door.reward", "--backend", "cpu", "--format", "json"], {
      cwd: folder({ "door.reward": wrong }),
    });
    expect(run).toMatchObject({ code: 1, err: "" });
    const records = run.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records).toMatchObject([
      {
        v: 1,
        type: "test",
        file: "door.reward",
        name: "pays",
        passed: true,
        targets: ["reference", "tfjs on cpu"],
        failures: [],
      },
      {
        v: 1,
        type: "test",
        name: "pays once",
        passed: false,
        targets: ["reference"],
        failures: [
          {
            v: 1,
            type: "diagnostic",
            code: "RWD8101",
            range: [
              [4, 40],
              [4, 49],
            ],
          },
        ],
      },
      { v: 1, type: "summary", passed: 1, failed: 1 },
    ]);
  });

  it("runs only the tests that are asked for", () => {
    const run = rewardc(["test", "door.reward", "--backend", "reference", "--filter", "once"], {
      cwd: folder({ "door.reward": wrong }),
    });
    expect(run.err).toMatch(/0 passed, 1 failed\n$/);
  });

  it("adds up several files, and exits 1 where one has errors", () => {
    const cwd = folder({ "a.reward": right, "b.reward": "reward B\nterm goal = at_gaol\n", "c.reward": right });
    const run = rewardc(["test", "a.reward", "b.reward", "c.reward", "--backend", "reference"], { cwd });
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/error\[RWD2\d\d\d\]/);
    expect(run.err).toMatch(/2 passed, 0 failed\n$/);
  });

  it("exits 2 where a file cannot be read, and on a backend that is not there", () => {
    const cwd = folder({ "a.reward": right });
    expect(rewardc(["test", "gone.reward", "--backend", "reference"], { cwd })).toMatchObject({ code: 2, out: "" });
    const run = rewardc(["test", "a.reward", "--backend", "cuda"], { cwd });
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toContain("there is no backend `cuda`");
  });

  it("shows the way to a failure, the wrong value in brackets", () => {
    const text = `${door}test "late" { step * 2 {} step { open } expect gate == 1 }\n`;
    const run = rewardc(["test", "door.reward", "--backend", "reference"], { cwd: folder({ "door.reward": text }) });
    expect(run.err.replace(/ +$/gm, "")).toContain(
      [
        "              step  open  gate  reward",
        "              1           0     0",
        "              2           0     0",
        "           >  3     yes   [2]   2",
      ].join("\n"),
    );
  });

  it("writes JUnit XML, with errors of a spec as a case that failed", () => {
    const cwd = folder({ "door.reward": wrong, "broken.reward": "reward B\nterm t = <x>\n" });
    const run = rewardc(["test", "door.reward", "broken.reward", "--backend", "reference", "--junit", "r.xml"], {
      cwd,
    });
    expect(run.code).toBe(1);
    const xml = readFileSync(join(cwd, "r.xml"), "utf8");
    expect(xml).toContain('<testsuite name="door.reward" tests="2" failures="1"');
    expect(xml).toMatch(/<testcase classname="door.reward" name="pays" time="[0-9.]+"\/>/);
    expect(xml).toMatch(/<failure message="test `pays once` expects `gate == 1`">error\[RWD8101\]/);
    expect(xml).toMatch(/<testcase classname="broken.reward" name="compiles">/);
    expect(xml).not.toContain("<x>");
  });

  it("says which edges and branches no test reaches", () => {
    const text = `reward Switch
signal on, off: bool
machine Lamp {
  start state Dark { when on -> Lit reward 1 }
  state Lit { when off -> Dark }
}
term lamp = if on then Lamp.reward else 0
test "lights" { step { on } expect lamp == 1 }
`;
    const cwd = folder({ "switch.reward": text });
    const run = rewardc(["test", "switch.reward", "--backend", "reference", "--coverage"], { cwd });
    expect(run.err).toContain(
      [
        "switch.reward: 1 of 2 edges, 1 of 2 branches reached",
        "  never: switch.reward:5: Lamp: Lit -> Dark",
        "  never: switch.reward:7: the condition does not hold",
      ].join("\n"),
    );
  });

  it("runs again when a spec changes", async () => {
    const cwd = folder({ "door.reward": wrong });
    const [stop, path] = [new AbortController(), join(cwd, "door.reward")];
    let text = "";
    const shell = {
      out: () => undefined,
      err: (more: string) => void (text += more),
      colour: false,
      exit: () => undefined,
    };
    const options = { backends: [], format: "human", coverage: false } as const;
    const watching = testAndWatch([path], options, shell, stop.signal);
    await vi.waitFor(() => expect(text).toContain("watching"), { timeout: 10_000 });
    expect(text).toContain("1 passed, 1 failed");
    writeFileSync(path, right);
    await vi.waitFor(() => expect(text).toContain("1 passed, 0 failed"), { timeout: 10_000 });
    stop.abort();
    await watching;
  });
});

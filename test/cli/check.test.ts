import { describe, expect, it } from "vitest";
import { folder, rewardc } from "./rewardc.js";

const good = "reward Door\nsignal at_goal: bool\nterm goal = at_goal\n";

describe("rewardc check", () => {
  it("exits 0 and says nothing on stdout when all is well", () => {
    const run = rewardc(["check", "door.reward"], { cwd: folder({ "door.reward": good }) });
    expect(run).toEqual({ code: 0, out: "", err: "1 file checked: 0 errors, 0 warnings\n" });
  });

  it("warns of what is suspicious about a reward, and exits 0", () => {
    const idle = "reward Idle\nsignal x: float in [0, 1]\naction a: float in [-1, 1]\nterm alive = x < 2\n";
    const run = rewardc(["check", "idle.reward"], { cwd: folder({ "idle.reward": idle }) });
    expect(run.code).toBe(0);
    expect(run.err).toMatch(
      /^warning\[RWD7201\]: doing nothing pays 1 a step\n[^]*1 file checked: 0 errors, 1 warning\n$/,
    );
  });

  it("exits 1 with a frame on stderr when a spec is wrong", () => {
    const run = rewardc(["check", "door.reward"], {
      cwd: folder({ "door.reward": good.replace("= at_goal", "= at_gaol") }),
    });
    expect(run.code).toBe(1);
    expect(run.out).toBe("");
    expect(run.err).toMatch(/^error\[RWD2\d\d\d\]: .*`at_gaol`\n\s*--> door\.reward:3:13\n/);
  });

  it("prints one versioned record per line as JSON", () => {
    const run = rewardc(["check", "--format", "json", "door.reward"], {
      cwd: folder({ "door.reward": good.replace("= at_goal", "= at_gaol") }),
    });
    const records = run.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records).toMatchObject([
      {
        v: 1,
        type: "diagnostic",
        severity: "error",
        file: "door.reward",
        range: [
          [2, 12],
          [2, 19],
        ],
      },
    ]);
    expect(run.err).toBe("");
  });

  it.each([
    ["a missing file", {}, "door.reward"],
    ["a directory", { "door.reward/x": "" }, "door.reward"],
    ["a file that is not UTF-8", { "door.reward": Uint8Array.of(0x72, 0xff, 0xfe, 0x00) }, "door.reward"],
  ])("gives %s a diagnostic and exits 2", (_, files, name) => {
    const run = rewardc(["check", name], { cwd: folder(files as Record<string, string | Uint8Array>) });
    expect(run.code).toBe(2);
    expect(run.err).toMatch(/^error\[RWD\d{4}\]: /);
    expect(run.err).not.toContain("    at ");
  });

  it.each([
    ["a byte-order mark", `\uFEFF${good}`],
    ["Windows line ends", good.replaceAll("\n", "\r\n")],
  ])("accepts %s", (_, text) => {
    expect(rewardc(["check", "door.reward"], { cwd: folder({ "door.reward": text }) }).code).toBe(0);
  });

  it.each([
    ["10,000 nested brackets", `${good}let x = ${"(".repeat(10_000)}1${")".repeat(10_000)}\n`],
    ["a five-megabyte line", `${good}let x = ${"1 + ".repeat(1_250_000)}oops\n`],
    ["binary junk", Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 127)],
    ["emoji", "😀 reward 🎉\n"],
    ["nothing", ""],
  ])("meets %s with few diagnostics in bounded time", (_, content) => {
    const begin = Date.now();
    const run = rewardc(["check", "--format", "json", "door.reward"], { cwd: folder({ "door.reward": content }) });
    expect(run.code).toBe(1);
    const lines = run.out.trim().split("\n");
    expect(lines.length).toBeLessThanOrEqual(51);
    expect(run.out.length).toBeLessThan(100_000);
    expect(Date.now() - begin).toBeLessThan(20_000);
  });
});

describe("rewardc", () => {
  it("prints its version", () => {
    expect(rewardc(["--version"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it.each([
    ["frobnicate"],
    ["check"],
    ["check", "x", "--frobnicate"],
    ["check", "--format", "xml", "x"],
    ["explain", "RWD0000"],
  ])("exits 2 on wrong usage: %s %s %s", (...args) => {
    const run = rewardc(args.filter((arg) => arg !== undefined));
    expect(run.code).toBe(2);
    expect(run.out).toBe("");
    expect(run.err).toMatch(/rewardc: |error: /);
  });

  it.each(["init", "check", "compile", "eval", "test", "machine", "train", "doctor", "explain", "lsp"])(
    "%s --help has an example",
    (command) => {
      const run = rewardc([command, "--help"]);
      expect(run.code).toBe(0);
      expect(run.out).toMatch(/Example/);
    },
  );
});

describe("rewardc explain", () => {
  it("prints the page of a code, by code or name", () => {
    const page = rewardc(["explain", "RWD9002"]).out;
    expect(page).toMatch(/^# RWD9002: not-in-this-version\n/);
    expect(rewardc(["explain", "not-in-this-version"]).out).toBe(page);
  });

  it("suggests the nearest name", () => {
    expect(rewardc(["explain", "not-in-this-verson"]).err).toContain("did you mean `not-in-this-version`?");
  });
});

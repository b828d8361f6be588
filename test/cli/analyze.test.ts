import { describe, expect, it } from "vitest";
import { folder, rewardc } from "./rewardc.js";

const idle =
  "reward Idle\nsignal x: float in [0, 1]\naction a: float in [-1, 1]\nterm alive = x < 2\nterm t = log(x)\n";

describe("rewardc analyze", () => {
  it("prints bounds on stdout and findings with pasteable tests on stderr", () => {
    const run = rewardc(["analyze", "idle.reward"], { cwd: folder({ "idle.reward": idle }) });
    expect(run.code).toBe(1);
    expect(run.out).toMatch(/^alive +1 +1$/m);
    expect(run.err).toMatch(/warning\[RWD7204\]: `t` is not finite[^]*test "t is finite" \{\n +step \{\}/);
  });

  it("prints one versioned record per line as JSON", () => {
    const run = rewardc(["analyze", "--format", "json", "idle.reward"], { cwd: folder({ "idle.reward": idle }) });
    const records = run.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.every(({ v }) => v === 1)).toBe(true);
    expect(records).toContainEqual({
      v: 1,
      type: "bound",
      file: "idle.reward",
      kind: "term",
      name: "t",
      low: "-Infinity",
      high: 0,
      mayBreak: true,
    });
    expect(records).toContainEqual({
      v: 1,
      type: "slope",
      file: "idle.reward",
      signal: "x",
      bound: "Infinity",
      jumps: false,
    });
  });

  it("counts the kernels of tfjs that a step runs, by kernel and by term", () => {
    const cwd = folder({ "sum.reward": "reward Sum\nsignal x: float in [-1, 1]\nterm t = exp(x) + exp(x)\n" });
    const { out } = rewardc(["analyze", "sum.reward"], { cwd });
    expect(out).toMatch(/^kernels of tfjs on cpu +spec +step +with resets$/m);
    expect(out).toMatch(/^Exp +1 +1 +1$/m);
    expect(out).toMatch(/^t +3 +3$/m);
    const record = rewardc(["analyze", "--format", "json", "sum.reward"], { cwd })
      .out.trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find(({ type }) => type === "kernels");
    expect(record).toMatchObject({ target: "tfjs", backend: "cpu", terms: [{ name: "t", kernels: 3, alone: 3 }] });
    expect(record?.["kernels"]).toContainEqual({ kernel: "Exp", spec: 1, step: 1, withResets: 1 });
  });

  it("exits 0 where nothing is suspicious, 1 on errors, 2 on libraries and missing files", () => {
    const cwd = folder({
      "fine.reward": "reward Fine\nsignal x: float in [-1, 1]\nterm t = x\nassert total <= 1\n",
      "wrong.reward": "reward Wrong\nterm t = y\n",
      "library.reward": "library L\ndef f(x) = x\n",
    });
    const fine = rewardc(["analyze", "fine.reward"], { cwd });
    expect(fine).toMatchObject({ code: 0, err: "" });
    expect(fine.out).toContain("total <= 1  proved");
    expect(rewardc(["analyze", "wrong.reward"], { cwd }).code).toBe(1);
    expect(rewardc(["analyze", "library.reward"], { cwd })).toMatchObject({ code: 2, out: "" });
    expect(rewardc(["analyze", "none.reward"], { cwd }).code).toBe(2);
  });
});

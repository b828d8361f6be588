import { describe, expect, it } from "vitest";
import { folder, rewardc, type Run } from "./rewardc.js";

const door = `reward Door
signal open: bool
signal x: float
action push: float[2] = [0, 0]
machine Gate { start state Shut { when open -> Open reward 1 } final state Open }
term gate = Gate.reward
term way = delta(x)
term effort weight -0.1 = sum(push ^ 2)
variant still { set way.weight = 0 }
`;

const trace = `{"episode":0,"reset":{"x":1}}
{"episode":0,"signals":{"open":false,"x":2},"action":{"push":[1,0]}}
{"episode":0,"signals":{"open":true,"x":2}}
`;

function evaluate(args: readonly string[] = [], files: Readonly<Record<string, string>> = {}, input = ""): Run {
  return rewardc(["eval", "door.reward", ...args], {
    cwd: folder({ "door.reward": door, "trace.jsonl": trace, ...files }),
    input,
  });
}

const records = ({ out }: Run): Record<string, unknown>[] =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("rewardc eval", () => {
  it("prints a record per step and per episode on stdout, and nothing else", () => {
    const run = evaluate(["--trace", "trace.jsonl"]);
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(records(run)).toMatchObject([
      {
        v: 1,
        type: "step",
        episode: 0,
        step: 0,
        reward: 0.9,
        total: 0.9,
        terms: { gate: 0, way: 1, effort: -0.1 },
        machines: { Gate: "Shut" },
        terminated: false,
      },
      {
        v: 1,
        type: "step",
        episode: 0,
        step: 1,
        reward: 1,
        terms: { gate: 1, way: 0, effort: 0 },
        machines: { Gate: "Open" },
        terminated: true,
        cause: "Gate",
      },
      {
        v: 1,
        type: "episode",
        episode: 0,
        steps: 2,
        return: 1.9,
        terms: { gate: 1, way: 1, effort: -0.1 },
        end: "terminated",
      },
    ]);
  });

  it("reads the trace from standard input", () => {
    expect(evaluate(["--trace", "-"], {}, trace).out).toBe(evaluate(["--trace", "trace.jsonl"]).out);
  });

  it.each(["cpu", "wasm"])("gives the same rewards on %s", (backend) => {
    const rewards = (run: Run): unknown[] =>
      records(run).map(({ reward, return: sum }) => Math.round(Number(reward ?? sum) * 1e6) / 1e6);
    expect(rewards(evaluate(["--trace", "trace.jsonl", "--backend", backend]))).toEqual(
      rewards(evaluate(["--trace", "trace.jsonl"])),
    );
  });

  it("evaluates a variant", () => {
    expect(records(evaluate(["--trace", "trace.jsonl", "--variant", "still"]))[0]).toMatchObject({ reward: -0.1 });
  });

  it("exits 2 and names the line of what is malformed", () => {
    const run = evaluate(["--trace", "bad.jsonl"], {
      "bad.jsonl": `${trace}{"episode":0,"signals":{"open":"yes","x":1}}\nnot json\n`,
    });
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toMatch(
      /error\[RWD8203\]: `open`: found `"yes"`, expected true or false\n\s+--> bad\.jsonl:4:25\n/,
    );
    expect(run.err).toMatch(/error\[RWD8201\]: .*\n\s+--> bad\.jsonl:5:1\n/);
  });

  it("gives findings as records too", () => {
    const run = evaluate(["--trace", "bad.jsonl", "--format", "json"], { "bad.jsonl": "{\n" });
    expect(run).toMatchObject({ code: 2, err: "" });
    expect(records(run)).toMatchObject([
      {
        v: 1,
        type: "diagnostic",
        code: "RWD8201",
        file: "bad.jsonl",
        range: [
          [0, 0],
          [0, 1],
        ],
      },
    ]);
  });

  it.each(["reference", "cpu"])(
    "exits 2 on %s where a reset does not bring what is read before the first step",
    (backend) => {
      const run = evaluate(["--trace", "bare.jsonl", "--backend", backend], {
        "bare.jsonl": '{"episode":3,"signals":{"open":false,"x":2}}\n',
      });
      expect(run).toMatchObject({ code: 2, out: "" });
      expect(run.err).toContain("error[RWD8205]: episode `3`: signal `x` is missing at the reset");
    },
  );

  it("exits 1 at a term that is not finite, after the steps before it", () => {
    const run = evaluate(["--trace", "nan.jsonl"], {
      "nan.jsonl": `${trace.split("\n").slice(0, 2).join("\n")}\n{"episode":0,"signals":{"open":false,"x":"NaN"}}\n`,
    });
    expect(run.code).toBe(1);
    expect(records(run).length).toBe(1);
    expect(run.err).toContain(
      "error[RWD8206]: episode `0`: term `way` is not finite in environment 0 at step 1: x = NaN",
    );
  });

  it("exits 1 at an assertion that does not hold, and goes on", () => {
    const run = evaluate(["--trace", "trace.jsonl"], { "door.reward": `${door}assert way <= 0.5\n` });
    expect(run.code).toBe(1);
    expect(records(run).length).toBe(3);
    expect(run.err).toMatch(/error\[RWD8104\]: the assertion `way <= 0\.5` does not hold/);
    expect(run.err).toMatch(/= note: in environment 0 at step \d: /);
  });

  it("goes by the clock that the trace gives, which holds until it is given again", () => {
    const faded =
      "reward Door\nsignal x: float\nterm way weight schedule(linear, from: 1, to: 0, over: 8 updates) = x\n";
    const lines = [
      '{"episode":0,"signals":{"x":1},"clock":{"updates":0}}',
      '{"episode":0,"signals":{"x":1},"clock":{"updates":2}}',
      '{"episode":0,"signals":{"x":1}}',
      '{"episode":1,"signals":{"x":1}}',
    ];
    for (const backend of ["reference", "cpu"]) {
      const run = evaluate(["--trace", "-", "--backend", backend], { "door.reward": faded }, lines.join("\n"));
      expect(records(run).flatMap(({ type, reward }) => (type === "step" ? [reward] : []))).toEqual([1, 0.75, 0.75]);
      expect(run.code).toBe(2);
      expect(run.err).toContain("error[RWD8208]: episode `1`: a schedule counts updates");
      expect(run.err).toContain('"clock":{"updates":0}');
    }
  });

  it("refuses a clock that is none", () => {
    for (const [clock, words] of [
      ['{"step":1}', "found `step`, expected `steps`, `updates` or `episodes` in `clock`"],
      ['{"steps":-1}', "found `-1`, expected a number from 0 as `steps`"],
      ["5", "found `5`, expected an object as `clock`"],
    ]) {
      const run = evaluate(["--trace", "-"], {}, `{"episode":0,"signals":{"open":false,"x":1},"clock":${clock ?? ""}}`);
      expect(run).toMatchObject({ code: 2, out: "" });
      expect(run.err).toContain(words);
    }
  });

  it("exits 1 when the spec is wrong", () => {
    const run = evaluate(["--trace", "trace.jsonl"], { "door.reward": "reward Door\nterm goal = at_gaol\n" });
    expect(run).toMatchObject({ code: 1, out: "" });
    expect(run.err).toMatch(/^error\[RWD2/);
  });

  it.each([
    [["--trace", "gone.jsonl"], "cannot read the trace `gone.jsonl`: no such file"],
    [["--trace", "."], "cannot read the trace `.`: it is a directory"],
    [["--trace", "trace.jsonl", "--backend", "cuda"], "there is no backend `cuda`"],
    [["--trace", "trace.jsonl", "--seed", "x"], "--seed is a whole number"],
    [["--trace", "trace.jsonl", "--variant", "gone"], "gone"],
    [[], "--trace"],
  ])("exits 2 or 1 with a sentence on %s", (args, words) => {
    const run = evaluate(args);
    expect(run.code).toBe(words === "gone" ? 1 : 2);
    expect(run.out).toBe("");
    expect(run.err).toContain(words);
  });

  it("exits 2 when the spec cannot be read or is a library", () => {
    expect(rewardc(["eval", "gone.reward", "--trace", "-"]).code).toBe(2);
    const run = evaluate(["--trace", "trace.jsonl"], { "door.reward": "library Door\nlet x = 1\n" });
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toContain("`door.reward` is a library");
  });
});

describe("the robustness of objectives", () => {
  const flight = `reward Flight
signal height: float in [0, 20]
signal landed: bool = false
objective High  = always height >= 2
objective Top   = eventually height > 10
objective Lands = eventually landed
objective Steps = sequence { height > 1; height > 2 }
objective Soft  = always height >= 2 with smooth: logsumexp(10)
objective Again = infinitely often landed
term up = height
`;
  const heights = [5, 2.5, 4];
  const rows = (ends: object): string =>
    heights
      .map((height, step) => ({ episode: 0, signals: { height }, ...(step === heights.length - 1 ? ends : {}) }))
      .map((row) => `${JSON.stringify(row)}\n`)
      .join("");
  const judged = (ends: object, backend = "reference"): unknown =>
    records(
      evaluate(["--trace", "flight.jsonl", "--backend", backend], {
        "door.reward": flight,
        "flight.jsonl": rows(ends),
      }),
    ).at(-1)?.["objectives"];

  // min(5, 2.5, 4) − 2 and max(5, 2.5, 4) − 10; Booleans have no distance. Sequences, smooth and infinite traces have no reading of the step.
  const robustness = { High: 0.5, Top: -5, Lands: "-Infinity" };

  it.each(["reference", "cpu", "wasm"])("is that of the whole episode (%s)", (backend) => {
    expect(judged({ terminated: true }, backend)).toEqual({
      High: { verdict: "Satisfied", robustness: robustness.High },
      Top: { verdict: "Violated", robustness: robustness.Top },
      Lands: { verdict: "Violated", robustness: robustness.Lands },
      Steps: { verdict: "Satisfied" },
      Soft: { verdict: "Satisfied" },
      Again: { verdict: "Unknown" },
    });
  });

  it("is that of what was recorded where a limit truncates, though the verdict is unknown", () => {
    expect(judged({ truncated: true })).toMatchObject({
      High: { verdict: "Unknown", robustness: robustness.High },
      Top: { verdict: "Unknown", robustness: robustness.Top },
    });
  });

  it("is not there for an episode that is not over", () => {
    expect(judged({})).toMatchObject({ High: { verdict: "Unknown" }, Top: { verdict: "Unknown" } });
    expect(JSON.stringify(judged({}))).not.toContain("robustness");
  });
});

import { compile, memoryHost } from "../../../src/compiler/index.js";
import { describe, expect, it } from "vitest";
import { Findings } from "../../../src/cli/eval/findings.js";
import { evaluateTrace } from "../../../src/cli/eval/evaluate-trace.js";
import { readRecording } from "../../../src/compiler/recording/read.js";
import type { Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import { SourceFile } from "../../../src/compiler/source/source-file.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { findTarget } from "../../../src/testing/target/find-target.js";
import { atom, windowed } from "../../../src/compiler/automata/temporal/formula.js";
import { programOf, specOf } from "../../compiler/lower/objective/objective-spec.js";
import { door } from "../../conformance/handmade.js";

interface Evaluated {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly findings: readonly Diagnostic[];
  /** One-based line of each finding's primary span in the trace. */
  readonly lines: readonly number[];
}

/** Evaluates a trace of the hand-made door: signals `open: bool`, `x: float`, whose reset value is read. */
async function evaluate(text: string, backend = "reference", program: Program = door()): Promise<Evaluated> {
  const trace = new SourceFile("trace.jsonl", text);
  const records: Readonly<Record<string, unknown>>[] = [];
  const found: Diagnostic[] = [];
  const findings = new Findings((diagnostic) => found.push(diagnostic));
  const lines = readRecording(trace, program.signals, (each) => findings.add(each));
  const target = await findTarget(backend);
  if ("unavailable" in target) throw new Error(target.unavailable);
  if (findings.errors === 0) {
    const print = (record: object): void =>
      void records.push(JSON.parse(JSON.stringify(record)) as Record<string, unknown>);
    await evaluateTrace(lines, { program, target, seed: 0, print, diagnose: (diagnostic) => found.push(diagnostic) });
  }
  return { records, findings: found, lines: found.map(({ primary }) => trace.position(primary.span.start).line + 1) };
}

const jsonl = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

describe("a total with components", () => {
  it.each(["reference", "cpu"])("is shown by their names (%s)", async (backend) => {
    const text = "reward Pair\nsignal x: float\nterm quick = x\nterm calm weight -0.5 = x\ntotal = vector(quick, calm)";
    const { program } = compile("pair.reward", memoryHost({ "pair.reward": text }));
    const trace = jsonl({ episode: 0, signals: { x: 2 } }, { episode: 0, signals: { x: 4 }, terminated: true });
    const { records } = await evaluate(trace, backend, program);
    expect(records).toMatchObject([
      { type: "step", reward: { quick: 2, calm: -1 }, total: { quick: 2, calm: -1 } },
      { type: "step", reward: { quick: 4, calm: -2 } },
      { type: "episode", return: { quick: 6, calm: -3 } },
    ]);
  });
});

describe("objectives in a trace", () => {
  const program = programOf(specOf(windowed("always", atom(0))));
  const signals = (a: boolean): object => ({ a, b: false, c: false });
  const verdicts = async (backend: string, ...steps: readonly object[]): Promise<unknown[]> => {
    const { records } = await evaluate(jsonl(...steps.map((step) => ({ episode: 0, ...step }))), backend, program);
    return records.flatMap(({ type, objectives }) => (type === "episode" ? [objectives] : []));
  };

  it.each(["reference", "cpu"])("are shown after each step, with a verdict at the end (%s)", async (backend) => {
    const steps = [
      { episode: 0, signals: signals(true) },
      { episode: 0, signals: signals(false) },
    ];
    const { records } = await evaluate(jsonl(...steps), backend, program);
    expect(records.map(({ objectives }) => objectives)).toEqual([
      { O: { accepting: true, satisfied: false, violated: false, progress: 1 } },
      { O: { accepting: false, satisfied: false, violated: true, progress: 0 } },
      { O: { verdict: "Violated" } },
    ]);
  });

  it.each(["reference", "cpu"])(
    "are unknown where the trace was cut, unless they are decided (%s)",
    async (backend) => {
      const held = { signals: signals(true) };
      expect(await verdicts(backend, held)).toEqual([{ O: { verdict: "Unknown" } }]);
      expect(await verdicts(backend, { ...held, truncated: true })).toEqual([{ O: { verdict: "Unknown" } }]);
      expect(await verdicts(backend, { ...held, terminated: true })).toEqual([{ O: { verdict: "Satisfied" } }]);
      expect(await verdicts(backend, { signals: signals(false), truncated: true })).toEqual([
        { O: { verdict: "Violated" } },
      ]);
      expect(await verdicts(backend, { reset: signals(true) })).toEqual([{ O: { verdict: "Unknown" } }]);
    },
  );
});

describe("a trace", () => {
  it("gives a record per step and one per episode", async () => {
    const { records, findings } = await evaluate(
      jsonl(
        { episode: 0, reset: { x: 1 } },
        { episode: 0, signals: { open: false, x: 3 } },
        { episode: 0, signals: { open: true, x: 3 } },
      ),
    );
    expect(findings).toEqual([]);
    expect(records).toEqual([
      {
        v: 1,
        type: "step",
        episode: 0,
        step: 0,
        reward: 0.2,
        total: 0.2,
        terms: { way: 0.2, door: 0 },
        raw: { way: 2, door: 0 },
        shaping: 0,
        shapings: {},
        machines: { Door: "Closed" },
        objectives: {},
        terminated: false,
        truncated: false,
      },
      {
        v: 1,
        type: "step",
        episode: 0,
        step: 1,
        reward: 1,
        total: 1,
        terms: { way: 0, door: 1 },
        raw: { way: 0, door: 1 },
        shaping: 0,
        shapings: {},
        machines: { Door: "Open" },
        objectives: {},
        terminated: true,
        truncated: false,
        cause: "Door",
      },
      {
        v: 1,
        type: "episode",
        episode: 0,
        steps: 2,
        return: 1.2,
        terms: { way: 0.2, door: 1 },
        objectives: {},
        end: "terminated",
        cause: "Door",
      },
    ]);
  });

  it("keeps interleaved episodes apart", async () => {
    const { records } = await evaluate(
      jsonl(
        { episode: "a", reset: { x: 0 } },
        { episode: "b", reset: { x: 10 } },
        { episode: "a", signals: { open: false, x: 1 } },
        { episode: "b", signals: { open: false, x: 5 } },
        { episode: "a", signals: { open: true, x: 1 } },
      ),
    );
    expect(records.map(({ type, episode, reward, return: sum }) => [type, episode, reward ?? sum])).toEqual([
      ["step", "a", 0.1],
      ["step", "b", -0.5],
      ["step", "a", 1],
      ["episode", "a", 1.1],
      ["episode", "b", -0.5],
    ]);
  });

  it("pays nothing after an end and begins anew at a reset", async () => {
    const { records } = await evaluate(
      jsonl(
        { episode: 0, reset: { x: 0 } },
        { episode: 0, signals: { open: false, x: 1 }, truncated: true },
        { episode: 0, signals: { open: true, x: 2 } },
        { episode: 0, reset: { x: 5 } },
        { episode: 0, signals: { open: false, x: 6 } },
      ),
    );
    expect(records.map(({ type, step, reward, end }) => [type, step ?? end, reward])).toEqual([
      ["step", 0, 0.1],
      ["episode", "truncated", undefined],
      ["step", 1, 0],
      ["step", 0, 0.1],
      ["episode", "unfinished", undefined],
    ]);
  });

  it("closes an unfinished episode at its end line", async () => {
    const { records } = await evaluate(
      jsonl({ episode: 0, reset: { x: 0 } }, { episode: 0, signals: { open: false, x: 1 } }, { episode: 0, end: {} }),
    );
    expect(records.map(({ type }) => type)).toEqual(["step", "episode"]);
  });

  it("reads and prints numbers that are not finite as words", async () => {
    const { records } = await evaluate(
      jsonl(
        { episode: 0, reset: { x: 0 } },
        { episode: 0, signals: { open: false, x: "NaN" } },
        { episode: 0, signals: { open: false, x: "-Infinity" } },
      ),
    );
    expect(records.slice(0, 2).map(({ reward, raw }) => [reward, raw])).toEqual([
      [0, { way: "NaN", door: 0 }],
      [0, { way: "-Infinity", door: 0 }],
    ]);
  });

  it("skips empty lines and accepts Windows line ends", async () => {
    const text = `\r\n${JSON.stringify({ episode: 0, reset: { x: 0 } })}\r\n\r\n${JSON.stringify({ episode: 0, signals: { open: false, x: 1 } })}\r\n`;
    expect((await evaluate(text)).records.map(({ type }) => type)).toEqual(["step", "episode"]);
  });
});

describe("a trace that is wrong", () => {
  it.each([
    ["{", "trace-not-json"],
    ["[1]", "trace-not-json"],
    ["null", "trace-not-json"],
    ['{"reset":{"x":1}}', "trace-field"],
    ['{"episode":true,"signals":{}}', "trace-field"],
    ['{"episode":0,"signals":3}', "trace-field"],
    ['{"episode":0,"signals":{"open":true,"x":0},"terminated":1}', "trace-field"],
    ['{"episode":0,"reset":{"x":0},"signals":{}}', "trace-field"],
    ['{"episode":0,"signals":{"open":2,"x":0}}', "trace-value"],
    ['{"episode":0,"signals":{"open":true,"x":"much"}}', "trace-value"],
    ['{"episode":0,"signals":{"open":true,"x":[1,2]}}', "trace-value"],
    ['{"episode":0,"end":{},"group":true}', "trace-field"],
    ['{"group":"p1","signals":{}}', "trace-field"],
  ])("names the line of %s", async (line, name) => {
    const { records, findings, lines } = await evaluate(
      `${JSON.stringify({ episode: 0, reset: { x: 0 } })}\n${line}\n`,
    );
    expect(records).toEqual([]);
    expect(findings.map((finding) => finding.name)).toEqual([name]);
    expect(lines).toEqual([2]);
  });

  it("prints at most 20 findings and counts the others", async () => {
    const { findings } = await evaluate("{\n".repeat(30));
    expect(findings.length).toBe(20);
  });

  it("warns once of a name that the spec does not have, with the nearest one it has", async () => {
    const step = { episode: 0, signals: { open: false, opens: true, x: 0 } };
    const { findings, records } = await evaluate(jsonl({ episode: 0, reset: { x: 0 } }, step, step));
    expect(findings).toMatchObject([{ name: "trace-unknown-name", severity: "warning", help: "did you mean `open`?" }]);
    expect(records.length).toBe(3);
  });

  it.each(["reference", "cpu"])("names the signal that a reset does not bring, on %s", async (backend) => {
    const { findings, lines } = await evaluate(jsonl({ episode: 7, signals: { open: false, x: 0 } }), backend);
    expect(findings).toMatchObject([
      { name: "trace-missing-signal", message: "episode `7`: signal `x` is missing at the reset" },
    ]);
    expect(findings[0]?.help).toContain('{"episode":7,"reset":{"x":…}}');
    expect(lines).toEqual([1]);
  });

  it.each(["reference", "cpu"])("names the signal that a step does not bring, on %s", async (backend) => {
    const { findings, records } = await evaluate(
      jsonl({ episode: 0, reset: { x: 0 } }, { episode: 0, signals: { x: 0 } }),
      backend,
    );
    expect(findings).toMatchObject([
      { name: "trace-missing-signal", message: "episode `0`: signal `open` is missing in the step" },
    ]);
    expect(records).toEqual([]);
  });

  it.each(["reference", "cpu"])("stops at a term that is not finite under `nan error`, on %s", async (backend) => {
    const strict: Program = { ...door(), nan: "error" };
    const { findings, lines } = await evaluate(
      jsonl(
        { episode: 0, reset: { x: 0 } },
        { episode: 0, signals: { open: false, x: 1 } },
        { episode: 0, signals: { open: false, x: "NaN" } },
      ),
      backend,
      strict,
    );
    expect(findings.map(({ name }) => name)).toEqual(["non-finite-reward"]);
    expect(findings[0]?.message).toMatch(
      /^episode `0`: term `way` is not finite in environment 0 at step 1: .*x = NaN/,
    );
    expect(lines).toEqual([3]);
  });
});

describe("a tfjs backend", () => {
  it.each(["cpu", "wasm"])("gives the rewards of the reference on %s", async (backend) => {
    const text = jsonl(
      { episode: 0, reset: { x: 1 } },
      { episode: 1, reset: { x: 2 } },
      { episode: 0, signals: { open: false, x: 3 } },
      { episode: 1, signals: { open: false, x: 9 } },
      { episode: 0, signals: { open: true, x: 3 } },
      { episode: 1, signals: { open: true, x: 3 } },
    );
    const expected = (await evaluate(text)).records;
    const found = (await evaluate(text, backend)).records;
    expect(found.length).toBe(expected.length);
    found.forEach((record, index) => {
      const reference = expected[index] ?? {};
      expect({ ...record, reward: 0, total: 0, return: 0, terms: 0, raw: 0 }).toEqual({
        ...reference,
        reward: 0,
        total: 0,
        return: 0,
        terms: 0,
        raw: 0,
      });
      expect(Number(record["reward"] ?? record["return"])).toBeCloseTo(
        Number(reference["reward"] ?? reference["return"]),
        6,
      );
    });
  });

  it("says which backends there are", async () => {
    expect(await findTarget("cuda")).toEqual({
      unavailable:
        "there is no backend `cuda`: the backends are reference, tfjs-node-gpu, tfjs-node, webgpu, webgl, wasm, cpu",
    });
  });
});

describe("names that every object has", () => {
  it.each(["constructor", "__proto__", "toString"])(
    "reads and misses a signal called `%s` like any other",
    async (name) => {
      const host = memoryHost({ "a.reward": `reward A\nsignal ${name}: float\nterm t = ${name}\n` });
      const { program, diagnostics } = compile("a.reward", host);
      if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
      const given = await evaluate(`{"episode":0,"signals":{"${name}":2}}\n`, "reference", program);
      expect(given.records[0]).toMatchObject({ reward: 2 });
      const missing = await evaluate('{"episode":0,"signals":{}}\n', "reference", program);
      expect(missing.findings.map((finding) => finding.name)).toEqual(["trace-missing-signal"]);
    },
  );
});

describe("lists of varying length in a trace", () => {
  const { program } = compile(
    "main.reward",
    memoryHost({
      "main.reward":
        "reward Cart\naxis item <= 3\nsignal price: float[item]\naction take: bool[item]\nsignal at: float[2, item]\nterm t = sum(price) + 10 * count(take) + 100 * length(item) + sum(at)",
    }),
  );

  it("have as many items as there are", async () => {
    const line = (price: readonly number[], take: readonly boolean[]): object => {
      const signals = { price, at: [price, price] };
      return { episode: 0, signals, action: { take } };
    };
    const { records, findings } = await evaluate(
      jsonl(line([1, 2], [true, false]), line([], [])),
      "reference",
      program,
    );
    expect(findings).toEqual([]);
    // 3 + 10 + 200 + 2 · 3.
    expect(records.slice(0, 2).map(({ reward }) => reward)).toEqual([219, 0]);
  });

  it("have one length on one axis, no more items than it has, and say what is missing", async () => {
    const found = async (line: object): Promise<readonly string[]> =>
      (await evaluate(jsonl({ episode: 0, ...line }), "reference", program)).findings.map(({ message }) => message);
    expect(await found({ signals: { price: [1, 2] }, action: { take: [true] } })).toEqual([
      "`take`: found a list of 1, expected a list of 2, as `price` has on the same axis",
    ]);
    expect(await found({ signals: { price: [1, 2, 3, 4] } })).toEqual([
      "`price`: found a list of 4, expected a list of at most 3",
    ]);
    expect(await found({ signals: { at: [[1, 2], [1]] } })).toEqual(["`at`: found a list of 1, expected a list of 2"]);
    expect(await found({ signals: { "item.length": 2 } })).toEqual([
      "the spec has no signal `item.length`: the trace's values are not read",
      "episode `0`: signal `price` is missing in the step",
    ]);
  });
});

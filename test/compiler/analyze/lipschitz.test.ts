import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { boundsOf } from "../../../src/compiler/analyze/bounds.js";
import { slopes } from "../../../src/compiler/analyze/lipschitz.js";
import { compile } from "../../../src/compiler/compile.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { stream } from "../../../src/runtime/random/index.js";
import { initialState, scalarPaid, step } from "../../../src/runtime/reference/index.js";

const library = nodeHost();

function programOf(text: string): Program {
  const { program, diagnostics } = compile("a.reward", memoryHost({ "a.reward": `reward A\n${text}` }, library));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return program;
}

function slopeOf(text: string, signal = "x"): number {
  const program = programOf(text);
  return slopes(program, boundsOf(program), program.total).find((slope) => slope.signal === signal)?.bound ?? 0;
}

const clock = { steps: 0, updates: 0, episodes: 0 };

/** The steepest difference quotient of `total` in one element of the signal that random samples show. */
function sampledSlope(program: Program, signal: string, samples = 2000): number {
  const random = stream(3, signal);
  const draw = (): Record<string, number[]> =>
    Object.fromEntries(
      program.signals.map(({ name, shape, dtype, range }) => [
        name,
        Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
          dtype === "bool" ? random.int(2) : random.uniform(range?.[0] ?? -3, range?.[1] ?? 3),
        ),
      ]),
    );
  let steepest = 0;
  for (let sample = 0; sample < samples; sample++) {
    const [reset, here] = [draw(), draw()];
    const values = here[signal] ?? [];
    const element = random.int(values.length);
    const moved = { ...here, [signal]: values.map((value, index) => (index === element ? value + 1e-5 : value)) };
    const total = (signals: Record<string, number[]>): number =>
      scalarPaid(step(program, initialState(program, reset, { clock }), { signals, clock }).outputs.total);
    steepest = Math.max(steepest, Math.abs(total(moved) - total(here)) / 1e-5);
  }
  return steepest;
}

describe("slopes of the total", () => {
  it("are those of calculus for simple terms", () => {
    expect(slopeOf("signal x: float\nterm t weight -3 = x")).toBe(3);
    expect(slopeOf("signal x: float in [-2, 5]\nterm t = x ^ 2")).toBe(10);
    expect(slopeOf("signal x: float\nterm t = tanh(4 * x)")).toBe(4);
    // The steepest place of exp(-x² / s) is x = √(s/2).
    expect(slopeOf("signal x: float\nterm t = exp(-x ^ 2 / 0.25)")).toBeCloseTo(Math.sqrt(8 / Math.E), 12);
    expect(slopeOf("signal x: float[3]\nterm t = sum(abs(x))")).toBe(1);
    expect(slopeOf("signal x: float\nterm t = sum([x, 2 * x, x])")).toBe(4);
  });

  it("see through tolerances, which do not jump", () => {
    expect(slopeOf("signal x: float\nterm t = tolerance(x, [0, 1], margin: 2, sigmoid: linear)")).toBeCloseTo(0.9, 12);
    expect(slopeOf("signal x: float\nterm t = tolerance(x, [0, inf], margin: 2, sigmoid: linear)")).toBeCloseTo(
      0.45,
      12,
    );
    expect(slopeOf("signal x: float\nterm t = tolerance(x, [0, 1])")).toBe(Infinity);
  });

  it("are infinite where the total jumps", () => {
    expect(slopeOf("signal x: float\nterm t = if x > 1 then 1 else 0")).toBe(Infinity);
    expect(slopeOf("signal x: float\nterm t = floor(x)")).toBe(Infinity);
    expect(slopeOf("signal x: float\nterm t = if x > 1 then x else 1")).toBe(1);
  });

  it.each([
    ["signal x, y: float\nterm t = exp(-(x ^ 2 + y ^ 2) / 0.5) * tanh(y)", ["x", "y"]],
    ["signal x: float[4] in [-2, 2]\nsignal y: float in [1, 2]\nterm t = norm(x) / y + mean(x) * y", ["y"]],
    ["signal x: float in [0.5, 3]\nterm t = log(x) * sqrt(x) + 1 / x + atan(x)", ["x"]],
    [
      "signal x: float\nsignal y: float[3] in [-1, 1]\nterm t = product(y) + max(y) * sigmoid(x) + delta(x) ^ 2 * 0",
      ["x", "y"],
    ],
  ] as const)("bound every sampled difference of %s", (text, signals) => {
    const program = programOf(text);
    const found = slopes(program, boundsOf(program), program.total);
    for (const signal of signals) {
      const bound = found.find((slope) => slope.signal === signal)?.bound ?? 0;
      const sampled = sampledSlope(program, signal);
      expect(sampled).toBeLessThanOrEqual(bound * (1 + 1e-4) + 1e-6);
      expect(Number.isFinite(bound)).toBe(true);
    }
  });
});

describe("slopes of the specs that come with rewardc", () => {
  const files = readdirSync("specs", { recursive: true, encoding: "utf8" }).filter((file) =>
    /^(control|manipulation|robotics)\/.*\.reward$/.test(file),
  );

  it.each(files)("bound every sampled difference of %s", (file) => {
    const { program } = compile(`specs/${file}`, library);
    if (program === undefined) throw new Error(`${file} does not compile`);
    for (const { signal, bound } of slopes(program, boundsOf(program), program.total))
      if (Number.isFinite(bound))
        expect(sampledSlope(program, signal, 100), signal).toBeLessThanOrEqual(bound * (1 + 1e-4) + 1e-6);
  });
});

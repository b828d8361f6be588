import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkSpec } from "../../../src/compiler/check/index.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { checked } from "./checked.js";

/** Declarations that each use one construct of a later version. */
const constructs: Readonly<Record<string, string>> = {
  "a held signal per episode": "external signal e: float per episode missing hold default 0\nterm u = e",
  "a ragged external signal": "external signal e: float[<= 3] missing skip\nterm u = sum(e)",
  "a ragged signal per agent": "agents 2\nsignal e: float[<= 3] per agent\nterm u = sum(e)",
  "the history of a ragged array": "signal e: float[<= 8]\nterm u = sum(prev(e))",
  "a part of a ragged array": "signal e: float[<= 8]\nterm u = sum(e[0:2])",
  "a ragged param": "axis item <= 4\nparam e: float[item] = 1\nterm u = sum(e)",
  "a constraint": "constraint c: mean(x) over batch <= 0.1\nterm u = c.value",
  "a learned weight": "term u weight learn(init: 0.5, in: [0, 2]) = x",
  "a model": "model m(x): float trained by regress_sum(x)\nterm u = m(x)",
  "a median over the past": "term u = median(x) over past",
  "the history of a param": "param w: float = 1\nterm u = delta(w)",
  "a group with parameters": "terms soft(gain: float) { term a = gain * x }\nterm u = sum(terms soft) + soft",
};

describe("what a later version will have", () => {
  it.each(Object.entries(constructs))("says so once: %s", (_, text) => {
    const { diagnostics, spec } = checked(`signal x: float\nsignal p: bool\nterm t = x + p\n${text}`);
    expect(diagnostics.map(({ name }) => name)).toEqual(["not-in-this-version"]);
    expect(spec).toBeUndefined();
  });

  it("never makes the checker fail, all of it together", () => {
    const text = readFileSync("test/fixtures/kitchen-sink.reward", "utf8");
    const { diagnostics } = checkSpec("k.reward", memoryHost({ "k.reward": text }));
    expect(diagnostics.length).toBeGreaterThan(10);
    expect(diagnostics.length).toBeLessThanOrEqual(50);
  });
});

import { describe, expect, it } from "vitest";
import { compile, kernelOf } from "../../src/compiler/index.js";
import { memoryHost } from "../../src/compiler/source/memory-host.js";
import { checkBackends, useBackend } from "../../src/runtime/backend/use-backend.js";
import { compareRun } from "../../src/testing/conformance/compare-run.js";

/*
 * The reference adds and multiplies in order. Libraries do so in orders of their own, and find ∞ or NaN where a partial result is too large for single precision in their order only.
 * These are the reductions of the language over 64 numbers, and those that depend on the order on each backend: exactly the ones that docs/tfjs-node.md names.
 */
const reductions = ["sum", "mean", "product", "min", "max", "logsumexp"] as const;
const flags = ["any", "all", "count"] as const;
const dependent: Readonly<Record<string, readonly string[]>> = { "tfjs-node": ["sum", "mean", "product"] };

const lines = ["reward R", "signal v: float[64]", "signal w: float[64]", "signal b: bool[64]"];
const terms = [
  ...reductions.map((name) => `term ${name}_ = ${name}(${name === "product" ? "w" : "v"})`),
  ...flags.map((name) => `term ${name}_ = ${name}(b)`),
];
// In order 3e38 and −3e38 cancel, as do 1e30 and 1e-30; of every second one alone the sum and the product are infinite.
const signals = {
  v: Array.from({ length: 64 }, (_, index) => (index % 2 === 0 ? 3e38 : -3e38)),
  w: Array.from({ length: 64 }, (_, index) => (index % 2 === 0 ? 1e30 : 1e-30)),
  b: Array.from({ length: 64 }, (_, index) => index % 3),
};

for (const { name } of (await checkBackends()).filter(({ available }) => available)) {
  describe(`reductions on ${name}`, () => {
    it("depend on an order of the library's where the docs say so, and nowhere else", async () => {
      const { program } = compile("r.reward", memoryHost({ "r.reward": [...lines, ...terms, "nan zero"].join("\n") }));
      if (program === undefined) throw new Error("the spec does not compile");
      await useBackend(name);
      const source = { signals: () => signals, row: () => ({ signals }), resetsBetween: () => false };
      const { mismatches } = await compareRun(program, kernelOf(program), [source], { rows: 1, tolerance: 1e-6 });
      const wrong = mismatches.find(({ what }) => what === "non-finite terms");
      expect(mismatches).toEqual(wrong === undefined ? [] : [wrong]);
      const found = [...reductions, ...flags].filter((_, index) => wrong?.found[index] === 1);
      expect(found).toEqual(dependent[name] ?? []);
    });
  });
}

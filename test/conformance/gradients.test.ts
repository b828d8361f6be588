import { describe, expect, it } from "vitest";
import { compile, kernelOf, nodeHost } from "../../src/compiler/index.js";
import { checkBackends, useBackend } from "../../src/runtime/backend/use-backend.js";
import { conformance } from "../../src/testing/index.js";

/** Derivatives are nodes like all others; these specs have every built-in, every way to move values about, and a robot's reward. */
const files = [
  "test/conformance/specs/arrays.reward",
  "test/conformance/specs/builtins.reward",
  "specs/control/humanoid-run.reward",
  "specs/robotics/legged-gym.reward",
];

for (const backend of await checkBackends()) {
  if (!backend.available) {
    it.skip(`NOT COMPARED on ${backend.name}: ${backend.reason}`);
    continue;
  }
  describe(`on ${backend.name}`, () => {
    it.each(files)("the gradients of %s are those of the reference", async (file) => {
      const { program } = compile(file, nodeHost(), { gradients: true });
      if (program?.gradients === undefined) throw new Error(`${file} has no gradients`);
      await useBackend(backend.name);
      const result = await conformance(program, kernelOf(program), { environments: 5, rows: 12 });
      expect(result.mismatches).toEqual([]);
      expect(result.illConditioned).toBeLessThan(result.judged / 10);
    });
  });
}

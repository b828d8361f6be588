import { describe, expect, it } from "vitest";
import { wgslKernelOf } from "../../src/compiler/emit/wgsl/kernel.js";
import { compile, nodeHost, render } from "../../src/compiler/index.js";
import { checkBackends, useBackend } from "../../src/runtime/backend/use-backend.js";
import { conformance } from "../../src/testing/index.js";
import { everyOperation } from "./every-operation.js";
import { specVariants } from "./spec-variants.js";

const host = nodeHost();
const [webgpu] = await checkBackends(["webgpu"]);

if (webgpu?.available !== true) {
  const reason = webgpu?.reason ?? "nobody knows it";
  process.stderr.write(`conformance: SHADERS NOT RUN: ${reason}\n`);
  it.skip(`SHADERS NOT RUN: ${reason}`);
} else {
  describe(`shaders on ${webgpu.device ?? "webgpu"}`, () => {
    it("mean what the reference says in every operation, on ordinary and adversarial numbers", async () => {
      await useBackend("webgpu");
      const program = everyOperation();
      const result = await conformance(program, wgslKernelOf(program), {
        environments: 64,
        rows: 12,
        modes: ["next-step"],
        mismatches: 10_000,
      });
      const first = new Map([...result.mismatches].reverse().map((mismatch) => [mismatch.what, mismatch]));
      expect([...first.values()]).toEqual([]);
      expect(result.illConditioned).toBeLessThan(result.judged / 20);
    });

    it.each(specVariants)("mean what the reference says in $title", async ({ file, variant }) => {
      const { program, diagnostics, sources } = compile(file, host, {
        ...(variant === undefined ? {} : { variant }),
        robustness: true,
        gradients: file.startsWith("test/conformance"),
      });
      if (program === undefined) expect.fail(diagnostics.map((diagnostic) => render(diagnostic, sources)).join("\n"));
      if (program.components !== undefined) {
        expect(() => wgslKernelOf(program)).toThrow("fused kernels pay one number");
        return;
      }
      await useBackend("webgpu");
      const result = await conformance(program, wgslKernelOf(program), { environments: 4, rows: 12 });
      expect(result.mismatches).toEqual([]);
      expect(result.stepped).toBeGreaterThan(30);
      expect(result.illConditioned).toBeLessThan(result.judged / 10);
    });
  });
}

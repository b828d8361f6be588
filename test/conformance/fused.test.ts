import { describe, expect, it } from "vitest";
import { fusedKernelOf } from "../../src/compiler/emit/fused/javascript/kernel.js";
import { wasmModuleOf } from "../../src/compiler/emit/wasm/kernel.js";
import { rewardKernelOf } from "../../src/runtime/fused/reward-kernel.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { compile, nodeHost, render } from "../../src/compiler/index.js";
import { conformance } from "../../src/testing/index.js";
import { alikeKernel } from "./kernel-options.js";
import { specVariants } from "./spec-variants.js";

const host = nodeHost();

/** Specs of this suite with their derivatives. */
describe("the fused loops in JavaScript and in WebAssembly", () => {
  it.each(specVariants)("mean what the reference says in $title, whatever the options", async ({ file, variant }) => {
    const { program, diagnostics, sources } = compile(file, host, {
      ...(variant === undefined ? {} : { variant }),
      robustness: true,
      gradients: file.startsWith("test/conformance"),
    });
    if (program === undefined) expect.fail(diagnostics.map((diagnostic) => render(diagnostic, sources)).join("\n"));
    if (program.components !== undefined) {
      expect(() => fusedKernelOf(program)).toThrow("fused kernels pay one number");
      return;
    }
    if (program.agents !== undefined) {
      expect(() => fusedKernelOf(program)).toThrow("agents apart: fused kernels pay one number");
      return;
    }
    if (program.average !== undefined) {
      expect(() => fusedKernelOf(program)).toThrow("one number for all environments");
      return;
    }
    await useBackend("cpu");
    const module = wasmModuleOf(program);
    const wasm = rewardKernelOf(module.descriptor, (environments) => alikeKernel(module, environments));
    for (const [name, kernel] of Object.entries({ javascript: fusedKernelOf(program), wasm })) {
      const result = await conformance(program, kernel, { environments: 4, rows: 12 });
      expect(result.mismatches, name).toEqual([]);
      expect(result.stepped).toBeGreaterThan(30);
      expect(result.illConditioned).toBeLessThan(result.judged / 10);
    }
  });
});

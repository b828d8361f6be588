import { describe, expect, it } from "vitest";
import { fusedKernelOf } from "../../src/compiler/emit/fused/javascript/kernel.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { compile, nodeHost, render } from "../../src/compiler/index.js";
import { conformance } from "../../src/testing/index.js";
import { specVariants } from "./spec-variants.js";

const host = nodeHost();

// The reference evaluates buffers of thousands of items slowly.
describe("the fused JavaScript loop", { timeout: 120_000 }, () => {
  it.each(specVariants)("means what the reference says in $title", async ({ file, variant }) => {
    const { program, diagnostics, sources } = compile(file, host, {
      ...(variant === undefined ? {} : { variant }),
      robustness: true,
    });
    if (program === undefined) expect.fail(diagnostics.map((diagnostic) => render(diagnostic, sources)).join("\n"));
    await useBackend("cpu");
    const result = await conformance(program, fusedKernelOf(program), { environments: 4, rows: 12 });
    expect(result.mismatches).toEqual([]);
    expect(result.stepped).toBeGreaterThan(30);
    expect(result.illConditioned).toBeLessThan(result.judged / 10);
  });
});

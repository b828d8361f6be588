import { describe, expect, it } from "vitest";
import { compile, kernelOf, nodeHost, render } from "../../src/compiler/index.js";
import type { BackendName } from "../../src/runtime/backend/backend.js";
import { checkBackends, useBackend } from "../../src/runtime/backend/use-backend.js";
import { conformance, finishConformance } from "../../src/testing/index.js";
import { specVariants } from "./spec-variants.js";

const host = nodeHost();

/** Holds every spec, variant by variant, to the reference on these backends. Each backend has a test file of its own, so that they run side by side. */
export async function everySpecConforms(backends: readonly BackendName[]): Promise<void> {
  for (const backend of await checkBackends(backends)) {
    if (!backend.available) {
      process.stderr.write(`conformance: NOT COMPARED on ${backend.name}: ${backend.reason}\n`);
      it.skip(`NOT COMPARED on ${backend.name}: ${backend.reason}`);
      continue;
    }
    describe(`on ${backend.name}`, () => {
      it.each(specVariants)("$title means what the reference says", async ({ file, variant }) => {
        const { program, diagnostics, sources } = compile(file, host, {
          ...(variant === undefined ? {} : { variant }),
          robustness: true,
        });
        if (program === undefined) expect.fail(diagnostics.map((diagnostic) => render(diagnostic, sources)).join("\n"));
        await useBackend(backend.name);
        const kernel = kernelOf(program);
        const result = await conformance(program, kernel, { environments: 5, rows: 16 });
        expect(result.mismatches).toEqual([]);
        expect(result.stepped).toBeGreaterThan(50);
        expect(result.illConditioned).toBeLessThan(result.judged / 10);
        if (program.finish === undefined) return;
        const finished = await finishConformance(program, kernel, { updates: 2 });
        expect(finished.mismatches).toEqual([]);
        expect(finished.judged).toBeGreaterThan(500);
        expect(finished.illConditioned).toBeLessThan(finished.judged / 10);
      });
    });
  }
}

import { describe, expect, it } from "vitest";
import { kernelOf } from "../../src/compiler/emit/tfjs/closure.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { conformance } from "../../src/testing/conformance/conformance.js";
import { everyOperation } from "./every-operation.js";

describe.each(["cpu", "wasm"])("every operation on %s", (backend) => {
  it("means what the reference says, on ordinary and adversarial numbers", async () => {
    await useBackend(backend);
    const program = everyOperation();
    const result = await conformance(program, kernelOf(program), {
      environments: 64,
      rows: 12,
      modes: ["next-step"],
      mismatches: 10_000,
    });
    const first = new Map([...result.mismatches].reverse().map((mismatch) => [mismatch.what, mismatch]));
    expect([...first.values()]).toEqual([]);
    expect(result.illConditioned).toBeLessThan(result.judged / 20);
  });
});

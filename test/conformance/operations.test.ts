import { describe, expect, it } from "vitest";
import { fusedKernelOf } from "../../src/compiler/emit/fused/javascript/kernel.js";
import { kernelOf } from "../../src/compiler/emit/tfjs/closure.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { conformance } from "../../src/testing/conformance/conformance.js";
import { everyOperation } from "./every-operation.js";

describe.each([
  { target: "tfjs on cpu", backend: "cpu", make: kernelOf },
  { target: "tfjs on wasm", backend: "wasm", make: kernelOf },
  { target: "the fused JavaScript loop", backend: "cpu", make: fusedKernelOf },
])("every operation on $target", ({ backend, make }) => {
  it("means what the reference says, on ordinary and adversarial numbers", async () => {
    await useBackend(backend);
    const program = everyOperation();
    const result = await conformance(program, make(program), {
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

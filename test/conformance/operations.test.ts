import { describe, expect, it } from "vitest";
import { fusedKernelOf } from "../../src/compiler/emit/fused/javascript/kernel.js";
import { kernelOf } from "../../src/compiler/emit/tfjs/closure.js";
import { checkBackends, useBackend } from "../../src/runtime/backend/use-backend.js";
import { conformance } from "../../src/testing/conformance/conformance.js";
import { everyOperation } from "./every-operation.js";

const backends = await checkBackends();
for (const backend of backends)
  if (!backend.available) it.skip(`OPERATIONS NOT COMPARED on ${backend.name}: ${backend.reason}`);

describe.each([
  ...backends
    .filter(({ available }) => available)
    .map(({ name }) => ({ target: `tfjs on ${name}`, backend: name, make: kernelOf })),
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

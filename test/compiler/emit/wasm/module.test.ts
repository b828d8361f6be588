import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { wasmKernelOf, wasmModuleOf } from "../../../../src/compiler/emit/wasm/kernel.js";
import { emitWasmModule } from "../../../../src/compiler/emit/wasm/module.js";
import type { FusedKernel } from "../../../../src/runtime/fused/fused-kernel.js";
import { rewardKernelOf } from "../../../../src/runtime/fused/reward-kernel.js";
import { wasmKernel } from "../../../../src/runtime/fused/wasm-kernel.js";
import { conformance } from "../../../../src/testing/index.js";
import { everyOperation } from "../../../conformance/every-operation.js";
import { useTestBackend } from "../../../runtime/kernel/backends.js";
import { goldens } from "../goldens.js";

const chosen = goldens.filter(({ name }) => ["delivery", "quadruped", "schedules"].includes(name));
const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../../fixtures/emit/wasm/${name}.js`, import.meta.url));

interface Module {
  readonly descriptor: FusedKernel["descriptor"];
  readonly createKernel: (environments: number) => FusedKernel;
}

beforeAll(() => useTestBackend("cpu"));

describe.each(chosen)("the WebAssembly module of $name", ({ name, program }) => {
  it("is what is emitted today (UPDATE=1 rewrites it)", async () => {
    const emitted = await emitWasmModule(program());
    if (process.env["UPDATE"] === "1") writeFileSync(pathOf(name), emitted);
    expect(emitted).toBe(readFileSync(pathOf(name), "utf8"));
  });

  it("means what the reference says, for numbers of environments that are no multiple of four, too", async () => {
    const { descriptor, createKernel } = (await import(pathOf(name))) as Module;
    for (const environments of [1, 3, 6]) {
      const kernel = rewardKernelOf(descriptor, createKernel);
      const { mismatches, judged } = await conformance(program(), kernel, { environments, rows: 20 });
      expect(mismatches).toEqual([]);
      expect(judged).toBeGreaterThan(400 * environments);
    }
  });

  it("imports the fused runtime only", () => {
    const imported = [...readFileSync(pathOf(name), "utf8").matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
    expect(imported).toEqual(["rewardc/runtime/fused"]);
  });
});

describe("every operation in WebAssembly", () => {
  it("means what the reference says, on ordinary and adversarial numbers", async () => {
    const program = everyOperation();
    const result = await conformance(program, wasmKernelOf(program), {
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

describe("the memory of a kernel", () => {
  const [delivery] = goldens;
  if (delivery === undefined) throw new Error("no goldens");
  const module = wasmModuleOf(delivery.program());

  it("is one, in which no column overlaps another nor what is the code's own", () => {
    for (const environments of [1, 5, 1024, 4096]) {
      const { signals, slots, outputs, isFirst, terminated, truncated } = wasmKernel(module, environments);
      const fields = [...Object.values(signals), ...Object.values(slots)].flatMap(({ columns }) => columns);
      const columns = [...fields, outputs.reward, outputs.total, outputs.cause, isFirst, terminated, truncated];
      expect(new Set(columns.map(({ buffer }) => buffer)).size).toBe(1);
      const ordered = columns.map(({ byteOffset, byteLength }) => [byteOffset, byteOffset + byteLength] as const);
      ordered.sort(([a], [b]) => a - b);
      expect(ordered[0]?.[0]).toBeGreaterThanOrEqual(module.reserved);
      ordered.forEach(([, end], index) => expect(end).toBeLessThanOrEqual(ordered[index + 1]?.[0] ?? Infinity));
    }
  });

  it("keeps the columns of large batches off addresses that share a cache set", () => {
    const { signals } = wasmKernel(module, 4096);
    const columns = Object.values(signals).flatMap((signal) => signal.columns);
    const places = columns.map(({ byteOffset }) => byteOffset % 4096);
    expect(new Set(places).size).toBe(columns.length);
  });

  it("is refused where WebAssembly cannot address it", () => {
    expect(() => wasmKernel(module, 2 ** 31)).toThrow();
  });
});

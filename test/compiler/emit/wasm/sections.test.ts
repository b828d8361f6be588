import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { describe as describeProgram } from "../../../../src/compiler/emit/describe.js";
import type { Loop } from "../../../../src/compiler/emit/fused/loop-program.js";
import { obstacleOf } from "../../../../src/compiler/emit/fused/obstacle.js";
import { scalarise } from "../../../../src/compiler/emit/fused/scalarise/index.js";
import { emitWasm } from "../../../../src/compiler/emit/wasm/emit.js";
import { sectionsOf, type Section } from "../../../../src/compiler/emit/wasm/sections.js";
import type { Program } from "../../../../src/compiler/ir/program.js";
import { rewardKernelOf } from "../../../../src/runtime/fused/reward-kernel.js";
import { wasmKernel, wasmModule } from "../../../../src/runtime/fused/wasm-kernel.js";
import type { RewardKernel } from "../../../../src/runtime/kernel/kernel.js";
import { conformance } from "../../../../src/testing/index.js";
import { everyOperation } from "../../../conformance/every-operation.js";
import { useTestBackend } from "../../../runtime/kernel/backends.js";
import { goldens } from "../goldens.js";
import { columnCount, loops } from "./arbitrary-loop.js";
import { runLoop, valueOf } from "./run-loop.js";

beforeAll(() => useTestBackend("cpu"));

const tiny = { columns: 2, instructions: 4 };

/** The columns after the sections, each of which sees what it reads and what lies in the columns. */
function runSections(loop: Loop, sections: readonly Section[], columns: readonly number[]): readonly number[] {
  const [left, memory] = [new Map<number, number>(), [...columns]];
  for (const section of sections) {
    const known = new Map<number, number>(section.reads.map((id) => [id, left.get(id) ?? NaN]));
    const of = (id: number): number => known.get(id) ?? NaN;
    loop.values.forEach((value, id) => {
      if (id < loop.uniforms || section.values.includes(id)) known.set(id, valueOf(value, of, [], memory));
    });
    for (const id of section.leaves) left.set(id, of(id));
    for (const { column, value } of section.stores) memory[column] = of(value);
  }
  return memory;
}

describe("the sections of a loop", () => {
  it("do together what the loop does, columns written in place included", () => {
    let most = 0;
    fc.assert(
      fc.property(loops, fc.array(fc.nat(9), { minLength: columnCount, maxLength: columnCount }), (loop, columns) => {
        const sections = sectionsOf(loop, tiny);
        expect(runSections(loop, sections, columns)).toEqual(runLoop(loop, [], columns));
        most = Math.max(most, sections.length);
      }),
      { numRuns: 1000 },
    );
    expect(most).toBeGreaterThan(3);
  });

  it("are as large as is asked for where values are as small", () => {
    fc.assert(
      fc.property(loops, (loop) => {
        for (const { values } of sectionsOf(loop, { columns: 4, instructions: 10 })) {
          const computed = values.filter((id) => loop.values[id]?.op === "binary");
          expect(computed.length).toBeLessThanOrEqual(10);
        }
      }),
    );
  });

  it("are one where the loop is small, and where there is nothing to do", () => {
    expect(sectionsOf({ values: [], uniforms: 0, stores: [], rowStores: [] }, tiny)).toHaveLength(1);
  });
});

describe("a kernel of many small sections", () => {
  const kernelOf = (program: Program): RewardKernel => {
    const loops = scalarise(program);
    const module = wasmModule({ descriptor: describeProgram(program), layout: loops.layout, ...emitWasm(loops, tiny) });
    return rewardKernelOf(module.descriptor, (environments) => wasmKernel(module, environments));
  };

  const fusible = goldens.filter(({ program }) => obstacleOf(program()) === undefined);
  it.each(fusible.map(({ name, program }) => [name, program] as const))(
    "means what the reference says: %s",
    async (_, program) => {
      const { finish: _finish, ...steps } = program();
      const { mismatches, judged } = await conformance(steps, kernelOf(steps), { environments: 70, rows: 12 });
      expect(mismatches).toEqual([]);
      expect(judged).toBeGreaterThan(1000);
    },
  );

  it("means what the reference says in every operation", async () => {
    const program = everyOperation();
    const options = { environments: 64, rows: 12, modes: ["next-step"], mismatches: 10_000 } as const;
    const result = await conformance(program, kernelOf(program), options);
    expect(result.mismatches).toEqual([]);
    expect(result.illConditioned).toBeLessThan(result.judged / 20);
  });
});

import { writeFileSync } from "node:fs";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { inputsOf } from "../../../src/compiler/emit/fused/loop-inputs.js";
import type { Loop } from "../../../src/compiler/emit/fused/loop-program.js";
import { emitFusedJs } from "../../../src/compiler/emit/fused/javascript/module.js";
import { comparators } from "../../../src/compiler/emit/fused/scalarise/reductions.js";
import { scalarise } from "../../../src/compiler/emit/fused/scalarise/index.js";
import type { FusedKernel } from "../../../src/runtime/fused/fused-kernel.js";
import { rewardKernelOf } from "../../../src/runtime/fused/reward-kernel.js";
import { conformance } from "../../../src/testing/index.js";
import { useTestBackend } from "../../runtime/kernel/backends.js";
import { goldens } from "./goldens.js";

const chosen = goldens.filter(({ name }) => ["delivery", "quadruped", "patrol", "schedules"].includes(name));
const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/emit/fused/${name}.js`, import.meta.url));

interface Module {
  readonly descriptor: FusedKernel["descriptor"];
  readonly createKernel: (environments: number) => FusedKernel;
}

describe.each(chosen)("the fused module of $name", ({ name, program }) => {
  beforeAll(() => useTestBackend("cpu"));

  it("is what is emitted today (UPDATE=1 rewrites it)", async () => {
    const emitted = await emitFusedJs(program());
    if (process.env["UPDATE"] === "1") writeFileSync(pathOf(name), emitted);
    expect(emitted).toBe(readFileSync(pathOf(name), "utf8"));
  });

  it("means what the reference says", async () => {
    const { descriptor, createKernel } = (await import(pathOf(name))) as Module;
    const { mismatches, judged } = await conformance(program(), rewardKernelOf(descriptor, createKernel), {
      environments: 6,
      rows: 20,
    });
    expect(mismatches).toEqual([]);
    expect(judged).toBeGreaterThan(2_000);
  });

  it("imports the fused runtime only", () => {
    const imported = [...readFileSync(pathOf(name), "utf8").matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
    expect(imported).toEqual(["rewardc/runtime/fused"]);
  });
});

/** Those that pay one number, and share none. */
const steppable = goldens.filter(({ program }) => {
  const { components, average } = program();
  return components === undefined && average === undefined;
});

describe.each(steppable)("the loops of $name", ({ program }) => {
  const { step, reset, layout } = scalarise(program());

  it.each([
    ["step", step],
    ["reset", reset],
  ] as const)("keep to the invariants: %s", (_, loop) => {
    expect(brokenInvariants(loop)).toEqual([]);
    for (const { column, value } of loop.stores) expect(loop.values[value]?.type).toBe(layout.columns[column]?.type);
  });
});

/** Order, purity of uniforms, one load and one store for each column: see `loop-program.ts`. */
function brokenInvariants({ values, uniforms, stores }: Loop): readonly string[] {
  const loads = values.flatMap((value) => (value.op === "load" ? [value.column] : []));
  const twice = (list: readonly number[]): boolean => new Set(list).size !== list.length;
  return [
    ...values.flatMap((value, id) => (inputsOf(value).every((input) => input < id) ? [] : [`${id} reads behind it`])),
    ...values.slice(0, uniforms).flatMap((value, id) => (value.op === "load" ? [`${id} is no uniform`] : [])),
    ...values
      .slice(uniforms)
      .flatMap((value, id) =>
        value.op === "constant" || value.op === "uniform" ? [`${uniforms + id} is a uniform`] : [],
      ),
    ...(twice(loads) ? ["a column is loaded twice"] : []),
    ...(twice(stores.map(({ column }) => column)) ? ["a column is stored twice"] : []),
  ];
}

describe("the network that sorts", () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])("sorts all zeros and ones of length %i, so all numbers", (size) => {
    // Knuth's 0–1 principle: a network that sorts all lists of zeros and ones sorts all lists.
    for (let bits = 0; bits < 2 ** size; bits++) {
      const list = Array.from({ length: size }, (_, place) => (bits >> place) & 1);
      for (const [low, high] of comparators(size)) {
        const [a = 0, b = 0] = [list[low], list[high]];
        [list[low], list[high]] = [Math.min(a, b), Math.max(a, b)];
      }
      expect(list).toEqual([...list].sort((a, b) => a - b));
    }
  });
});

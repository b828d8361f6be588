import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { fusedModuleOf } from "../../../src/compiler/emit/fused/javascript/evaluate-module.js";
import { compile, memoryHost } from "../../../src/compiler/index.js";
import { fusedKernel, type Column, type FusedKernel } from "../../../src/runtime/fused/index.js";
import { placeColumns, viewColumns } from "../../../src/runtime/fused/memory.js";

const spec = `
reward Door
signal open: bool
signal distance: float
action push: float[2]
param price: float = 0.5
machine Passage {
  start state Outside { when open -> Inside reward 10 }
  done state Inside
}
term passage = Passage.reward
term effort weight -price = sum(push)
term nearer = prev(distance) - distance
truncate when step_index >= 2
`;

function kernelOf(text: string, environments: number): FusedKernel {
  const { program, diagnostics } = compile("door.reward", memoryHost({ "door.reward": text }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return fusedKernel(fusedModuleOf(program), environments);
}

function column(fields: FusedKernel["signals"], name: string, element = 0): Column {
  const found = fields[name]?.columns[element];
  if (found === undefined) throw new Error(`no column of ${name}`);
  return found;
}

/** Two environments at distances 4 and 8; the second one's door is open, the first one pushes with 1 + 2. */
function begun(): FusedKernel {
  const kernel = kernelOf(spec, 2);
  column(kernel.first, "distance").set([4, 8]);
  kernel.init();
  column(kernel.signals, "open").set([0, 1]);
  column(kernel.signals, "distance").set([3, 6]);
  column(kernel.signals, "push", 0).set([1, 0]);
  column(kernel.signals, "push", 1).set([2, 0]);
  return kernel;
}

describe("a fused kernel", () => {
  it("pays what the spec says, from and into its own columns", () => {
    const kernel = begun();
    kernel.step();
    // −0.5 · (1 + 2) + (4 − 3) and 10 + (8 − 6).
    expect([...kernel.outputs.reward]).toEqual([-0.5, 12]);
    expect([...(kernel.outputs.terms["passage"] ?? [])]).toEqual([0, 10]);
    expect([...(kernel.outputs.machines["Passage"] ?? [])]).toEqual([0, 1]);
  });

  it("hands out the same memory for all steps", () => {
    const kernel = begun();
    const { reward } = kernel.outputs;
    const distance = column(kernel.signals, "distance");
    kernel.step();
    kernel.step();
    expect(kernel.outputs.reward).toBe(reward);
    expect(column(kernel.signals, "distance")).toBe(distance);
    expect(reward.buffer).toBe(distance.buffer);
    // The distances stand where they stood, and the machine is done.
    expect([...reward]).toEqual([-1.5, 0]);
  });

  it("ends episodes with a cause, and pays nothing until a reset", () => {
    const kernel = begun();
    for (let step = 0; step < 3; step++) kernel.step();
    expect([...kernel.outputs.truncated]).toEqual([1, 1]);
    expect(kernel.descriptor.causes[kernel.outputs.cause[0] ?? -1]).toBe("step_index >= 2");
    kernel.step();
    expect([...kernel.outputs.reward]).toEqual([0, 0]);
    expect([...kernel.outputs.cause]).toEqual([-1, -1]);
    expect([...kernel.ended]).toEqual([1, 1]);
  });

  it("begins episodes in the rows of a mask only", () => {
    const kernel = begun();
    kernel.step();
    column(kernel.first, "distance").set([100, 100]);
    kernel.reset(Uint8Array.of(0, 1));
    kernel.step();
    // The first goes on from 3; the second begins at 100, outside again, with its door open.
    expect([...kernel.outputs.reward]).toEqual([-1.5, 10 + 94]);
  });

  it("takes a reset row's signals as the first ones, and a same-step reset's from `first`", () => {
    const kernel = begun();
    column(kernel.first, "distance").set([50, 50]);
    kernel.isFirst.set([1, 1]);
    kernel.terminated.set([0, 1]);
    kernel.step();
    // The reset row pays nothing; the other one ends its episode.
    expect([...kernel.outputs.reward]).toEqual([0, 12]);
    expect([...kernel.outputs.terminated]).toEqual([0, 1]);
    expect([...kernel.ended]).toEqual([0, 0]);
    expect([...column(kernel.slots, "prev(distance)")]).toEqual([3, 50]);
    expect([...(kernel.outputs.machines["Passage"] ?? [])]).toEqual([0, 1]);
    expect([...column(kernel.slots, "Passage.state")]).toEqual([0, 0]);
  });

  it("saves and restores all that it remembers", () => {
    const kernel = begun();
    kernel.step();
    const saved = structuredClone(kernel.save());
    column(kernel.signals, "distance").set([1, 1]);
    kernel.step();
    const after = [...kernel.outputs.reward];
    const other = begun();
    other.restore(saved);
    column(other.signals, "distance").set([1, 1]);
    other.step();
    expect([...other.outputs.reward]).toEqual(after);
  });

  it("takes params from the next call on, and refuses those that the spec does not have", () => {
    const kernel = begun();
    kernel.set({ params: { price: 2 } });
    kernel.step();
    expect([...kernel.outputs.reward]).toEqual([-5, 12]);
    expect(() => kernel.set({ params: { prize: 2 } })).toThrow("`prize`: expected a declared param");
    expect(() => kernel.set({ params: { price: [1, 2] } })).toThrow("`price`: expected 1 value, found 2 values");
  });

  it("never makes up a clock that a schedule counts", () => {
    const scheduled =
      "reward S\nsignal x: float\nterm a weight schedule(linear, from: 1, to: 0, over: 100 steps) = x\n";
    const kernel = kernelOf(scheduled, 1);
    expect(() => kernel.set({})).toThrow("the learner's clock of steps is missing");
    kernel.set({ clock: { steps: 25 } });
    kernel.init();
    column(kernel.signals, "x").set([4]);
    kernel.step();
    expect([...kernel.outputs.reward]).toEqual([3]);
  });

  it("seeds random starts", () => {
    const random = `
reward R
signal go: bool
machine M {
  start { A: 0.5, B: 0.5 }
  state A { when go -> B reward 1 }
  state B { when go -> A }
}
term a = M.reward
`;
    const starts = (seed: number): readonly number[] => {
      const kernel = kernelOf(random, 64);
      kernel.init(seed);
      return [...column(kernel.slots, "M.state")];
    };
    expect(starts(1)).toEqual(starts(1));
    expect(starts(1)).not.toEqual(starts(2));
  });
});

describe("the memory of a fused kernel", () => {
  const layout = {
    columns: (["float", "bool", "int", "float"] as const).map((type, element) => ({
      field: "signal" as const,
      name: "x",
      element,
      type,
    })),
    uniforms: [],
  };

  it.each([1, 15, 16, 17, 1024, 4096, 65536])(
    "holds %i environments in columns that do not overlap, whole lanes apart",
    (environments) => {
      const { offsets, size } = placeColumns(layout, environments);
      const lanes = Math.ceil(environments / 16) * 16;
      const ends = offsets.map((offset, place) => offset + lanes * (layout.columns[place]?.type === "bool" ? 1 : 4));
      expect(offsets.slice(1).every((offset, place) => offset >= (ends[place] ?? Infinity))).toBe(true);
      expect(offsets.every((offset) => offset % 16 === 0)).toBe(true);
      expect(size).toBeGreaterThanOrEqual(ends.at(-1) ?? Infinity);
      // Columns that are a multiple of 4 KiB apart would compete for the same places of a cache.
      expect(offsets.slice(1).every((offset, place) => (offset - (offsets[place] ?? 0)) % 4096 !== 0)).toBe(true);
      const views = viewColumns(layout, environments, new ArrayBuffer(size));
      expect(views.map(({ length }) => length)).toEqual(layout.columns.map(() => environments));
    },
  );
});

describe("what emitted fused modules import", () => {
  it("is free of tfjs and of the compiler", async () => {
    const entry = fileURLToPath(new URL("../../../src/runtime/fused/index.ts", import.meta.url));
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      format: "esm",
      logLevel: "silent",
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
    expect(imports).toEqual([]);
    const inputs = Object.entries(metafile.outputs).flatMap(([, output]) => Object.keys(output.inputs));
    expect(inputs.filter((path) => path.includes("src/compiler"))).toEqual([]);
  });
});

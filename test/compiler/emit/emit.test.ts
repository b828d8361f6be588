import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { emitTfjs } from "../../../src/compiler/emit/tfjs/emit.js";
import { GraphBuilder } from "../../../src/compiler/ir/builder.js";
import { randomRows, runKernel, runReference, differences } from "../../runtime/kernel/agreement.js";
import { finishConformance } from "../../../src/testing/index.js";
import { useTestBackend } from "../../runtime/kernel/backends.js";
import { delivery } from "../../runtime/kernel/programs.js";
import { goldens } from "./goldens.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

describe.each(goldens)("the module of $name", (golden) => {
  beforeAll(() => useTestBackend("cpu"));

  it("is what is emitted today (UPDATE=1 rewrites it)", async () => {
    const emitted = await emitTfjs(golden.program());
    if (process.env["UPDATE"] === "1") writeFileSync(golden.path, emitted);
    expect(emitted).toBe(golden.text());
  });

  it("computes exactly what the closure does, and what the reference means", async () => {
    const program = golden.program();
    const { first, steps } = randomRows(program, 5, 12, 3);
    const module = runKernel(await golden.kernel(), program, first, steps, 7);
    expect(differences(module, runKernel(kernelOf(program), program, first, steps, 7), 0)).toEqual([]);
    expect(differences(module, runReference(program, first, steps, 7))).toEqual([]);
  });

  it("makes of whole trajectories what the reference does", async () => {
    const program = golden.program();
    const kernel = await golden.kernel();
    expect(kernel.finish === undefined).toBe(program.finish === undefined);
    if (program.finish === undefined) return;
    const { mismatches, judged } = await finishConformance(program, kernel, { updates: 2 });
    expect(mismatches).toEqual([]);
    expect(judged).toBeGreaterThan(500);
  });

  it("imports the runtime and tfjs-core only", () => {
    const imported = [...golden.text().matchAll(/from "([^"]+)"/g)].map(([, name]) => name);
    expect(imported).toEqual(["@tensorflow/tfjs-core", "rewardc/runtime"]);
  });
});

describe("emitted modules", () => {
  it("compile under tsc --strict with every further strictness", () => {
    const project = fileURLToPath(new URL("../../fixtures/emit/tsconfig.json", import.meta.url));
    expect(() =>
      execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", project], { cwd: root, stdio: "pipe" }),
    ).not.toThrow();
  });

  it("keep names that TypeScript reserves apart from its words", async () => {
    const g = new GraphBuilder();
    const signal = g.signal("class", "step", "float", []);
    const other = g.signal("tf", "step", "float", []);
    const total = g.binary("multiply", signal, other);
    const text = await emitTfjs({
      ...delivery(),
      nodes: g.nodes,
      slots: [],
      machines: [],
      endings: [],
      shapings: [],
      terms: [],
      signals: ["class", "tf"].map(
        (name) => ({ name, role: "signal", dtype: "float", shape: [], needsReset: false }) as const,
      ),
      reward: total,
      total,
      terminated: g.flag("terminated"),
      truncated: g.flag("truncated"),
      documentation: "Ends */ a comment.",
    });
    expect(text).toContain("readonly class: tf.Tensor;");
    expect(text).toContain("tf.mul(signals.class, signals.tf)");
    expect(text).toContain("/** Ends *\\/ a comment. */");
  });

  it("do not depend on the order in which programs are emitted", async () => {
    const first = goldens[1]?.program() ?? delivery();
    await emitTfjs(first);
    expect(await emitTfjs(delivery())).toBe(goldens[0]?.text());
  });
});

describe("constants in emitted modules", () => {
  it("keep infinities, NaN and the sign of zero, short and long", async () => {
    const g = new GraphBuilder();
    const x = g.signal("x", "step", "float", []);
    const index = g.signal("index", "step", "int", []);
    const table = [1, 2, NaN, Infinity, -Infinity, -0, 7, 8];
    const total = g.binary(
      "add",
      g.lookup(table, index, "float"),
      g.select(g.binary("less", x, g.constant(-Infinity)), g.constant(NaN), g.constant(-0)),
    );
    const text = await emitTfjs({
      ...delivery(),
      nodes: g.nodes,
      slots: [],
      machines: [],
      endings: [],
      shapings: [],
      terms: [],
      signals: [
        { name: "x", role: "signal", dtype: "float", shape: [], range: [-Infinity, 1], needsReset: false },
        { name: "index", role: "signal", dtype: "int", shape: [], needsReset: false },
      ],
      reward: total,
      total,
      terminated: g.flag("terminated"),
      truncated: g.flag("truncated"),
    });
    expect(text).toMatch(/const \w+ = \[1, 2, NaN, Infinity, -Infinity, -0, 7, 8\];/);
    expect(text).toMatch(/tf\.less\(signals\.x, -Infinity\), NaN, -0\)/);
  });
});

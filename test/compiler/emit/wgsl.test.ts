import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { describe as describeProgram } from "../../../src/compiler/emit/describe.js";
import { scalarise } from "../../../src/compiler/emit/fused/scalarise/index.js";
import { emitWgsl } from "../../../src/compiler/emit/wgsl/emit.js";
import { definitionsFor, library } from "../../../src/compiler/emit/shader/functions.js";
import { wgslKernelOf } from "../../../src/compiler/emit/wgsl/kernel.js";
import { emitWgslModule } from "../../../src/compiler/emit/wgsl/module.js";
import { reserved } from "../../../src/compiler/emit/wgsl/reserved.js";
import { compile, memoryHost } from "../../../src/compiler/index.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { place, regions } from "../../../src/runtime/shader/placement.js";
import { everyOperation } from "../../conformance/every-operation.js";
import { goldens } from "./goldens.js";

const chosen = goldens.filter(({ name }) => ["delivery", "quadruped", "schedules"].includes(name));
const pathOf = (name: string): string => fileURLToPath(new URL(`../../fixtures/emit/wgsl/${name}.js`, import.meta.url));

function shaderOf(program: Program): string {
  return emitWgsl(scalarise(program), describeProgram(program)).text;
}

describe.each(chosen)("the shader module of $name", ({ name, program }) => {
  it("is what is emitted today (UPDATE=1 rewrites it)", async () => {
    const emitted = await emitWgslModule(program());
    if (process.env["UPDATE"] === "1") writeFileSync(pathOf(name), emitted);
    expect(emitted).toBe(readFileSync(pathOf(name), "utf8"));
  });

  it("imports the runtime only", () => {
    const imported = [...readFileSync(pathOf(name), "utf8").matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
    expect(imported).toEqual(["rewardc/runtime"]);
  });
});

const shaders = [
  ...goldens.filter(({ program }) => {
    const { components, agents, average } = program();
    return components === undefined && agents === undefined && average === undefined;
  }),
  { name: "every operation", program: everyOperation },
];

describe.each(shaders)("the shader of $name", ({ program }) => {
  const text = shaderOf(program());

  it("needs no more storage buffers than WebGPU promises", () => {
    // 8 is the default of maxStorageBuffersPerShaderStage, which tfjs leaves as it is.
    expect(text.match(/var<storage/g)?.length).toBeLessThanOrEqual(8);
  });

  it("calls nothing that is neither built in nor defined", () => {
    const defined = new Set([...text.matchAll(/(?:fn|struct) (\w+)/gu)].map(([, name]) => name));
    const builtIn =
      "abs array bitcast ceil countLeadingZeros f32 floor i32 if for max min return round select sign sqrt trunc u32 vec2 vec3 binding group workgroup_size builtin";
    const called = [...withoutComments(text).matchAll(/([\p{ID_Start}_][\p{ID_Continue}]*)(?:<[\w<>, ]+>)?\(/gu)];
    const names = called.map(([, name = ""]) => name);
    expect(names.filter((name) => !defined.has(name) && !builtIn.split(" ").includes(name))).toEqual([]);
  });

  it("gives no name that the language keeps or that a function has, and none twice in a function", () => {
    const taken = new Set([...reserved, ...Object.keys(library)]);
    for (const [, body = ""] of text.matchAll(/fn (?:stepRow|resetRow)\([^)]*\) \{\n([\s\S]*?)\n\}/g)) {
      const names = [...body.matchAll(/^ {2}let ([^ ]+) =/gmu)].map(([, name]) => name ?? "");
      expect(names.filter((name) => taken.has(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("reads values behind their declarations only", () => {
    for (const [, body = ""] of text.matchAll(/fn (?:stepRow|resetRow)\([^)]*\) \{\n([\s\S]*?)\n\}/g)) {
      const declared = [...body.matchAll(/^ {2}let ([^ ]+) =/gmu)].map(([, name]) => name ?? "");
      const seen = new Set<string>();
      for (const line of body.split("\n")) {
        const [, name = "", expression = line] = /^ {2}let ([^ ]+) = (.*)$/u.exec(line) ?? [];
        const read = expression.match(/(?<![.\p{ID_Continue}])\p{ID_Start}[\p{ID_Continue}]*/gu) ?? [];
        expect(read.filter((word) => declared.includes(word) && !seen.has(word))).toEqual([]);
        seen.add(name);
      }
    }
  });

  it("lays fields side by side in each buffer", () => {
    const { fields, words } = place(describeProgram(program()), scalarise(program()).layout);
    for (const region of regions) {
      const own = fields.filter((field) => field.region === region);
      const ends = own.map(({ base, width }) => base + width);
      expect(own.map(({ base }) => base)).toEqual([0, ...ends.slice(0, -1)]);
      expect(words[region]).toBe(ends.at(-1) ?? 0);
    }
  });
});

describe("the shader of a spec with params", () => {
  it("is the same text whatever values the params have: tuning compiles nothing", () => {
    const program = goldens.find(({ name }) => name === "quadruped")?.program();
    if (program === undefined) throw new Error("no quadruped");
    expect(program.params.length).toBeGreaterThan(0);
    const tuned = {
      ...program,
      params: program.params.map((param) => ({ ...param, value: param.value.map((x) => x + 1) })),
    };
    expect(shaderOf(tuned)).toBe(shaderOf(program));
  });
});

describe("a kernel of a shader", () => {
  it.each(goldens.filter((golden) => !shaders.includes(golden)))("is refused for $name, saying why", ({ program }) => {
    expect(() => wgslKernelOf(program())).toThrow(
      /fused kernels pay one number|fused kernels compute each by itself|its \d+ agents apart/,
    );
  });
});

describe("what a shader compiler may not see through", () => {
  const shader = (body: string): string => {
    const { program } = compile(
      "a.reward",
      memoryHost({ "a.reward": `reward A\nsignal x: float\nterm a = ${body}\n` }),
    );
    if (program === undefined) throw new Error("the spec does not compile");
    return shaderOf(program);
  };

  it("are products with 0, which are NaN where the other factor is infinite or NaN", () => {
    expect(shader("x * 0")).toContain("(x * rounded(0f))");
    expect(shader("-0.0 * x")).toContain("(rounded(bitcast<f32>(0x80000000u)) * x)");
    expect(shader("2 * x")).toContain("(2f * x)");
  });

  it("are seconds of a sum, which shader compilers would add up", () => {
    expect(shader("(1 - x) + 0.25")).toContain("((1f - x) + rounded(0.25f))");
    expect(shader("(x - x * x) + 0.25")).not.toContain("rounded(0.25f)");
  });
});

describe("the functions of shaders", () => {
  it("bring along the functions that they call, and no others", () => {
    const text = definitionsFor("x = divided(a, b);", library).join("\n");
    expect(text).toContain("fn partsOf(");
    expect(text).toContain("fn notANumber(");
    expect(text).not.toContain("fn sine(");
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, "");
}

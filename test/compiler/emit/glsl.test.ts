import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { describe as describeProgram } from "../../../src/compiler/emit/describe.js";
import { scalarise } from "../../../src/compiler/emit/fused/scalarise/index.js";
import { glslLibrary } from "../../../src/compiler/emit/glsl/definitions.js";
import { emitGlsl } from "../../../src/compiler/emit/glsl/emit.js";
import { emitGlslModule } from "../../../src/compiler/emit/glsl/module.js";
import { reserved } from "../../../src/compiler/emit/glsl/reserved.js";
import { definitionsFor, library } from "../../../src/compiler/emit/shader/functions.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { compile, memoryHost } from "../../../src/compiler/index.js";
import { fieldFunction, firstWord, givenWords } from "../../../src/runtime/glsl/fields.js";
import { place } from "../../../src/runtime/shader/placement.js";
import { everyOperation } from "../../conformance/every-operation.js";
import { goldens } from "./goldens.js";

const chosen = goldens.filter(({ name }) => ["delivery", "quadruped", "schedules"].includes(name));
const pathOf = (name: string): string => fileURLToPath(new URL(`../../fixtures/emit/glsl/${name}.js`, import.meta.url));

function shaderOf(program: Program): string {
  return emitGlsl(scalarise(program), describeProgram(program)).text;
}

describe.each(chosen)("the fragment program module of $name", ({ name, program }) => {
  it("is what is emitted today (UPDATE=1 rewrites it)", async () => {
    const emitted = await emitGlslModule(program());
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

describe.each(shaders)("the fragment program of $name", ({ program }) => {
  const text = withoutComments(shaderOf(program()));

  it("has words of GLSL only, in letters of ASCII", () => {
    expect(text.match(/\b(?:f32|i32|u32|bitcast|fn|let|var)\b|->|\bvec[23]</g)).toBeNull();
    expect(text.match(/[^\n -~]/)).toBeNull();
  });

  it("writes floats with a point or an exponent, and nothing behind numbers but the u of those without sign", () => {
    expect(text.match(/\b\d[\w.]*/g)?.filter((number) => !isLiteral(number))).toEqual([]);
  });

  it("calls nothing before it is defined that is not built in", () => {
    const builtIn =
      "abs ceil float floatBitsToUint floor if for int intBitsToFloat ivec2 max min return roundEven sign sqrt texelFetch trunc uint uintBitsToFloat uvec2 uvec3 vec2 getOutputCoords setOutput";
    const known = new Set(builtIn.split(" "));
    for (const line of text.split("\n")) {
      const [, struct] = /^struct (\w+)/.exec(line) ?? [];
      const [, defined] = /^\w+ (\w+)\(/.exec(line) ?? [];
      if (struct !== undefined) known.add(struct);
      if (defined !== undefined) known.add(defined);
      const called = [...line.matchAll(/([A-Za-z_]\w*)\(/g)].map(([, name = ""]) => name);
      expect(called.filter((name) => !known.has(name))).toEqual([]);
    }
  });

  it("gives no name that the language keeps or that a function has, and none twice in a function", () => {
    const taken = new Set([...reserved, ...Object.keys(glslLibrary)]);
    for (const [, body = ""] of text.matchAll(/void (?:stepRow|resetRow)\([^)]*\) \{\n([\s\S]*?)\n\}/g)) {
      const names = [...body.matchAll(/^ {2}(?:float|int|bool) (\w+) =/gm)].map(([, name]) => name ?? "");
      expect(names.filter((name) => taken.has(name) || /__|^gl_/.test(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("keeps each word that a step stores once", () => {
    const { step, layout } = scalarise(program());
    const [, body = ""] = /void stepRow\([^)]*\) \{\n([\s\S]*?)\n\}/.exec(text) ?? [];
    const blocks = [...body.matchAll(/if \(group == (\d+)u\) \{\n([\s\S]*?)\n {2}\}/g)];
    const kept = blocks.flatMap(([, group = "", lines = ""]) =>
      [...lines.matchAll(/texel\.([xyzw]) = /g)].map(([, channel = ""]) => 4 * Number(group) + "xyzw".indexOf(channel)),
    );
    const placement = place(describeProgram(program()), layout);
    expect(new Set(kept).size).toBe(step.stores.length);
    expect(kept.length).toBe(step.stores.length);
    expect(Math.max(...kept)).toBeLessThan(givenWords(placement));
  });
});

describe("the fields of a fragment program", () => {
  it("are found by each of their words", () => {
    const program = goldens.find(({ name }) => name === "quadruped")?.program();
    if (program === undefined) throw new Error("no quadruped");
    const placement = place(describeProgram(program), scalarise(program).layout);
    const cases = [
      ...fieldFunction(placement).matchAll(/>= (\d+)u && word < (\d+)u\) \{ return uvec2\((\d+)u, (\d+)u\)/g),
    ];
    const wide = placement.fields.filter(({ region, width }) => region !== "inputs" && width > 1);
    expect(wide.length).toBeGreaterThan(0);
    expect(cases.map(([, ...numbers]) => numbers.map(Number))).toEqual(
      wide.map((field) => {
        const first = firstWord(placement, field);
        return [first, first + field.width, first, field.width];
      }),
    );
  });
});

describe("the fragment program of a spec with params", () => {
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

describe("names in letters that GLSL has not", () => {
  it("are spelt by their code points", () => {
    const text = "reward Way\nsignal größe: float\nterm a = größe * größe\n";
    const { program } = compile("way.reward", memoryHost({ "way.reward": text }));
    if (program === undefined) expect.fail("the spec does not compile");
    expect(shaderOf(program)).toContain("float gruf6udfe = ");
  });
});

describe("the library in GLSL", () => {
  it("has what it has in WGSL", () => {
    expect(Object.keys(glslLibrary)).toEqual(expect.arrayContaining(Object.keys(library)));
  });

  it("takes remainders of numbers without sign: GLSL leaves open what those of negative ones are", () => {
    const [remainder = ""] = definitionsFor("wholeRemainder(x, y)", glslLibrary).slice(-1);
    expect(remainder).toContain("uint(abs(x)) % uint(abs(y))");
  });
});

function isLiteral(number: string): boolean {
  return /^(?:\d+u?|0x[0-9a-f]+u|\d+\.\d*(?:e\d+)?|\d+e\d*|\d+\.\d+e)$/.test(number);
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, "");
}

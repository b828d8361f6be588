import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { registry } from "../../../src/compiler/diagnostics/registry/index.js";
import { render } from "../../../src/compiler/diagnostics/render/render.js";
import { check, compile, nodeHost } from "../../../src/compiler/index.js";
import { refusalsOf } from "../../../src/compiler/targets/refusals.js";

const codes = Object.entries(registry).map(([name, entry]) => ({ name, ...entry }));
const fixtures = "test/fixtures/diagnostics";

/** Codes that no spec can trigger: faults of the compiler, of files and of the command line; tests of their own cover them. */
const withoutFixture = new Set([
  "internal-error",
  "expectation-failed",
  "test-stopped",
  "target-differs",
  "assert-failed",
  "trace-not-json",
  "trace-not-csv",
  "trace-field",
  "trace-value",
  "trace-unknown-name",
  "trace-missing-signal",
  "trace-missing-clock",
  "trace-misplaced",
  "trace-contradiction",
  "trace-unfinished",
  "non-finite-reward",
  "formula-syntax",
  "formula-unsupported",
  "formula-too-large",
  "trace-syntax",
  "state-not-covered",
  "overwritten-edge",
  "file-too-large",
]);

describe("the registry", () => {
  it("gives each code one name", () => {
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
  });

  it.each(codes)("$code $name has a page with the right title", ({ code, name }) => {
    expect(readFileSync(`docs/diagnostics/${code}.md`, "utf8").split("\n")[0]).toBe(`# ${code}: ${name}`);
  });

  it("has no page or fixture without a code", () => {
    const known = new Set<string>(codes.map(({ code }) => code));
    const files = [...readdirSync("docs/diagnostics"), ...readdirSync(fixtures)].filter((file) =>
      /^RWD\d{4}\.(md|reward|txt)$/.test(file),
    );
    expect(files.filter((file) => !known.has(file.slice(0, 7)))).toEqual([]);
  });
});

function checked(path: string, code: string) {
  // RWD72xx come from the analysis, which has more to say of other fixtures, too.
  return check(path, nodeHost(), { analysis: code.startsWith("RWD72") });
}

/** RWD84xx come from a target; the language has nothing against these specs. */
function refusedByFused(path: string) {
  const { spec, program, diagnostics, sources } = compile(path, nodeHost());
  expect(diagnostics).toEqual([]);
  if (spec === undefined || program === undefined) expect.fail(`${path} is a library`);
  return { diagnostics: refusalsOf(spec, program, "fused"), sources };
}

describe("fixtures", () => {
  it.each(codes.filter(({ name }) => !withoutFixture.has(name)))(
    "$code $name is rendered as recorded",
    ({ code, name }) => {
      const path = `${fixtures}/${code}.reward`;
      if (!existsSync(path)) expect.fail(`${path} is missing: a minimal spec that triggers ${name}`);
      const { diagnostics, sources } = code.startsWith("RWD84") ? refusedByFused(path) : checked(path, code);
      expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
      const rendered = diagnostics.map((diagnostic) => render(diagnostic, sources)).join("\n");
      const recorded = path.replace(/\.reward$/, ".txt");
      if (process.env["UPDATE"] === "1") writeFileSync(recorded, rendered);
      expect(rendered).toBe(readFileSync(recorded, "utf8"));
    },
  );
});

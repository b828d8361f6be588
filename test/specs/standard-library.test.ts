import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check, nodeHost, parse, SourceFile } from "../../src/compiler/index.js";

const files = readdirSync("specs/std").map((file) => `specs/std/${file}`);

describe.each(files)("%s", (file) => {
  it("checks by itself, without a warning", () => {
    expect(check(file, nodeHost()).diagnostics).toEqual([]);
  });
  it("says of each function what it is, with an example that has a test", () => {
    const { value } = parse(new SourceFile(file, readFileSync(file, "utf8")));
    const functions = value.declarations.flatMap((declaration) => (declaration.kind === "def" ? [declaration] : []));
    expect(functions.length).toBeGreaterThan(4);
    for (const { name, documentation = "" } of functions)
      expect(documentation, name.name).toMatch(/^\S[^]*\n```\n(?:[^]*\n)?test "[^]*expect[^]*\n```$/);
  });
});

import { describe, expect, it } from "vitest";
import { render } from "../../src/compiler/diagnostics/render/render.js";
import { check, memoryHost } from "../../src/compiler/index.js";
import { runSpecTests } from "../../src/testing/index.js";
import { blocks, pages, type Block } from "./markdown.js";

const specs = pages()
  .flatMap((page) => blocks(page))
  .filter(({ language }) => language === "reward");
const inDocs = specs.filter(({ file }) => !file.startsWith("docs/diagnostics/"));
/** Pages of diagnostics with specs; a fault of the compiler itself has none. */
const inDiagnostics = [...new Set(specs.filter((block) => !inDocs.includes(block)).map(({ file }) => file))];

/** A block without a first line is a part of a spec. */
function whole({ text }: Block): string {
  return /^\s*(\/\/.*\n\s*)*(reward|library)\s/.test(text) ? text : `reward Example\n${text}`;
}

function findings(text: string): { readonly codes: readonly string[]; readonly errors: string } {
  const { diagnostics, sources } = check("example.reward", memoryHost({ "example.reward": text }));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { codes: diagnostics.map(({ code }) => code), errors: errors.map((error) => render(error, sources)).join("\n") };
}

describe("specs in the docs", () => {
  it.each(inDocs.map((block) => [`${block.file}:${block.line}`, block] as const))("%s checks and passes its tests", async (_, block) => {
    const text = whole(block);
    expect(findings(text).errors).toBe("");
    if (/^\s*test\s+"/m.test(text)) {
      const results = await runSpecTests({ "example.reward": text }, "example.reward");
      expect(results.filter(({ passed }) => !passed)).toEqual([]);
    }
  });
});

describe("pages of diagnostics", () => {
  it.each(inDiagnostics)("%s shows a spec that triggers it, and one that does not", (file) => {
    const code = /RWD\d{4}/.exec(file)?.[0];
    const [bad, ...rest] = specs.filter((block) => block.file === file);
    const good = rest.at(-1);
    if (bad === undefined || good === undefined) expect.fail("two `reward` blocks are needed");
    expect(findings(whole(bad)).codes).toContain(code);
    expect(findings(whole(good)).errors).toBe("");
    expect(findings(whole(good)).codes).not.toContain(code);
  });
});

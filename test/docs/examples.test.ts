import { describe, expect, it } from "vitest";
import { render } from "../../src/compiler/diagnostics/render/render.js";
import { check, compile, memoryHost } from "../../src/compiler/index.js";
import { refusalsOf } from "../../src/compiler/targets/refusals.js";
import { runSpecTests } from "../../src/testing/index.js";
import { blocks, pages, type Block } from "./markdown.js";

const specs = pages()
  .flatMap((page) => blocks(page))
  .filter(({ language }) => language === "reward");
const inDocs = specs.filter(({ file }) => !file.startsWith("docs/diagnostics/"));
/** Pages of diagnostics with specs; a fault of the compiler itself has none. */
const inDiagnostics = [...new Set(specs.filter((block) => !inDocs.includes(block)).map(({ file }) => file))];

/** What takes too many lines to be shown on a page. */
const tooLarge = new Set(["docs/diagnostics/RWD1034.md", "docs/diagnostics/RWD1035.md"]);

/** A block without a first line is a part of a spec. */
function whole({ text }: Block): string {
  return /^\s*(\/\/.*\n\s*)*(reward|library)\s/.test(text) ? text : `reward Example\n${text}`;
}

/** `others`: the errors apart from constructs that parse but are not in this version, which pages about syntax may show. */
function findings(
  text: string,
  beside: Readonly<Record<string, string>> = {},
): { readonly codes: readonly string[]; readonly errors: string; readonly others: string } {
  const { diagnostics, sources } = check("example.reward", memoryHost({ ...beside, "example.reward": text }), { analysis: true });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const rendered = (some: typeof errors): string => some.map((error) => render(error, sources)).join("\n");
  return {
    codes: diagnostics.map(({ code }) => code),
    errors: rendered(errors),
    others: rendered(errors.filter(({ name }) => name !== "not-in-this-version")),
  };
}

/** RWD84xx come from a target; the language has nothing against these specs. */
function refusedByFused(text: string): { readonly codes: readonly string[]; readonly others: string } {
  const { spec, program } = compile("example.reward", memoryHost({ "example.reward": text }));
  if (spec === undefined || program === undefined) return findings(text);
  return { codes: refusalsOf(spec, program, "fused").map(({ code }) => code), others: "" };
}

/** The files of a page that are no specs: recordings, machines. */
function filesOf(page: string): Readonly<Record<string, string>> {
  const named = blocks(page).flatMap(({ info, text }) => {
    const name = /file=(\S+)/.exec(info)?.[1];
    return name === undefined || name.endsWith(".reward") ? [] : [[name, text] as const];
  });
  return Object.fromEntries(named);
}

describe("specs in the docs", () => {
  it.each(inDocs.map((block) => [`${block.file}:${block.line}`, block] as const))("%s checks and passes its tests", async (_, block) => {
    const text = whole(block);
    const beside = filesOf(block.file);
    expect(findings(text, beside).errors).toBe("");
    if (/^\s*test\s+"/m.test(text)) {
      const results = await runSpecTests({ ...beside, "example.reward": text }, "example.reward");
      expect(results.filter(({ passed }) => !passed)).toEqual([]);
    }
  });
});

describe("pages of diagnostics", () => {
  it.each(inDiagnostics)("%s shows a spec that triggers it, and one that does not", (file) => {
    const code = /RWD\d{4}/.exec(file)?.[0];
    const shown = specs.filter((block) => block.file === file);
    const bad = shown.length > 1 ? shown[0] : undefined;
    const good = shown.at(-1);
    if (bad === undefined && !tooLarge.has(file)) expect.fail("two `reward` blocks are needed");
    // The page of a missing first line shows a spec as it is written.
    const found = code?.startsWith("RWD84") === true ? refusedByFused : findings;
    if (bad !== undefined) expect(found(code === "RWD1002" ? bad.text : whole(bad)).codes).toContain(code);
    if (good === undefined) return;
    const { codes, others } = found(whole(good));
    expect(others).toBe("");
    expect(codes).not.toContain(code);
  });
});

import { readFileSync } from "node:fs";
import { check } from "../../../src/compiler/compile.js";
import type { Diagnostic } from "../../../src/compiler/diagnostics/diagnostic.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";
import { runSpecTests } from "../../../src/testing/index.js";

const library = nodeHost();

/** What is found of the spec, the analysis included. */
export function findingsOf(text: string): readonly Diagnostic[] {
  return check("a.reward", memoryHost({ "a.reward": text }, library), { analysis: true }).diagnostics;
}

/** The test that a finding prints. */
function witnessOf({ notes }: Diagnostic): string {
  const note = notes.find((text) => text.startsWith("as a test"));
  return note?.slice(note.indexOf("\n") + 1) ?? "";
}

/** What the spec's tests say once the finding's own test stands in it. */
export async function pasted(
  text: string,
  code: string,
): Promise<readonly { readonly passed: boolean; readonly why: string }[]> {
  const finding = findingsOf(text).find((diagnostic) => diagnostic.code === code);
  if (finding === undefined) throw new Error(`${code} is not found`);
  const results = await runSpecTests({ "a.reward": `${text}\n${witnessOf(finding)}\n` }, "a.reward");
  return results.map(({ passed, failures }) => ({ passed, why: failures.map(({ message }) => message).join("\n") }));
}

export function fixture(code: string): string {
  return readFileSync(`test/fixtures/diagnostics/${code}.reward`, "utf8");
}

/** The text after a finding's first repair. */
export function repaired(text: string, { fixes }: Diagnostic): string {
  const edits = [...(fixes[0]?.edits ?? [])].sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((now, { span, text: by }) => now.slice(0, span.start) + by + now.slice(span.end), text);
}

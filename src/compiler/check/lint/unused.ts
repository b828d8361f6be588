import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { describeDefinition } from "../../resolve/definition.js";
import type { Unit } from "../../resolve/index.js";
import { referencesOf } from "./references.js";

/** What the main file declares or imports and nothing reads. What a test reads is not used by the reward. */
export function unused({ modules, chain }: Unit): readonly Diagnostic[] {
  const { main } = modules;
  const references = chain.map(({ file }) => referencesOf(file));
  const isRead = (name: string): boolean => references.some(({ read }) => read.has(name));
  const inTests = (name: string): boolean => references.some((file) => file.inTests.has(name));
  const imports = [...main.imports.values()]
    // A term or a machine is part of the spec that imports it.
    .filter(
      ({ name, definition }) =>
        definition.kind !== "term" &&
        definition.kind !== "terms" &&
        definition.kind !== "machine" &&
        !isRead(name) &&
        !inTests(name),
    )
    .map(({ name, span }) => report("unused-import", span, { name }, { label: "never used" }));
  if (main.file.kind === "library" || main.incomplete) return imports;
  const declared = [...main.declared.values()].flatMap((definition) => {
    const { name, span, kind } = definition;
    if ((kind !== "signal" && kind !== "let" && kind !== "param") || isRead(name)) return [];
    if (kind === "signal" && definition.declaration.role === "action") return [];
    if (kind !== "signal" && inTests(name)) return [];
    return [
      report("unused-declaration", span, { what: describeDefinition(definition), name }, { label: "never read" }),
    ];
  });
  return [...imports, ...declared];
}

import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Modules } from "../../resolve/module.js";
import type { Declaration } from "../../syntax/ast/index.js";

/** What says how a whole spec adds up: a library has no such thing. */
const ofSpecs: ReadonlySet<Declaration["kind"]> = new Set([
  "total",
  "advantage",
  "discount",
  "dt",
  "nan",
  "terminate",
  "truncate",
  "shape",
  "assert",
  "variant",
  "keep",
  "mask",
  "report",
  "agents",
  "test",
]);
const notInVariants: ReadonlySet<string> = new Set(["import", "variant", "test"]);

/** Declarations that cannot stand where they are: those of a spec in a library, imports and tests in a variant. */
export function misplaced({ main }: Modules): readonly Diagnostic[] {
  const { kind, declarations } = main.file;
  const inLibrary = kind === "library" ? declarations.filter((declaration) => ofSpecs.has(declaration.kind)) : [];
  const inVariants = declarations.flatMap((declaration) =>
    declaration.kind === "variant" ? declaration.items.filter((item) => notInVariants.has(item.kind)) : [],
  );
  return [
    ...inLibrary.map((declaration) =>
      report(
        "misplaced-declaration",
        declaration.span,
        { what: `\`${declaration.kind}\``, where: "a library" },
        { help: "a spec begins with `reward Name`" },
      ),
    ),
    ...inVariants.map((item) =>
      report("misplaced-declaration", item.span, { what: `\`${item.kind}\``, where: "a variant" }),
    ),
  ];
}

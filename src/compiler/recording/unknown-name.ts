import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { suggest } from "../diagnostics/suggest.js";
import type { Span } from "../source/span.js";

/** A name in a recording that the spec does not have. */
export function unknownName(kind: string, name: string, known: readonly string[], span: Span): Diagnostic {
  const near = suggest(name, known);
  return report(
    "trace-unknown-name",
    span,
    { kind, name },
    near === undefined ? {} : { help: `did you mean \`${near}\`?` },
  );
}

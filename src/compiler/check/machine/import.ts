import { report } from "../../diagnostics/report.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { importMachine, type ImportedLabel } from "../machines/index.js";
import type { CompilerHost } from "../../source/host.js";
import { reasonOf } from "../../resolve/load.js";
import { SourceFile } from "../../source/source-file.js";
import type { Context, DefinitionOf } from "../context.js";
import { expectBoolean, expectScalar } from "../expect.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedMachine } from "../typed.js";

export interface ImportOptions {
  readonly host: CompilerHost;
  readonly compatibility: "falling-off-pays" | undefined;
  /** Keeps the text, so that findings in it can be shown. */
  source(file: SourceFile): void;
}

/** `machine M from "t3.txt" labels { f -> coffee }`. */
export function* checkImportedMachine(
  name: string,
  definition: DefinitionOf<"machine">,
  options: ImportOptions,
  context: Context,
): Checking<TypedMachine | undefined> {
  const { declaration, home } = definition;
  const { body } = declaration;
  if (body.kind !== "import") return undefined;
  const scope = scopeOf(home);
  const path = options.host.resolve(home.path, body.from.value);
  const labels: ImportedLabel[] = [];
  for (const { label, value } of body.labels) {
    const what = `the label \`${label.name}\``;
    const typed = expectScalar(
      expectBoolean(yield* defer(context.check(value, scope)), what, scope, context),
      what,
      scope,
      context,
    );
    labels.push({ label: label.name, value: typed, span: label.span });
  }
  const result = options.host.read(path);
  if ("failure" in result) {
    context.report(
      scope,
      report("unreadable-file", body.from.span, { file: body.from.value, reason: reasonOf(result.failure.reason) }),
    );
    return undefined;
  }
  options.source(new SourceFile(path, result.text));
  if (labels.some(({ value }) => value.kind === "error")) return undefined;
  const imported = importMachine({
    name,
    span: declaration.name.span,
    file: { path, text: result.text },
    labels,
    ...(declaration.documentation === undefined ? {} : { documentation: declaration.documentation }),
    ...(options.compatibility === undefined ? {} : { compatibility: options.compatibility }),
  });
  imported.diagnostics.forEach((diagnostic: Diagnostic) => context.report(scope, diagnostic));
  return imported.value;
}

import { DiagnosticSeverity, type Connection, type Diagnostic as LspDiagnostic } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { check } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Sources } from "../../compiler/diagnostics/json.js";
import type { CompilerHost } from "../../compiler/source/host.js";
import type { SourceFile } from "../../compiler/source/source-file.js";
import { rangeIn } from "../range.js";
import { pathOf, uriOf } from "../uri.js";

/** What the last check found, for requests that come between two checks. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** Milliseconds of quiet before a check: typing is not interrupted by it. */
const quiet = 60;

/** Checks all open documents after each pause in typing and publishes what is new, empty lists included. */
export class DiagnosticsPublisher {
  #findings: Findings = { diagnostics: [], sources: new Map() };
  #published = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly host: CompilerHost,
    private readonly open: () => readonly TextDocument[],
  ) {}

  get latest(): Findings {
    return this.#findings;
  }

  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#publish(), quiet);
  }

  #publish(): void {
    const documents = this.open();
    this.#findings = checkAll(
      documents.map(({ uri }) => pathOf(uri)),
      this.host,
    );
    const versions = new Map(documents.map((document) => [pathOf(document.uri), document]));
    const byFile = new Map<string, Diagnostic[]>();
    for (const diagnostic of this.#findings.diagnostics) {
      const { file } = diagnostic.primary.span;
      byFile.set(file, [...(byFile.get(file) ?? []), diagnostic]);
    }
    const files = new Set([...byFile.keys(), ...versions.keys()]);
    for (const file of new Set([...files, ...this.#published])) {
      const document = versions.get(file);
      const diagnostics = (byFile.get(file) ?? []).map((diagnostic) => toLsp(diagnostic, this.#findings.sources));
      void this.connection.sendDiagnostics({
        uri: document?.uri ?? uriOf(file),
        diagnostics,
        ...(document === undefined ? {} : { version: document.version }),
      });
    }
    this.#published = files;
  }
}

function checkAll(paths: readonly string[], host: CompilerHost): Findings {
  const diagnostics = new Map<string, Diagnostic>();
  const sources = new Map<string, SourceFile>();
  for (const path of paths) {
    const result = check(path, host, { analysis: true });
    for (const [file, source] of result.sources) sources.set(file, source);
    for (const diagnostic of result.diagnostics) diagnostics.set(JSON.stringify(diagnostic), diagnostic);
  }
  return { diagnostics: [...diagnostics.values()], sources };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

function toLsp(diagnostic: Diagnostic, sources: Sources): LspDiagnostic {
  const { code, severity, message, primary, related, notes, help } = diagnostic;
  const lines = [
    primary.label === "" ? message : `${message}: ${primary.label}`,
    ...notes,
    ...(help === undefined ? [] : [`help: ${help}`]),
  ];
  return {
    range: rangeIn(primary.span, sources),
    severity: severities[severity],
    code,
    source: "rewardc",
    message: lines.join("\n"),
    relatedInformation: related.map(({ span, label }) => ({
      location: { uri: uriOf(span.file), range: rangeIn(span, sources) },
      message: label,
    })),
  };
}

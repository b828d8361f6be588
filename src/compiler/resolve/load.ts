import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { CompilerHost, ReadFailure } from "../source/host.js";
import { SourceFile } from "../source/source-file.js";
import type { Span } from "../source/span.js";
import { standardName } from "../source/specifier.js";
import type { ImportDeclaration, SpecFile } from "../syntax/ast/index.js";
import { parse } from "../syntax/parse.js";
import { unreachable } from "../unreachable.js";

/** A parsed file and where each of its imports leads; absent where the file could not be read or would import itself. */
export interface LoadedFile {
  readonly source: SourceFile;
  readonly file: SpecFile;
  readonly targets: ReadonlyMap<ImportDeclaration, string>;
  /** The parser has left something out. */
  readonly incomplete: boolean;
  /** A file of the standard library that is imported: it is not the user's. */
  readonly standard: boolean;
}

export interface Loaded {
  /** By path, imported files before the files that import them. */
  readonly files: ReadonlyMap<string, LoadedFile>;
  readonly prelude: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const preludeSpecifier = "std/prelude";

/** Reads and parses `path` and everything that it imports, each file once. */
export function load(path: string, host: CompilerHost): Loaded {
  const diagnostics: Diagnostic[] = [];
  const files = new Map<string, LoadedFile>();
  const main = readFile(path, host);
  if ("failure" in main) {
    diagnostics.push(unreadable(path, main.failure, { file: path, start: 0, end: 0 }));
    return { files, prelude: undefined, diagnostics };
  }
  const prelude = loadPrelude(path, host, files, diagnostics);
  loadFrom(main, false, host, files, diagnostics);
  return { files, prelude, diagnostics };
}

/** The prelude, unless it is the file that is checked. */
function loadPrelude(
  from: string,
  host: CompilerHost,
  files: Map<string, LoadedFile>,
  diagnostics: Diagnostic[],
): string | undefined {
  const path = host.resolve(from, preludeSpecifier);
  if (path === from || from.endsWith("std/prelude.reward")) return undefined;
  const source = readFile(path, host);
  if ("failure" in source) return undefined;
  loadFrom(source, true, host, files, diagnostics);
  return path;
}

/** Walks the imports depth first, with a stack of our own: a chain of imports may be long. */
function loadFrom(
  first: SourceFile,
  standard: boolean,
  host: CompilerHost,
  files: Map<string, LoadedFile>,
  diagnostics: Diagnostic[],
): void {
  const open: { readonly loading: Loading; readonly rest: ImportDeclaration[] }[] = [];
  const begin = (source: SourceFile, standard: boolean): void => {
    const loading = begun(source, standard, diagnostics);
    open.push({
      loading,
      rest: [...loading.file.declarations].reverse().filter((declaration) => declaration.kind === "import"),
    });
  };
  begin(first, standard);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const declaration = top.rest.pop();
    if (declaration === undefined) {
      files.set(top.loading.source.path, top.loading);
      open.pop();
      continue;
    }
    const target = host.resolve(top.loading.source.path, declaration.from.value);
    const cycle = open.findIndex(({ loading }) => loading.source.path === target);
    if (cycle >= 0) {
      const path = [...open.slice(cycle).map(({ loading }) => loading.source.path), target];
      diagnostics.push(
        report(
          "import-cycle",
          declaration.from.span,
          { path: path.map((name) => `\`${name}\``).join(" → ") },
          { label: "closes the cycle" },
        ),
      );
      continue;
    }
    if (!files.has(target)) {
      const source = readFile(target, host);
      if ("failure" in source) {
        diagnostics.push(unreadable(declaration.from.value, source.failure, declaration.from.span));
        continue;
      }
      begin(source, standardName(declaration.from.value) !== undefined);
    }
    top.loading.targets.set(declaration, target);
  }
}

interface Loading extends LoadedFile {
  readonly targets: Map<ImportDeclaration, string>;
}

function begun(source: SourceFile, standard: boolean, diagnostics: Diagnostic[]): Loading {
  const parsed = parse(source);
  diagnostics.push(...parsed.diagnostics);
  return {
    source,
    file: parsed.value,
    targets: new Map(),
    incomplete: parsed.diagnostics.some(({ severity }) => severity === "error"),
    standard,
  };
}

function readFile(path: string, host: CompilerHost): SourceFile | { readonly failure: ReadFailure } {
  const result = host.read(path);
  return "failure" in result ? result : new SourceFile(path, result.text);
}

function unreadable(file: string, failure: ReadFailure, span: Span): Diagnostic {
  const detail = failure.detail === undefined ? "" : ` (${failure.detail})`;
  return report("unreadable-file", span, { file, reason: `${reasonOf(failure.reason)}${detail}` });
}

/** Why a file could not be read, for the end of a message. */
export function reasonOf(reason: ReadFailure["reason"]): string {
  switch (reason) {
    case "missing":
      return "no such file";
    case "directory":
      return "it is a directory";
    case "unreadable":
      return "it cannot be opened";
    case "not-utf8":
      return "it is not UTF-8 text";
    case "too-large":
      return "it is too large";
    default:
      return unreachable(reason);
  }
}

import type { SourceFile } from "../source/source-file.js";
import type { Span } from "../source/span.js";
import type { SpecFile } from "../syntax/ast/index.js";
import type { Definition } from "./definition.js";

/** One name that a file imports. */
export interface Import {
  /** The name in this file. */
  readonly name: string;
  readonly span: Span;
  readonly definition: Definition;
}

/** A parsed file with the names that it declares and imports. The maps are filled while files are linked and never change later. */
export interface Module {
  readonly path: string;
  readonly source: SourceFile;
  readonly file: SpecFile;
  readonly declared: ReadonlyMap<string, Definition>;
  readonly imports: ReadonlyMap<string, Import>;
  /** Names of which it has been reported that they cannot be had: whoever reads them needs no further report. */
  readonly missing: ReadonlySet<string>;
  /** Parts of the file could not be read, by the parser or of the spec that it extends, so any name may be missing. */
  readonly incomplete: boolean;
  /** A file of the standard library that is imported: it is not the user's. */
  readonly standard: boolean;
}

/** The files of one check: what `load` returns. */
export interface Modules {
  readonly main: Module;
  /** Names that every file sees without importing them. */
  readonly prelude: Module | undefined;
  readonly all: readonly Module[];
  readonly sources: ReadonlyMap<string, SourceFile>;
}

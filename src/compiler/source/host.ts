/** Why a file could not be read, in words that a diagnostic can end with. */
export interface ReadFailure {
  readonly reason: "missing" | "directory" | "unreadable" | "not-utf8" | "too-large";
  readonly detail?: string;
}

export type ReadResult = { readonly text: string } | { readonly failure: ReadFailure };

/** All input and output that the compiler ever does. Paths use `/`. */
export interface CompilerHost {
  /** Reads UTF-8 text; a byte-order mark is dropped. Never throws. */
  read(path: string): ReadResult;
  /** The path that `specifier` names when written in `from`; `std/…` names a file of the standard library. */
  resolve(from: string, specifier: string): string;
}

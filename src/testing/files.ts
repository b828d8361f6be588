import { memoryHost, type CompilerHost } from "../compiler/index.js";

/** Specs as text by path, or a host that reads them. */
export type Files = Readonly<Record<string, string>> | CompilerHost;

/** A host for `files`; the standard library comes from the package. */
export function hostOf(files: Files): CompilerHost {
  return isHost(files) ? files : memoryHost(files);
}

function isHost(files: Files): files is CompilerHost {
  return typeof files["read"] === "function";
}

import type { CompilerHost } from "../compiler/source/host.js";
import { memoryHost } from "../compiler/source/memory-host.js";
import { nodeHost } from "../compiler/source/node-host.js";

/** Specs as text by path, or a host that reads them. */
export type Files = Readonly<Record<string, string>> | CompilerHost;

/** A host for `files`; the standard library comes from the package. */
export function hostOf(files: Files): CompilerHost {
  return isHost(files) ? files : memoryHost(files, nodeHost());
}

function isHost(files: Files): files is CompilerHost {
  return typeof files["read"] === "function";
}

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompilerHost, ReadFailure, ReadResult } from "./host.js";
import { resolveRelative, standardName } from "./specifier.js";

/** Larger files are refused before they are read, in bytes. */
const largest = 32 * 1024 * 1024;

/** Reads the disk; `std/…` is the folder `specs/std` of the installed package, or `standardLibrary`. */
export function nodeHost(standardLibrary: string = packagedLibrary()): CompilerHost {
  return {
    read: readText,
    resolve(from, specifier) {
      const standard = standardName(specifier);
      return standard === undefined
        ? resolveRelative(withSlashes(from), specifier)
        : withSlashes(join(standardLibrary, standard));
    },
  };
}

function readText(path: string): ReadResult {
  let bytes: Uint8Array;
  try {
    const status = statSync(path);
    if (status.isDirectory()) return { failure: { reason: "directory" } };
    if (status.size > largest)
      return { failure: { reason: "too-large", detail: `${status.size} bytes, at most ${largest}` } };
    bytes = new Uint8Array(readFileSync(path));
  } catch (error) {
    return { failure: failureOf(error) };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { failure: { reason: "not-utf8" } };
  }
}

function failureOf(error: unknown): ReadFailure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") return { reason: "missing" };
  if (code === "EISDIR") return { reason: "directory" };
  return { reason: "unreadable", ...(code === "" ? {} : { detail: code }) };
}

/** `specs/std` of the nearest folder above this module that has one. */
function packagedLibrary(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "specs", "std"))) {
    const parent = dirname(folder);
    if (parent === folder) return join("specs", "std");
    folder = parent;
  }
  return join(folder, "specs", "std");
}

function withSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}

import type { CompilerHost } from "./host.js";
import { resolveRelative, standardName } from "./specifier.js";

/**
 * Files given as text, by path. `std/…` is looked for among them under that path, and else left to `library`, which also reads
 * the paths that it resolved.
 */
export function memoryHost(files: Readonly<Record<string, string>>, library?: CompilerHost): CompilerHost {
  const texts = new Map(Object.entries(files));
  return {
    read(path) {
      const text = texts.get(path);
      if (text !== undefined) return { text: text.replace(/^\uFEFF/, "") };
      return library?.read(path) ?? { failure: { reason: "missing" } };
    },
    resolve(from, specifier) {
      const standard = standardName(specifier);
      if (standard === undefined) return resolveRelative(from, specifier);
      const path = `std/${standard}`;
      return texts.has(path) || library === undefined ? path : library.resolve(from, specifier);
    },
  };
}

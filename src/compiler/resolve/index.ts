import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { CompilerHost } from "../source/host.js";
import type { SourceFile } from "../source/source-file.js";
import { link } from "./link.js";
import { load } from "./load.js";
import type { Modules } from "./module.js";

/*
 * path ──load──▶ parsed files, imported before importing ──link──▶ modules: the names of each file
 *      ──unitOf──▶ one spec with its bases under one variant
 */

export { unitOf } from "./assemble.js";
export { lookUp, visibleNames, type Entry, type Override, type Placed, type Unit } from "./unit.js";

/** All files of a check with their names; `modules` is absent where the file itself could not be read. */
export function resolve(
  path: string,
  host: CompilerHost,
): {
  readonly modules: Modules | undefined;
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const loaded = load(path, host);
  const linked = link(loaded);
  const sources = new Map([...loaded.files].map(([file, { source }]) => [file, source]));
  const main = linked.modules.get(path);
  const prelude = loaded.prelude === undefined ? undefined : linked.modules.get(loaded.prelude);
  return {
    modules: main === undefined ? undefined : { main, prelude, all: [...linked.modules.values()], sources },
    sources,
    diagnostics: [...loaded.diagnostics, ...linked.diagnostics],
  };
}

import { analyze } from "../src/compiler/analyze/index.js";
import type { Diagnostic } from "../src/compiler/diagnostics/diagnostic.js";
import { compile, type CompileResult } from "../src/compiler/index.js";
import type { CompilerHost } from "../src/compiler/source/host.js";

/** What `check` finds, and behind it what `rewardc analyze` adds where there are no errors. */
export function withAnalysis(
  path: string,
  host: CompilerHost,
): Pick<CompileResult, "sources"> & { readonly diagnostics: readonly Diagnostic[] } {
  const { program, spec, diagnostics, sources } = compile(path, host);
  if (program === undefined || spec === undefined) return { diagnostics, sources };
  return { diagnostics: [...diagnostics, ...analyze(spec, program).findings], sources };
}

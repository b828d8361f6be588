/*
 * `rewardc`: the compiler's public interface.
 *
 *     import { check, compile, kernelOf, nodeHost } from "rewardc";
 *
 *     const { program, diagnostics } = compile("door.reward", nodeHost());
 *     if (program !== undefined) { const kernel = kernelOf(program); … }
 */
import { memoryHost as hostOfTexts } from "./source/memory-host.js";
import { nodeHost } from "./source/node-host.js";
import type { CompilerHost } from "./source/host.js";

export { check, compile, type CheckOptions, type CompileOptions, type CompileResult } from "./compile.js";
export type { CheckResult, Fact } from "./check/index.js";
export { describe } from "./emit/describe.js";
export { fusedKernelOf } from "./emit/fused/javascript/kernel.js";
export { wasmKernelOf } from "./emit/wasm/kernel.js";
export { glslKernelOf } from "./emit/glsl/kernel.js";
export { wgslKernelOf } from "./emit/wgsl/kernel.js";
export { kernelOf } from "./emit/tfjs/closure.js";
export { refusalsOf, type LoopTarget } from "./targets/refusals.js";
export { render } from "./diagnostics/render/render.js";
export { toRecord, type DiagnosticRecord, type Sources } from "./diagnostics/json.js";
export type { Diagnostic, Edit, Fix, Label, Severity } from "./diagnostics/diagnostic.js";
export { printProgram } from "./ir/print.js";
export { verify } from "./ir/verify.js";
export type * from "./ir/node.js";
export type * from "./ir/program.js";
export { nodeHost };
export type { CompilerHost, ReadFailure, ReadResult } from "./source/host.js";
export { SourceFile, type Position } from "./source/source-file.js";
export type { Span } from "./source/span.js";
export { parse } from "./syntax/parse.js";
export { print } from "./syntax/print/print.js";

/** Files given as text, by path. `std/…` comes from the installed package, or from `library`. */
export function memoryHost(files: Readonly<Record<string, string>>, library: CompilerHost = nodeHost()): CompilerHost {
  return hostOfTexts(files, library);
}

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { CompileResult } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { exitCodes, UsageError, type Shell } from "../command.js";
import { printDiagnostics } from "../print-diagnostics.js";

export const targets = ["tfjs", "fused", "fused-js", "wgsl", "glsl", "ir"] as const;
export type Target = (typeof targets)[number];

export interface CompileSettings {
  readonly file: string;
  readonly target: Target;
  /** Where the result is written; standard output if not said. */
  readonly output?: string;
  readonly variant?: string;
  /** How diagnostics are printed. */
  readonly format: "human" | "json";
}

/** What one compilation came to. */
export interface CompileOutcome {
  readonly exit: (typeof exitCodes)[keyof typeof exitCodes];
  /** Every file that was read. */
  readonly files: readonly string[];
}

/** Compiles a spec and writes the result; an old result stays where there are errors. */
export async function compileOnce(settings: CompileSettings, shell: Shell): Promise<CompileOutcome> {
  const { compile } = await import("../../compiler/compile.js");
  const { nodeHost } = await import("../../compiler/source/node-host.js");
  const begin = performance.now();
  const result = compile(
    settings.file,
    nodeHost(),
    settings.variant === undefined ? {} : { variant: settings.variant },
  );
  printDiagnostics(result.diagnostics, result.sources, settings.format, shell);
  const files = [settings.file, ...result.sources.keys()];
  if (result.diagnostics.some(({ severity }) => severity === "error")) {
    return { exit: result.sources.has(settings.file) ? exitCodes.findings : exitCodes.usage, files };
  }
  const refusals = await refusalsFor(result, settings);
  printDiagnostics(refusals, result.sources, settings.format, shell);
  if (refusals.length > 0) return { exit: exitCodes.findings, files };
  const text = await textOf(result, settings);
  if (settings.output === undefined) shell.out(text);
  else write(settings.output, text);
  const milliseconds = Math.round(performance.now() - begin);
  if (settings.output !== undefined && settings.format === "human")
    shell.err(`${settings.file}: wrote ${settings.output} (${milliseconds} ms)\n`);
  return { exit: exitCodes.fine, files };
}

/** Why the target cannot compile the spec. */
async function refusalsFor(
  { spec, program }: CompileResult,
  { target }: CompileSettings,
): Promise<readonly Diagnostic[]> {
  const { loopTargets, refusalsOf } = await import("../../compiler/targets/refusals.js");
  const loop = loopTargets.find((name) => name === target);
  return loop === undefined || spec === undefined || program === undefined ? [] : refusalsOf(spec, program, loop);
}

async function textOf({ program }: CompileResult, { file, target }: CompileSettings): Promise<string> {
  if (program === undefined)
    throw new UsageError(`${file} is a library: only a spec that begins with \`reward\` compiles`);
  switch (target) {
    case "ir":
      return (await import("../../compiler/ir/print.js")).printProgram(program);
    case "tfjs":
      return await (await import("../../compiler/emit/tfjs/emit.js")).emitTfjs(program);
    case "fused":
      return await (await import("../../compiler/emit/wasm/module.js")).emitWasmModule(program);
    case "fused-js":
      return await (await import("../../compiler/emit/fused/javascript/module.js")).emitFusedJs(program);
    case "wgsl":
      return await (await import("../../compiler/emit/wgsl/module.js")).emitWgslModule(program);
    case "glsl":
      return await (await import("../../compiler/emit/glsl/module.js")).emitGlslModule(program);
  }
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

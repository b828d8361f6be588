import { expect } from "vitest";
import { compile, type CompileOptions } from "../../../src/compiler/compile.js";
import { render } from "../../../src/compiler/diagnostics/render/render.js";
import { verify } from "../../../src/compiler/ir/verify.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";
import type { CompilerHost } from "../../../src/compiler/source/host.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import {
  initialState,
  step,
  type EpisodeOptions,
  type Outputs,
  type Row,
  type Values,
  scalarPaid,
} from "../../../src/runtime/reference/index.js";

const path = "test.reward";
const library = nodeHost();
const hostOf = (text: string): CompilerHost => memoryHost({ [path]: `reward Test\n${text}` }, library);

/** The program of a spec given as text without its first line; errors in it fail the test. */
export function programOf(
  text: string,
  options: Pick<CompileOptions, "optimise" | "variant" | "scalarise"> = {},
): Program {
  const { program, diagnostics, sources } = compile(path, hostOf(text), options);
  if (program === undefined) throw new Error(diagnostics.map((diagnostic) => render(diagnostic, sources)).join("\n"));
  expect(verify(program)).toEqual([]);
  return program;
}

/** Codes and messages of what the compiler finds. */
export function findingsOf(text: string): readonly string[] {
  return compile(path, hostOf(text)).diagnostics.map(({ name, message }) => `${name}: ${message}`);
}

/** What each row gives, on the program as lowered; the optimised program must give the same. */
export function run(
  text: string,
  rows: readonly Row[],
  reset: Values = {},
  options: EpisodeOptions = {},
): readonly Outputs[] {
  const found = outputs(programOf(text, { optimise: false }), rows, reset, options);
  expect(outputs(programOf(text), rows, reset, options)).toEqual(found);
  return found;
}

function outputs(program: Program, rows: readonly Row[], reset: Values, options: EpisodeOptions): readonly Outputs[] {
  let state = initialState(program, reset, options);
  return rows.map((row) => {
    const moved = step(program, state, row);
    state = moved.state;
    return moved.outputs;
  });
}

/** The reward of each row; rows are the signals of each step. */
export function rewards(text: string, rows: readonly Values[], reset: Values = {}): readonly number[] {
  return run(
    text,
    rows.map((signals) => ({ signals })),
    reset,
  ).map(({ reward }) => scalarPaid(reward));
}

import { fusedKernelOf } from "../../../src/compiler/emit/fused/javascript/kernel.js";
import { loopSize, mostScalars } from "../../../src/compiler/emit/fused/scalarise/index.js";
import { wasmKernelOf } from "../../../src/compiler/emit/wasm/kernel.js";
import { compile, kernelOf, memoryHost } from "../../../src/compiler/index.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import type { RewardKernel } from "../../../src/runtime/index.js";
import { conformance, type ConformanceOptions, type Mismatch } from "../../../src/testing/index.js";

interface Target {
  readonly name: string;
  readonly backend: "cpu" | "wasm";
  readonly make: (program: Program) => RewardKernel;
  /** Unrolls arrays, which a program may have too many of. */
  readonly unrolls?: boolean;
}

export const targets: readonly Target[] = [
  { name: "tfjs on cpu", backend: "cpu", make: kernelOf },
  { name: "tfjs on wasm", backend: "wasm", make: kernelOf },
  { name: "fused-js", backend: "cpu", make: fusedKernelOf, unrolls: true },
  { name: "WebAssembly", backend: "cpu", make: wasmKernelOf, unrolls: true },
];

/** How often each thing happened, so that a run that compares nothing is seen. */
export interface Tally {
  judged: number;
  illConditioned: number;
  stepped: number;
}

/** What a target gives that the reference does not, target by target; empty where all agree. Throws where the text is no valid spec. */
export async function disagreements(
  text: string,
  tally: Tally,
  options: ConformanceOptions,
  among: readonly Target[] = targets,
): Promise<readonly { readonly target: string; readonly mismatches: readonly Mismatch[] }[]> {
  const { program, diagnostics } = compile("random.reward", memoryHost({ "random.reward": text }));
  if (program === undefined)
    throw new Error(
      diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ code, message, primary: { span } }) => `${code} ${message}: ${text.slice(span.start, span.end)}`)
        .join("\n"),
    );
  const found: { target: string; mismatches: readonly Mismatch[] }[] = [];
  for (const { name, backend, make, unrolls } of among) {
    if (unrolls === true && loopSize(program).scalars > mostScalars) continue;
    await useBackend(backend);
    const result = await conformance(program, make(program), { ...options, mismatches: 3 });
    tally.judged += result.judged;
    tally.illConditioned += result.illConditioned;
    tally.stepped += result.stepped;
    if (result.mismatches.length > 0) found.push({ target: name, mismatches: result.mismatches });
  }
  return found;
}

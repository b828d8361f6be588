import { emitWasm } from "../../src/compiler/emit/wasm/emit.js";
import { scalarise } from "../../src/compiler/emit/fused/scalarise/index.js";
import { emitFusedJs } from "../../src/compiler/emit/fused/javascript/module.js";
import { emitTfjs } from "../../src/compiler/emit/tfjs/emit.js";
import { check, compile, memoryHost, nodeHost, parse, SourceFile } from "../../src/compiler/index.js";
import { lower } from "../../src/compiler/lower/index.js";
import { optimise } from "../../src/compiler/passes/index.js";
import { translate } from "../../src/compiler/automata/temporal/translate.js";
import type { TemporalFormula } from "../../src/compiler/automata/temporal/formula.js";

/** A piece of work that is timed when all before it has been done. */
export interface Phase {
  readonly name: string;
  run(): unknown;
}

export interface PhaseInputs {
  /** A spec of ordinary size, and one as large as a machine writes. */
  readonly short: string;
  readonly long: string;
  /** Files of real specs. */
  readonly specs: readonly string[];
}

/** What the compiler does, phase by phase. Bundled once for each revision that is compared, with the compiler of that revision. */
export function phases({ short, long, specs }: PhaseInputs): readonly Phase[] {
  const ofText = (size: string, text: string): readonly Phase[] => {
    const host = memoryHost({ "bench.reward": text });
    const { spec, diagnostics } = check("bench.reward", host);
    if (spec === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    const lowered = lower(spec, {});
    return [
      { name: `parse ${size}`, run: () => parse(new SourceFile("bench.reward", text)) },
      { name: `check ${size}`, run: () => check("bench.reward", host) },
      { name: `lower ${size}`, run: () => lower(spec, {}) },
      { name: `optimise ${size}`, run: () => optimise(lowered) },
    ];
  };
  const { program } = compile("bench.reward", memoryHost({ "bench.reward": short }));
  if (program === undefined) throw new Error("the short spec does not compile");
  const host = nodeHost();
  return [
    ...ofText("short", short),
    { name: "emit tfjs short", run: () => emitTfjs(program) },
    { name: "emit fused-js short", run: () => emitFusedJs(program) },
    { name: "emit WebAssembly short", run: () => emitWasm(scalarise(program)) },
    ...ofText("long", long),
    { name: "automata", run: () => translate(responses(6), 13) },
    { name: `compile ${specs.length} real specs`, run: () => specs.map((path) => compile(path, host)) },
  ];
}

/** Responses under an avoidance: always not r, and always (pᵢ implies eventually qᵢ) for `count` pairs. */
function responses(count: number): TemporalFormula {
  const always = (operand: TemporalFormula): TemporalFormula => ({ kind: "always", operand });
  const atom = (index: number): TemporalFormula => ({ kind: "atom", atom: index });
  const not = (operand: TemporalFormula): TemporalFormula => ({ kind: "not", operand });
  const pairs = Array.from({ length: count }, (_, pair) =>
    always({ kind: "or", operands: [not(atom(2 * pair)), { kind: "eventually", operand: atom(2 * pair + 1) }] }),
  );
  return { kind: "and", operands: [...pairs, always(not(atom(2 * count)))] };
}

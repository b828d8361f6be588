import type { TypedSpec } from "../check/typed.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { lower } from "../lower/index.js";
import { optimise } from "../passes/index.js";
import { boundsOf } from "./bounds.js";
import { findingsOf } from "./findings.js";
import { Work } from "./work.js";

/** Node evaluations that the searches of a check may spend: some hundredths of a second. */
const patience = 50_000;

/** States times labels of all objectives together, above which their tables are not made for a check. */
const mostTable = 100_000;
const mostAtoms = 12;

/**
 * What is suspicious about a reward, as fast as one wants it while typing. What would take longer is left out, by counts that are the same on every
 * machine; a finding at the total then says so.
 */
export function briefFindings(spec: TypedSpec): readonly Diagnostic[] {
  const cutShort = (reason: string): Diagnostic =>
    report(
      "analysis-cut-short",
      spec.total.span,
      { spec: spec.name, reason },
      { help: "`rewardc analyze` takes its time" },
    );
  const table = spec.objectives.reduce(
    (sum, { automaton, atoms }) => sum + automaton.moves.length * 2 ** Math.min(atoms.length, mostAtoms),
    0,
  );
  if (table > mostTable) return [cutShort("the tables of its objectives are large")];
  const program = optimise(lower(spec, { tests: false }));
  const work = new Work(patience);
  const findings = findingsOf({ spec, program, bounds: boundsOf(program), work });
  return work.cutShort ? [...findings, cutShort("looking for inputs that show more takes long")] : findings;
}

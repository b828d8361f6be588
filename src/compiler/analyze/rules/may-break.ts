import { report } from "../../diagnostics/report.js";
import type { AnalysisRule } from "../context.js";
import { anything } from "../interval.js";
import { asTest } from "../trace.js";
import { breakingTrace } from "../breaking-trace.js";

/** Terms that some finite input makes infinite or not a number, each with such an input. What only the bounds cannot exclude is no finding. */
export const mayBreak: AnalysisRule = ({ spec, program, bounds }) =>
  program.terms.flatMap((term, index) => {
    const span = spec.terms.find(({ name }) => name === term.name)?.span;
    if (span === undefined || !(bounds[term.raw] ?? anything).mayBreak) return [];
    const trace = breakingTrace(program, index);
    if (trace === undefined) return [];
    const test = asTest(program, `${term.name} is not finite`, trace, `${term.name} == ${term.name}`);
    return [
      report(
        "term-may-break",
        span,
        { term: term.name },
        {
          notes: [`as a test, which fails:\n${test}`],
          help: "guard it: `if … then … else 0`, `max(…, 1e-6)`, or a declared range that leaves the place out",
        },
      ),
    ];
  });

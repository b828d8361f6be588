import { report } from "../../diagnostics/report.js";
import { breakingTrace } from "../breaking-trace.js";
import type { AnalysisRule } from "../context.js";
import { anything } from "../interval.js";
import { asTest, testNote } from "../trace.js";

/** Terms that some finite input makes infinite or not a number, each with such an input. What only the bounds cannot exclude is no finding. */
export const mayBreak: AnalysisRule = ({ spec, program, bounds, work }) =>
  [...program.terms, ...(program.finish?.terms ?? [])].flatMap((term) => {
    const span = spec.terms.find(({ name }) => name === term.name)?.span;
    if (span === undefined || !(bounds[term.raw] ?? anything).mayBreak) return [];
    const trace = breakingTrace(program, term.name, work);
    if (trace === undefined) return [];
    const finite = `abs(${term.name}.raw) < inf`;
    const test = asTest(program, `${term.name} is finite`, trace, { [trace.steps.length - 1]: finite });
    return [
      report(
        "term-may-break",
        span,
        { term: term.name },
        {
          notes: [testNote(test, "as a test, which fails")],
          help: "guard it: `if … then … else 0`, `max(…, 1e-6)`, or a declared range that leaves the place out",
        },
      ),
    ];
  });

import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { TermOutput } from "../../ir/program.js";
import { stream } from "../../../runtime/random/index.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { inputsOf } from "../draw-inputs.js";
import { anything, isConstant, type Interval } from "../interval.js";
import { asTest, outputsOf, testNote, type Trace } from "../trace.js";

/** A term moves the total by less than this share of what another one can. */
const negligible = 1e-4;

/** Inputs that are looked at for the one where a term is largest. */
const attempts = 30;

/** Terms that are always 0, and terms that vanish beside another one whatever happens; each with the inputs where it was largest. */
export const neverMatters: AnalysisRule = (context) => {
  const { program } = context;
  // How often a late term is paid has no measure beside terms of single steps.
  return [...amongTerms(program.terms, context), ...amongTerms(program.finish?.terms ?? [], context)];
};

function amongTerms(terms: readonly TermOutput[], context: AnalysisContext): readonly Diagnostic[] {
  const { spec, bounds } = context;
  // What the advantage reads of a term may have a scale of its own, and so may components.
  const scaled = spec.finish?.advantage !== undefined || spec.components !== undefined || spec.agents !== undefined;
  const widths = terms.map((term) => ({ term, width: width(bounds[term.contribution] ?? anything) }));
  const widest = widths.reduce((best, each) => (each.width > best.width && each.width < Infinity ? each : best), {
    term: undefined as TermOutput | undefined,
    width: 0,
  });
  return widths.flatMap(({ term, width: own }) => {
    const span = spec.terms.find(({ name }) => name === term.name)?.span;
    if (span === undefined || term.primary) return [];
    const bound = bounds[term.contribution] ?? anything;
    if (isConstant(bound) && bound.low === 0) {
      const notes = atItsLargest(term.name, "is always 0", context);
      return [report("term-always-zero", span, { term: term.name }, { label: "0 in every step", notes })];
    }
    if (scaled || widest.term === undefined || widest.term === term || own === 0 || !(own < negligible * widest.width))
      return [];
    return [
      report(
        "term-vanishes",
        span,
        { term: term.name, other: widest.term.name },
        {
          notes: [
            `\`${term.name}\` lies in [${bound.low}, ${bound.high}], \`${widest.term.name}\` can move by ${widest.width}`,
            ...atItsLargest(term.name, "hardly pays", context),
          ],
          help: "raise its weight, or leave it out",
        },
      ),
    ];
  });
}

function width({ low, high }: Interval): number {
  return high - low;
}

/** A test of the step in which the term was largest, of some that are drawn. */
function atItsLargest(term: string, claim: string, { program, work }: AnalysisContext): readonly string[] {
  const random = stream(1, "never-matters");
  const [drawReset, drawStep, drawEnd] = [inputsOf(program, "reset"), inputsOf(program), inputsOf(program, "end")];
  let best: { readonly trace: Trace; readonly value: number } | undefined;
  for (let attempt = 0; attempt < attempts && work.steps(1, program); attempt++) {
    const drawn = { reset: drawReset(random), steps: [drawStep(random)] };
    const trace = program.finish === undefined ? drawn : { ...drawn, end: drawEnd(random) };
    const value = outputsOf(program, trace)[0]?.terms[term] ?? NaN;
    if (Number.isFinite(value) && (best === undefined || Math.abs(value) > Math.abs(best.value)))
      best = { trace, value };
  }
  if (best === undefined) return [];
  return [testNote(asTest(program, `${term} ${claim}`, best.trace, { 0: `${term} == ${best.value}` }))];
}

import { report } from "../../diagnostics/report.js";
import type { AnalysisRule } from "../context.js";
import { anything, isConstant, type Interval } from "../interval.js";

/** A term moves the total by less than this share of what another one can. */
const negligible = 1e-4;

/** Terms that are always 0, and terms that vanish beside another one whatever happens. */
export const neverMatters: AnalysisRule = ({ spec, program, bounds }) => {
  const widths = program.terms.map((term) => ({ term, width: width(bounds[term.contribution] ?? anything) }));
  const widest = widths.reduce((best, each) => (each.width > best.width && each.width < Infinity ? each : best), {
    term: undefined as (typeof program.terms)[number] | undefined,
    width: 0,
  });
  return widths.flatMap(({ term, width: own }) => {
    const span = spec.terms.find(({ name }) => name === term.name)?.span;
    if (span === undefined || term.primary) return [];
    const bound = bounds[term.contribution] ?? anything;
    if (isConstant(bound) && bound.low === 0)
      return [report("term-always-zero", span, { term: term.name }, { label: "0 in every step" })];
    if (widest.term === undefined || widest.term === term || own === 0 || !(own < negligible * widest.width)) return [];
    return [
      report(
        "term-vanishes",
        span,
        { term: term.name, other: widest.term.name },
        {
          notes: [
            `\`${term.name}\` lies in [${bound.low}, ${bound.high}], \`${widest.term.name}\` can move by ${widest.width}`,
          ],
          help: "raise its weight, or leave it out",
        },
      ),
    ];
  });
};

function width({ low, high }: Interval): number {
  return high - low;
}

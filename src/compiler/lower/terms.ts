import type { TermOutput } from "../ir/program.js";
import type { PhaseLowering } from "./spec-lowering.js";

export type LoweredTerm = Pick<TermOutput, "contribution" | "raw" | "weight" | "active" | "finite">;

/**
 * A term's name is its contribution, weight · (guard ? clip(body) : 0), under the spec's NaN policy. The side not taken reports
 * nothing, nor does a weight of 0; the state inside advances all the same, since its slots hang on the body alone.
 */
export function lowerTerm(name: string, lowering: PhaseLowering): LoweredTerm {
  return lowering.whole.once(`term ${name} (${lowering.phase})`, () => {
    const { ir } = lowering;
    const term = lowering.whole.term(name);
    const weight = ir.cast(lowering.expression(term.weight), "float");
    const raw = ir.cast(lowering.expression(term.body), "float");
    const active = term.when === undefined ? ir.boolean(true) : lowering.expression(term.when);
    const clipped =
      term.clip === undefined
        ? raw
        : ir.binary("minimum", ir.binary("maximum", raw, lowering.expression(term.clip.low)), lowering.expression(term.clip.high));

    const product = ir.binary("multiply", weight, clipped);
    const counts = ir.unary("is-finite", product);
    // A weight of 0 silences a body that is not finite, and is an ordinary factor otherwise: its gradient is the body.
    const weightless = ir.binary("equal", weight, ir.constant(0));
    const finite = ir.binary("or", ir.unary("not", active), ir.binary("or", weightless, counts));
    const shown = lowering.whole.spec.nan === "error" ? ir.binary("or", counts, ir.unary("not", weightless)) : counts;
    return { contribution: ir.select(ir.binary("and", active, shown), product, ir.constant(0)), raw, weight, active, finite };
  });
}

/** All terms in the order of the file. */
export function lowerTerms(lowering: PhaseLowering): readonly TermOutput[] {
  return lowering.whole.spec.terms.map(({ name, primary }) => ({ name, primary, ...lowerTerm(name, lowering) }));
}


import type { NodeId } from "../ir/node.js";
import type { TermOutput } from "../ir/program.js";
import { unreachable } from "../unreachable.js";
import { hasEnded } from "./payment.js";
import type { PhaseLowering } from "./spec-lowering.js";

/**
 * A term's name is its contribution, weight · (guard ? clip(body) : 0), under the spec's NaN policy. The side not taken reports
 * nothing, nor does a weight of 0; the state inside advances all the same, since its slots hang on the body alone. A term that reads what
 * `missing skip` masks is inactive.
 */
export function lowerTerm(name: string, lowering: PhaseLowering): Pick<TermOutput, "contribution" | "finite"> {
  return lowering.whole.once(`term ${name} (${lowering.phase})`, () => {
    const { ir } = lowering;
    const { clip } = lowering.whole.term(name);
    const weight = lowerTermPart(name, "weight", lowering);
    const active = lowerTermPart(name, "active", lowering);
    const raw = lowerTermPart(name, "raw", lowering);
    const clipped =
      clip === undefined
        ? raw
        : ir.binary(
            "minimum",
            ir.binary("maximum", raw, lowering.expression(clip.low)),
            lowering.expression(clip.high),
          );
    const product = ir.binary("multiply", weight, clipped);
    const counts = ir.unary("is-finite", product);
    // A weight of 0 silences a body that is not finite, and is an ordinary factor otherwise: its gradient is the body.
    const weightless = ir.binary("equal", weight, ir.constant(0));
    const finite = ir.binary("or", ir.unary("not", active), ir.binary("or", weightless, counts));
    const shown = lowering.whole.spec.nan === "error" ? ir.binary("or", counts, ir.unary("not", weightless)) : counts;
    return { contribution: ir.select(ir.binary("and", active, shown), product, ir.constant(0)), finite };
  });
}

/** A part of a term alone, so that a term may read the weight of another that reads it. */
export function lowerTermPart(name: string, part: "raw" | "weight" | "active", lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  const { weight, when, body, paid } = lowering.whole.term(name);
  switch (part) {
    case "raw": {
      const raw = ir.cast(lowering.expression(body), "float");
      const present = lowering.presenceOfAll([body]);
      return present === undefined ? raw : ir.select(present, raw, ir.constant(0));
    }
    case "weight":
      return ir.cast(lowering.expression(weight), "float");
    case "active": {
      const guard = when === undefined ? ir.boolean(true) : lowering.expression(when);
      const read = [body, weight, when].flatMap((value) => value ?? []);
      const present = lowering.presenceOfAll(read);
      const counts = present === undefined ? guard : ir.binary("and", guard, present);
      return paid === "episode" ? ir.binary("and", counts, hasEnded(lowering)) : counts;
    }
    default:
      return unreachable(part);
  }
}

/** The terms that steps know, in the order of the file. */
export function lowerTerms(lowering: PhaseLowering): readonly TermOutput[] {
  const online = lowering.whole.spec.terms.filter(({ paid }) => paid !== "late");
  return online.map(({ name, primary, documentation }) => ({
    name,
    primary,
    ...(documentation === undefined ? {} : { documentation }),
    ...lowerTerm(name, lowering),
    raw: lowerTermPart(name, "raw", lowering),
    weight: lowerTermPart(name, "weight", lowering),
    active: lowerTermPart(name, "active", lowering),
  }));
}

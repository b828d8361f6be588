import type { Timing, TypedTerm, TypedTermReference } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { TermOutput } from "../../ir/program.js";
import type { PhaseLowering, SpecLowering } from "../spec-lowering.js";
import { lowerTerm, lowerTermPart } from "../terms.js";
import { completes, endedHere } from "./segments.js";

/** A term's name at the rate of its parts. */
export function lowerTermValue(name: string, lowering: PhaseLowering): NodeId {
  return lowerTerm(name, lowering).contribution;
}

/** The steps in which a value is paid: all, or the last of its segment or episode. */
export function paidHere({ rate, segment: name }: Timing, whole: SpecLowering): NodeId {
  if (rate === "step" || rate === "const" || rate === "param") return whole.ir.boolean(true);
  const segment = rate === "segment" ? whole.spec.segments.find((candidate) => candidate.name === name) : undefined;
  return segment === undefined ? endedHere(whole) : completes(segment, whole);
}

/** In tests a term is what its record shows: what it pays in the step. */
export function lowerTermInTest({ term, part }: TypedTermReference, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const typed = whole.term(term);
  if (typed.paid !== "late") {
    const { step } = whole;
    return ir.record(part === "contribution" ? lowerTerm(term, step).contribution : lowerTermPart(term, part, step));
  }
  const shown = lateTerm(typed, whole);
  return shown[part];
}

/** A term that is known later, with a value for each step. */
export function lateTerm(term: TypedTerm, whole: SpecLowering): TermOutput {
  return whole.once(`late term ${term.name}`, () => {
    const { ir, finish } = whole;
    const { name, primary, documentation } = term;
    const reference = { kind: "term", term: name, part: "contribution" } as const;
    const timing = whole.timings.of({
      ...reference,
      type: { element: "float", shape: [] },
      rate: "step",
      availability: "step",
      span: term.span,
    });
    const paid = paidHere(timing, whole);
    const { contribution, finite } = lowerTerm(name, finish);
    const each = (node: NodeId): NodeId => ir.spread(node, "step");
    return {
      name,
      primary,
      ...(documentation === undefined ? {} : { documentation }),
      contribution: each(ir.select(paid, contribution, ir.constant(0))),
      raw: each(lowerTermPart(name, "raw", finish)),
      weight: each(lowerTermPart(name, "weight", finish)),
      active: each(ir.binary("and", lowerTermPart(name, "active", finish), paid)),
      finite: each(ir.binary("or", finite, ir.unary("not", paid))),
    };
  });
}

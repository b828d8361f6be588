import type { TypedExpectation } from "../check/typed.js";
import type { ExpectationOutput } from "../ir/program.js";
import { unreachable } from "../unreachable.js";
import { PhaseLowering, type SpecLowering } from "./spec-lowering.js";

/** Every `expect` of the spec's tests as an output of the step, test by test. */
export function lowerExpectations(whole: SpecLowering): readonly ExpectationOutput[] {
  const step = whole.spec.nan === "terminate" ? new PhaseLowering(whole, "step", true) : whole.step;
  return whole.spec.tests.flatMap((test, index) =>
    test.expectations.map((expectation) => ({
      test: index,
      span: expectation.span,
      text: expectation.text,
      form: lowerForm(expectation.form, step),
    })),
  );
}

function lowerForm(form: TypedExpectation["form"], step: PhaseLowering): ExpectationOutput["form"] {
  switch (form.kind) {
    case "compare":
      return { ...form, left: step.expression(form.left), right: step.expression(form.right) };
    case "condition":
      return { kind: "condition", node: step.expression(form.condition) };
    case "cause":
      return form;
    default:
      return unreachable(form);
  }
}

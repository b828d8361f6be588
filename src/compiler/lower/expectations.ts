import type { TypedExpectation } from "../check/typed.js";
import type { ExpectationOutput } from "../ir/program.js";
import { unreachable } from "../unreachable.js";
import type { SpecLowering } from "./spec-lowering.js";

/** Every `expect` of the spec's tests as an output of the step, test by test. */
export function lowerExpectations(whole: SpecLowering): readonly ExpectationOutput[] {
  return whole.spec.tests.flatMap((test, index) =>
    test.expectations.map((expectation) => ({ test: index, span: expectation.span, text: expectation.text, form: lowerForm(expectation.form, whole) })),
  );
}

function lowerForm(form: TypedExpectation["form"], { step }: SpecLowering): ExpectationOutput["form"] {
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

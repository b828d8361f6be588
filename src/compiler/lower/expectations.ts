import type { TypedExpectation, TypedExpression } from "../check/typed.js";
import type { ExpectationOutput } from "../ir/program.js";
import { unreachable } from "../unreachable.js";
import { PhaseLowering, type SpecLowering } from "./spec-lowering.js";

/** What is known later than its step, and what a row shows of it, is judged when the batch is there. */
function phaseOf(values: readonly TypedExpression[], { step, finish }: Phases): PhaseLowering {
  const { timings } = step.whole;
  const isLate = values.some((value) => {
    const timing = timings.of(value);
    return timing.availability !== "step" || timing.finish === true;
  });
  return isLate ? finish : step;
}

/** Every `expect` of the spec's tests as an output of the step, test by test. */
export function lowerExpectations(whole: SpecLowering): readonly ExpectationOutput[] {
  const phases: Phases = {
    step: whole.spec.nan === "terminate" ? new PhaseLowering(whole, "step", true) : whole.step,
    finish: new PhaseLowering(whole, "finish", true),
  };
  return whole.spec.tests.flatMap((test, index) =>
    test.expectations.map((expectation) => ({
      test: index,
      span: expectation.span,
      text: expectation.text,
      form: lowerForm(expectation.form, phases),
    })),
  );
}

interface Phases {
  readonly step: PhaseLowering;
  readonly finish: PhaseLowering;
}

function lowerForm(form: TypedExpectation["form"], phases: Phases): ExpectationOutput["form"] {
  switch (form.kind) {
    case "compare": {
      const lowering = phaseOf([form.left, form.right], phases);
      return { ...form, left: lowering.expression(form.left), right: lowering.expression(form.right) };
    }
    case "condition":
      return { kind: "condition", node: phaseOf([form.condition], phases).expression(form.condition) };
    case "cause":
      return form;
    default:
      return unreachable(form);
  }
}

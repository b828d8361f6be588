import { baseline } from "../check/total/average-call.js";
import type { TypedShape } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { ShapingOutput } from "../ir/program.js";
import { lowerBaseline } from "./average.js";
import { lowerEnds } from "./endings.js";
import { machinePotentialOf } from "./machines.js";
import type { PhaseLowering, SpecLowering } from "./spec-lowering.js";

/** Every `shape` in the order of the file, then what an average-reward total takes off. */
export function lowerShapings(whole: SpecLowering): readonly ShapingOutput[] {
  const { shapes, average } = whole.spec;
  return [
    ...shapes.map((shape) => ({ name: shape.name, value: lowerShaping(shape, whole) })),
    ...(average === undefined ? [] : [{ name: baseline, value: lowerBaseline(average, whole) }]),
  ];
}

export function lowerShapingReference(name: string, lowering: PhaseLowering): NodeId {
  const { shapes, average } = lowering.whole.spec;
  if (name === baseline && average !== undefined)
    return lowering.phase === "reset" ? lowering.ir.constant(0) : lowerBaseline(average, lowering.whole);
  const shape = shapes.find((candidate) => candidate.name === name);
  if (shape === undefined) throw new Error(`no shaping ${name}`);
  return lowering.phase === "reset" ? lowering.ir.constant(0) : lowerShaping(shape, lowering.whole);
}

/**
 * weight · (γ·Φ(s′) − Φ(s)), Φ(s) kept from the step before or from the reset; Φ(s′) is 0 on termination and kept on truncation
 * (Ng, Harada and Russell 1999; Grzes 2017 for the end of an episode).
 */
export function lowerShaping(shape: TypedShape, whole: SpecLowering): NodeId {
  return whole.once(`shape ${shape.name}`, () => {
    const { ir, step } = whole;
    const { discount } = whole.spec;
    if (discount === undefined) throw new Error("a shaping without discount");
    const potential = potentialOf(shape, whole);
    const kept = step.state(
      { name: `Φ(${shape.name})`, kind: "shaping", dtype: "float", shape: [], initial: potential.atReset },
      () => potential.after,
    );
    const reached = ir.select(lowerEnds(whole).terminated, ir.constant(0), potential.after);
    const gain = ir.binary("subtract", ir.binary("multiply", step.expression(discount), reached), kept);
    return shape.weight.kind === "constant" && shape.weight.value[0] === 1
      ? gain
      : ir.binary("multiply", step.expression(shape.weight), gain);
  });
}

function potentialOf(shape: TypedShape, whole: SpecLowering): { readonly after: NodeId; readonly atReset: NodeId } {
  const { ir } = whole;
  if (shape.form === "value-iteration") return machinePotentialOf(shape.machine, shape.sign, whole);
  return {
    after: ir.cast(whole.step.expression(shape.potential), "float"),
    atReset: ir.cast(whole.reset.expression(shape.potential), "float"),
  };
}

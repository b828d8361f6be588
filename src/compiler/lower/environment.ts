import type { TypedEnvironment } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import { lowerDeclaredEnds, type Ends } from "./declared-ends.js";
import { lowerEnds } from "./endings.js";
import { lowerReward, lowerTotal } from "./reward.js";
import type { PhaseLowering } from "./spec-lowering.js";

/** The read-only names of language.md §2. At a reset nothing has ended, no step has been made, and nothing has been paid. */
export function lowerEnvironment(value: TypedEnvironment, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const atReset = lowering.phase === "reset";
  const ends = (): Ends => (lowering.inTest ? lowerEnds(whole) : lowerDeclaredEnds(whole));
  switch (value.name) {
    case "terminated":
      return atReset ? ir.boolean(false) : ends().terminated;
    case "truncated":
      return atReset ? ir.boolean(false) : ends().truncated;
    case "ended":
      return atReset ? ir.boolean(false) : ir.binary("or", ends().terminated, ends().truncated);
    case "first_step":
      return firstStep(lowering);
    case "step_index":
      return stepIndex(lowering);
    case "time":
      if (whole.spec.dt === undefined) throw new Error("`time` without `dt`");
      return ir.binary("multiply", stepIndex(lowering), ir.constant(whole.spec.dt));
    case "total":
      return atReset ? nothingPaid(lowering) : lowerTotal(whole);
    case "reward":
      return atReset ? nothingPaid(lowering) : lowerReward(whole);
    case "return":
    case "advantage":
      throw new Error(`${value.name} is known in the end only`);
    default:
      return unreachable(value.name);
  }
}

/** 0, in the shape of `total`. */
function nothingPaid({ ir, whole }: PhaseLowering): NodeId {
  const { components, agents } = whole.spec;
  const parts = agents === undefined ? components?.names.length : agents;
  return ir.constant(0, "float", parts === undefined ? [] : [parts]);
}

/** Whether this step is the first of its episode; a reset is no step. */
export function firstStep(lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  if (lowering.phase === "reset") return ir.boolean(false);
  return ir.binary("equal", stepIndex(lowering), ir.constant(0, "int"));
}

/** Steps made before this one: 0 in the first step and at the reset. */
export function stepIndex(lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  if (lowering.phase === "reset") return ir.constant(0, "int");
  return whole.once("step_index", () =>
    lowering.state(
      { name: "step_index", kind: "clock", dtype: "int", shape: [], initial: ir.constant(0, "int") },
      (old) => ir.binary("add", old, ir.constant(1, "int")),
    ),
  );
}

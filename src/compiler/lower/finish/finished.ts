import type { TypedEnvironment, TypedExpression, TypedObjectiveReference, TypedPayment } from "../../check/typed.js";
import { isHistory } from "../../check/dataflow/timings.js";
import type { NodeId } from "../../ir/node.js";
import { lowerExpression } from "../expression.js";
import { lowerLateSignal } from "../external-signal.js";
import type { PhaseLowering } from "../spec-lowering.js";
import { finiteObjective } from "../objective/index.js";
import { isSmooth, lowerSmoothRobustness } from "../robustness/smooth/index.js";
import { lowerTermPart } from "../terms.js";
import { lowerAggregate } from "./aggregate.js";
import {
  lowerAdvantage,
  lowerAdvantageOfStep,
  lowerFinishedReward,
  lowerFinishedTotal,
  lowerReturn,
} from "./outputs.js";
import { isRecorded, lowerRecorded } from "./recorded.js";
import { lowerSegmentHistory } from "./segment-history.js";
import { lowerSegmentReference } from "./segments.js";
import { lowerTagHistory } from "./tag-history.js";
import { lowerTermInTest, lowerTermValue, paidHere } from "./term.js";
import { lowerTrajectory } from "./trajectory.js";

/** The node of an expression on whole trajectories, whose prerequisites have been lowered: what steps know is recorded, the rest is computed at its rate. */
export function lowerFinished(value: TypedExpression, lowering: PhaseLowering): NodeId {
  if (lowering.inTest && isWhole(value)) return lowering.whole.finish.expression(value);
  if (value.kind === "term" && lowering.inTest) return lowerTermInTest(value, lowering);
  if (isRecorded(value, lowering)) return lowerRecorded(value, lowering);
  switch (value.kind) {
    case "signal":
      return lowerLateSignal(value, lowering);
    case "environment":
      return lowerEnvironment(value, lowering);
    case "member":
      return lowering.ir.pair(lowering.expression(value.value), value.side);
    case "aggregate":
      return lowerAggregate(value, lowering);
    case "segment":
      return lowerSegmentReference(value, lowering);
    case "trajectory":
      return lowerTrajectory(value, lowering);
    case "payment":
      return lowerPayment(value, lowering);
    case "term":
      return value.part === "contribution"
        ? lowerTermValue(value.term, lowering)
        : lowerTermPart(value.term, value.part, lowering);
    case "objective":
      return lowerObjectiveInTheEnd(value, lowering);
    case "causal":
    case "call": {
      if (!isHistory(value)) return lowerExpression(value, lowering);
      const { rate, perTag } = lowering.whole.timings.of(value);
      if (perTag !== undefined) return lowerTagHistory(value, perTag, lowering);
      return value.kind === "call" && rate === "segment"
        ? lowerSegmentHistory(value, lowering)
        : lowerExpression(value, lowering);
    }
    default:
      return lowerExpression(value, lowering);
  }
}

/** What reads terms for itself: in a test only those that it names are what they pay in the row. */
export function isWhole({ kind }: TypedExpression): boolean {
  return kind === "aggregate" || kind === "trajectory" || kind === "payment" || kind === "let";
}

/** Steps know all of an objective but its smooth robustness. */
function lowerObjectiveInTheEnd({ objective: name, field }: TypedObjectiveReference, { whole }: PhaseLowering): NodeId {
  const objective = finiteObjective(name, whole);
  if (field !== "robustness" || !isSmooth(objective)) throw new Error(`${name}.${field} is known in each step`);
  return lowerSmoothRobustness(objective, whole);
}

function lowerEnvironment({ name }: TypedEnvironment, { whole, inTest }: PhaseLowering): NodeId {
  switch (name) {
    case "return":
      return lowerReturn(whole);
    case "advantage":
      return inTest ? lowerAdvantageOfStep(whole) : lowerAdvantage(whole);
    case "total":
      return lowerFinishedTotal(whole);
    case "reward":
      return lowerFinishedReward(whole);
    default:
      throw new Error(`${name} is known in each step`);
  }
}

/** What a segment or an episode is worth, in its last step. */
function lowerPayment({ value }: TypedPayment, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const paid = ir.cast(lowering.expression(value), "float");
  return ir.select(paidHere(whole.timings.of(value), whole), paid, ir.constant(0));
}

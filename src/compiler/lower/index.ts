import { showExpression } from "../check/machines/show-expression.js";
import type { TypedSpec } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import { withNeedsReset } from "../ir/needs-reset.js";
import type { Program } from "../ir/program.js";
import { lowerEndings, lowerEnds } from "./endings.js";
import { lowerExpectations } from "./expectations.js";
import { lowerFinish } from "./finish/outputs.js";
import { lowerMachines } from "./machines.js";
import { lowerObjectives, lowerPastObjectives } from "./objective/index.js";
import { lowerEveryRobustness } from "./robustness/robustness.js";
import { lowerRewards, lowerTotals, paidOutputs } from "./reward.js";
import { lowerShapings } from "./shapings.js";
import { paramInput, signalInputs } from "./signals.js";
import { SpecLowering, type ComponentWeights } from "./spec-lowering.js";
import { lowerTerms } from "./terms.js";

export interface LowerOptions {
  /** Adds the expectations of the spec's tests as outputs. */
  readonly tests?: boolean;
  /** Adds the robustness of each objective that has one as an output. */
  readonly robustness?: boolean;
  /** Adds where signals per segment must be there. */
  readonly due?: boolean;
  /** What each component of the total is worth: `reward` and `total` are then one number, while the spec itself still reads components. */
  readonly scalarise?: ComponentWeights;
}

/*
 *   TypedSpec ──► terms ──► total ──┐
 *        │          ▲               ├──► reward
 *        ├──► machines, endings ────┤          every part is made when it is first asked for, so the order of
 *        ├──► shapes ───────────────┘          declarations never matters; slots are written last (`settle`)
 *        └──► robustness, expectations
 */

/** The graph of a checked spec: what a step means (language.md §2). The spec must be free of errors. */
export function lower(spec: TypedSpec, options: LowerOptions = {}): Program {
  const whole = new SpecLowering(spec, options.scalarise);
  const { step } = whole;
  const terms = lowerTerms(step);
  const machines = lowerMachines(whole);
  const paid = paidOutputs(lowerTotals(whole), lowerRewards(whole), whole);
  const shapings = lowerShapings(whole);
  const endings = lowerEndings(whole);
  const ends = lowerEnds(whole);
  const objectives = lowerObjectives(whole, machines, paid.total);
  const pastObjectives = lowerPastObjectives(whole);
  const discount = spec.discount === undefined ? undefined : step.expression(spec.discount);
  const stepDiscount = lowerStepDiscount(whole, discount);
  const schemes = spec.terms.flatMap(({ body }) => (body.kind === "scheme" ? [showExpression(body)] : []));
  const asserts = spec.asserts.map(({ condition, text, span }) => ({
    condition: step.expression(condition),
    text,
    span,
  }));
  const finish = lowerFinish(whole, options.due === true);
  const robustness = options.robustness === true ? lowerEveryRobustness(whole) : [];
  const expectations = options.tests === true ? lowerExpectations(whole) : [];
  whole.settle();

  return withNeedsReset({
    name: spec.name,
    ...(spec.documentation === undefined ? {} : { documentation: spec.documentation }),
    nodes: whole.ir.nodes,
    slots: whole.ir.slots,
    ...(whole.ir.trained.length === 0 ? {} : { trained: whole.ir.trained }),
    signals: spec.signals.flatMap(signalInputs),
    params: spec.params.map(paramInput),
    ...(discount === undefined ? {} : { discount }),
    ...(stepDiscount === undefined ? {} : { stepDiscount }),
    ...(schemes.length === 0 ? {} : { schemes }),
    ...(spec.dt === undefined ? {} : { dt: spec.dt }),
    nan: spec.nan,
    ...paid,
    ...(paid.components === undefined || spec.components?.lexicographic === undefined
      ? {}
      : { lexicographic: spec.components.lexicographic }),
    ...(spec.average === undefined ? {} : { average: spec.average }),
    ...(spec.agents === undefined ? {} : { agents: spec.agents }),
    terms,
    shapings,
    endings,
    ...(finish === undefined ? {} : { finish }),
    terminated: ends.terminated,
    truncated: ends.truncated,
    machines,
    objectives,
    pastObjectives,
    ...(robustness.length === 0 ? {} : { robustness }),
    asserts,
    expectations,
  });
}

/** The discount of each step, where a scheme sets it or the spec's own moves: a number or a param is the descriptor's to tell. */
function lowerStepDiscount({ spec, step, ir }: SpecLowering, discount: NodeId | undefined): NodeId | undefined {
  if (spec.stepDiscount !== undefined) return step.expression(spec.stepDiscount);
  if (discount === undefined) return undefined;
  const { op, rate } = ir.node(discount);
  return rate === "param" && op !== "param" ? ir.cast(discount, "float") : undefined;
}

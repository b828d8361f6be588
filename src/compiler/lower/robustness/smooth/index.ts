import { smoothFormulaOf } from "../../../automata/temporal/quantitative/smooth.js";
import type { Smooth, TypedRobustnessOptions } from "../../../check/typed.js";
import type { NodeId } from "../../../ir/node.js";
import { shown } from "../margin.js";
import { letterMargin, type MeasuredObjective } from "../memory.js";
import type { SpecLowering } from "../../spec-lowering.js";
import { SmoothEvaluation } from "./evaluation.js";
import { KeptSteps } from "./kept-steps.js";
import { maximumOf } from "./maximum.js";
import type { Timeline } from "./timeline.js";
import { WholeTrajectories } from "./whole-trajectories.js";

/** An objective that asks for `smooth`. */
export interface SmoothObjective extends MeasuredObjective {
  readonly robustness: TypedRobustnessOptions & { readonly smooth: Smooth };
}

export function isSmooth(objective: MeasuredObjective): objective is SmoothObjective {
  return objective.robustness?.smooth !== undefined;
}

/*
 *   atoms ──► margins, recorded in each step ──► values at all steps (evaluation.ts) ──► that of the first step
 *                                                   │ sums over members (sums.ts, maximum.ts)
 *                                                   └ of windows: shifts and scans (whole-trajectories.ts)
 */

/** The smooth robustness of an episode's trace: of rate `episode`, on whole trajectories. */
export function lowerSmoothRobustness(objective: SmoothObjective, whole: SpecLowering): NodeId {
  return whole.once(`smooth robustness of ${objective.name}`, () => {
    const { ir } = whole;
    const recorded = (value: NodeId): NodeId => (ir.node(value).phase === "any" ? value : ir.record(value));
    const value = valueOf(objective, "first", new WholeTrajectories(ir), whole, recorded);
    return ir.pool("first", value, ir.boolean(true), ["step", "episode"]);
  });
}

/** The smooth value of a formula of the past at the present step. */
export function lowerSmoothPast(objective: SmoothObjective, whole: SpecLowering): NodeId {
  return whole.once(`smooth past robustness of ${objective.name}`, () => {
    const timeline = new KeptSteps(whole.step, `${objective.name}.robustness.past`);
    return valueOf(objective, "everywhere", timeline, whole, (value) => value);
  });
}

function valueOf(
  objective: SmoothObjective,
  judged: Parameters<typeof smoothFormulaOf>[1],
  timeline: Timeline,
  whole: SpecLowering,
  seen: (margin: NodeId) => NodeId,
): NodeId {
  const { name, robustness } = objective;
  const formula = smoothFormulaOf(objective.formula, judged);
  if (typeof formula === "string") throw new Error(`the smooth robustness of ${name} is ${formula}`);
  const maximum = maximumOf(whole.ir, robustness.smooth);
  const margin = (atom: number): NodeId =>
    seen(shown(whole.ir, letterMargin(objective, atom, `${name}.robustness`, whole.step)));
  return new SmoothEvaluation(timeline, maximum, robustness.pastEnd, margin).at(formula);
}

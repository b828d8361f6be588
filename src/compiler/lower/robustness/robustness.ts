import type { QuantitativeFormula } from "../../automata/temporal/quantitative/formula.js";
import {
  planOf,
  type Parts,
  type Plan,
  type Reading,
  type Unreadable,
} from "../../automata/temporal/quantitative/plan.js";
import { firstPositions } from "../../automata/temporal/quantitative/reach.js";
import type { RobustnessField } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { RobustnessOutput } from "../../ir/program.js";
import { lowerDeclaredEnds } from "../declared-ends.js";
import { lowerEnds } from "../endings.js";
import { stepIndex } from "../environment.js";
import type { PhaseLowering, SpecLowering } from "../spec-lowering.js";
import { Evaluation } from "./evaluation.js";
import { shown } from "./margin.js";
import { lowerFirstWindow } from "./first-window.js";
import { Memory, type MeasuredObjective } from "./memory.js";
import { lowerPart, type FirstValue } from "./part.js";
import { SlidingValues } from "./sliding-values.js";
import { isSmooth, lowerSmoothPast } from "./smooth/index.js";

/*
 *   atoms ──► margins ──► registers of the last steps ──► values around the present position (evaluation.ts)
 *                                                             │            │
 *                                             past, delayed ◄─┘            └─► table of obligations (part.ts) ──► low, high
 */

/** What an objective's margins say in this step (docs/robustness.md). At a reset nothing has been seen: the bounds are infinite, a delayed value waits with 0. */
export function lowerRobustness(objective: MeasuredObjective, field: RobustnessField, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const atReset = lowering.phase === "reset";
  switch (field) {
    // It counts in the last step of an episode only.
    case "robustness":
      return atReset ? ir.constant(0) : shown(ir, firstValueOf(objective, whole).closed);
    case "robustness.past":
      if (atReset) return ir.constant(0);
      return isSmooth(objective) ? lowerSmoothPast(objective, whole) : valueOf(objective, "past", whole);
    case "robustness.delayed":
      return atReset ? ir.constant(0) : valueOf(objective, "delayed", whole);
    case "robustness.low":
    case "robustness.high": {
      const low = field === "robustness.low";
      if (atReset) return ir.constant(low ? -Infinity : Infinity);
      const { terminated } = (lowering.inTest ? lowerEnds : lowerDeclaredEnds)(whole);
      const first = firstValueOf(objective, whole);
      return shown(ir, ir.select(terminated, first.closed, low ? first.low : first.high));
    }
  }
}

/** What `O.robustness` reads of each objective that steps know it of: not those on infinite traces, nor with `smooth`, nor whose formula has no such reading. */
export function lowerEveryRobustness({ spec, step }: SpecLowering): readonly RobustnessOutput[] {
  return [...spec.objectives, ...spec.pastObjectives]
    .filter((objective) => !isSmooth(objective) && typeof planFor(objective, "interval") !== "string")
    .map((objective) => ({ name: objective.name, value: lowerRobustness(objective, "robustness", step) }));
}

/** The value at one position, the same number of steps ago in every step. */
function valueOf(objective: MeasuredObjective, reading: "past" | "delayed", whole: SpecLowering): NodeId {
  return whole.once(`${reading} robustness of ${objective.name}`, () => {
    const plan = plannedFor(objective, reading);
    if (plan.kind !== "value") throw new Error("a value is planned as bounds");
    const { formula, ago } = plan;
    const { ir } = whole;
    const value = shown(ir, new SlidingValues(whole.step, objective, nameOf(objective, reading)).at(formula, -ago));
    if (ago === 0) return value;
    const begun = ir.binary("greater-equal", stepIndex(whole.step), ir.constant(ago, "int"));
    return ir.select(begun, value, ir.constant(0));
  });
}

/** Bounds of the value at the first letter, and what it is if the trace ends here; scalars. */
function firstValueOf(objective: MeasuredObjective, whole: SpecLowering): FirstValue {
  return whole.once(`robustness of ${objective.name}`, () => {
    const plan = plannedFor(objective, "interval");
    if (plan.kind !== "interval") throw new Error("bounds are planned as a value");
    const memory = new Memory(
      whole.step,
      objective,
      nameOf(objective, "interval"),
      firstPositions(requestsOf(plan.parts)),
    );
    const evaluations = { open: new Evaluation(memory, "open"), closed: new Evaluation(memory, "closed") };
    let parts = 0;
    const build = (node: Parts): FirstValue => {
      if (node.kind === "first-window") return lowerFirstWindow(node, `first ${++parts}`, memory, evaluations.open);
      if (node.kind === "part") return lowerPart(node.part, `first ${++parts}`, memory, evaluations);
      const choose = node.kind === "and" ? "min" : "max";
      const best = (left: NodeId, right: NodeId): NodeId => memory.vectors.better(choose, left, right);
      return node.operands.map(build).reduce((left, right) => ({
        low: best(left.low, right.low),
        high: best(left.high, right.high),
        closed: best(left.closed, right.closed),
      }));
    };
    const { low, high, closed } = build(plan.parts);
    const scalar = (vector: NodeId): NodeId => whole.ir.reshape(vector, []);
    return { low: scalar(low), high: scalar(high), closed: scalar(closed) };
  });
}

interface Request {
  readonly formula: QuantitativeFormula;
  readonly positions: { readonly from: number; readonly to: number };
}

function requestsOf(parts: Parts): readonly Request[] {
  if (parts.kind === "first-window") return [];
  if (parts.kind !== "part") return parts.operands.flatMap(requestsOf);
  const { letters, horizon, unseen } = parts.part;
  return letters.map((formula) => ({ formula, positions: { from: -horizon, to: unseen } }));
}

function nameOf({ name }: MeasuredObjective, reading: Reading): string {
  return `${name}.robustness${reading === "interval" ? "" : `.${reading}`}`;
}

function plannedFor(objective: MeasuredObjective, reading: Reading): Plan {
  const plan = planFor(objective, reading);
  if (typeof plan === "string") throw new Error(`the ${reading} robustness of ${objective.name} is ${plan}`);
  return plan;
}

function planFor({ formula, robustness }: MeasuredObjective, reading: Reading): Plan | Unreadable {
  return planOf(formula, robustness?.pastEnd ?? "what_is_there", reading);
}

import type { NodeId } from "../../ir/node.js";
import { isAsSlowAs } from "../../check/make.js";
import { isLength } from "../../check/type/ragged.js";
import type { FinishOutput } from "../../ir/program.js";
import { asOne, besideTotal, componentsOf, lowerRewards, lowerTotals, named, paidOutputs } from "../reward.js";
import type { SpecLowering } from "../spec-lowering.js";
import { completes, episodeEnded } from "./segments.js";
import { lateTerm } from "./term.js";

/** What whole trajectories give beyond the steps; `undefined` where steps know everything. With `due`, also where signals per segment must be there. */
export function lowerFinish(whole: SpecLowering, due: boolean): FinishOutput | undefined {
  const { spec, finish: lowering, ir } = whole;
  const late = spec.terms.filter(({ paid }) => paid === "late");
  const leavesNothing = !ir.remembers && spec.finish === undefined;
  if (late.length === 0 && spec.onlineTotal === undefined && leavesNothing) return undefined;
  const { keep, mask, advantage, reports = [] } = spec.finish ?? {};
  return {
    ...paidOutputs(lowerFinishedTotals(whole), lowerFinishedRewards(whole), whole),
    terms: late.map((term) => lateTerm(term, whole)),
    ...(advantage === undefined ? {} : { advantage: ir.cast(lowering.expression(advantage), "float") }),
    reports: reports.map(({ name, value, documentation }) => ({
      name,
      ...(documentation === undefined ? {} : { documentation }),
      value: lowering.expression(value),
    })),
    ...(keep === undefined ? {} : { keep: lowering.expression(keep) }),
    ...(mask === undefined ? {} : { mask: lowering.expression(mask) }),
    ...(due ? { due: dueSignals(whole) } : {}),
  };
}

function dueSignals(whole: SpecLowering): NonNullable<FinishOutput["due"]> {
  return whole.spec.signals.flatMap(({ name, per, missing, ...signal }) => {
    if (per?.segment === undefined || missing !== undefined || signal.default !== undefined || isLength(name))
      return [];
    return [{ signal: name, at: whole.ir.spread(completes(per.segment, whole), "step") }];
  });
}

/** `total` of each step, with what is known later. */
export function lowerFinishedTotal(whole: SpecLowering): NodeId {
  return whole.once("total in the end", () => asOne(lowerFinishedTotals(whole), whole));
}

/** total + the rewards of ends + shapings, of each step. */
export function lowerFinishedReward(whole: SpecLowering): NodeId {
  return whole.once("reward in the end", () => asOne(lowerFinishedRewards(whole), whole));
}

function lowerFinishedTotals(whole: SpecLowering): readonly NodeId[] {
  const { ir, spec, finish } = whole;
  return whole.once("totals in the end", () =>
    spec.onlineTotal === undefined
      ? lowerTotals(whole).map((total) => ir.record(total))
      : named(
          "total",
          componentsOf(spec.total, spec).map((value) => ir.spread(ir.cast(finish.expression(value), "float"), "step")),
          whole,
        ),
  );
}

function lowerFinishedRewards(whole: SpecLowering): readonly NodeId[] {
  const { ir, spec } = whole;
  return whole.once("rewards in the end", () =>
    spec.onlineTotal === undefined
      ? lowerRewards(whole).map((reward) => ir.record(reward))
      : named(
          "reward",
          lowerFinishedTotals(whole).map((total, place) =>
            besideTotal(place, whole).reduce((sum, addend) => ir.binary("add", sum, ir.record(addend)), total),
          ),
          whole,
        ),
  );
}

/** `sum(total) over episode`. */
export function lowerReturn(whole: SpecLowering): NodeId {
  const { ir } = whole;
  return ir.pool("sum", lowerFinishedTotal(whole), ir.boolean(true), ["step", "episode"]);
}

/** `advantage` at its own rate: 0 where its episode has not ended. What is the same for a group or the batch is no episode's. */
export function lowerAdvantage(whole: SpecLowering): NodeId {
  const { ir, spec, finish, timings } = whole;
  return whole.once("advantage in the end", () => {
    const advantage = spec.finish?.advantage;
    if (advantage === undefined) throw new Error("no advantage");
    const value = ir.cast(finish.expression(advantage), "float");
    return isAsSlowAs(timings.of(advantage).rate, "group")
      ? value
      : ir.select(episodeEnded(whole), value, ir.constant(0));
  });
}

/** What the learner is given in each step: 0 in those of an episode that has not ended, which are masked. */
export function lowerAdvantageOfStep(whole: SpecLowering): NodeId {
  const { ir } = whole;
  return ir.spread(ir.select(episodeEnded(whole), lowerAdvantage(whole), ir.constant(0)), "step");
}

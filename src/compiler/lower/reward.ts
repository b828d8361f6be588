import type { TypedExpression, TypedSpec } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Program } from "../ir/program.js";
import { endingReward } from "./endings.js";
import { lowerBaseline } from "./average.js";
import { lowerShaping } from "./shapings.js";
import type { SpecLowering } from "./spec-lowering.js";

/** The part of `total` that steps know: a number, or `[K]` where it has K components. */
export function lowerTotal(whole: SpecLowering): NodeId {
  return whole.once("total", () => asOne(lowerTotals(whole), whole));
}

/** total + the reward of every `terminate when` that holds + every `shape`, in the shape of `total`. */
export function lowerReward(whole: SpecLowering): NodeId {
  return whole.once("reward", () => asOne(lowerRewards(whole), whole));
}

/** The part of each component of `total`, or of each agent, that steps know; of a total that is one number, that number alone. */
export function lowerTotals(whole: SpecLowering): readonly NodeId[] {
  const { ir, step, spec } = whole;
  return whole.once("totals", () =>
    named(
      "total",
      componentsOf(spec.onlineTotal ?? spec.total, spec).map((value) => ir.cast(step.expression(value), "float")),
      whole,
    ),
  );
}

/** What each component of `total` is paid in a step, as far as steps know. */
export function lowerRewards(whole: SpecLowering): readonly NodeId[] {
  return whole.once("rewards", () =>
    named(
      "reward",
      lowerTotals(whole).map((total, place) =>
        besideTotal(place, whole).reduce((sum, addend) => whole.ir.binary("add", sum, addend), total),
      ),
      whole,
    ),
  );
}

/** The values of components with a name for people to read, where they are sums without a name of their own. */
export function named(
  what: "total" | "reward",
  values: readonly NodeId[],
  { ir, spec }: SpecLowering,
): readonly NodeId[] {
  values.forEach((value, place) => {
    const { components, agents } = spec;
    const name = agents === undefined ? components?.names[place] : `of agent ${place}`;
    if (name !== undefined && ir.node(value).op === "binary") ir.suggestLabel(value, `${what} ${name}`);
  });
  return values;
}

/** What a step pays beside `total`, into the component at `place` where it has some. */
export function besideTotal(place: number, whole: SpecLowering): readonly NodeId[] {
  const { endings, shapes, components, average } = whole.spec;
  const isPaidHere = ({ into }: { readonly into?: string }): boolean =>
    components === undefined || into === components.names[place];
  return [
    ...endings.flatMap((ending) =>
      ending.form === "condition" && isPaidHere(ending) ? (endingReward(ending, whole) ?? []) : [],
    ),
    ...shapes.filter(isPaidHere).map((shape) => lowerShaping(shape, whole)),
    ...(average === undefined ? [] : [lowerBaseline(average, whole)]),
  ];
}

/** The expressions that a total is made of. */
export function componentsOf(total: TypedExpression, { components, agents }: TypedSpec): readonly TypedExpression[] {
  if (components === undefined && agents === undefined) return [total];
  if (total.kind !== "vector") throw new Error("a total of several parts is no vector");
  return total.items;
}

/** `[K]` of K components, `[n]` of n agents; a total that is one number stays one. */
export function asOne(values: readonly NodeId[], { ir, spec }: SpecLowering): NodeId {
  const [first] = values;
  if (first === undefined) throw new Error("a total of nothing");
  return spec.components === undefined && spec.agents === undefined ? first : ir.stack(values);
}

/** What each step pays: altogether, and component by component where the learner takes a vector. */
export function paidOutputs(
  totals: readonly NodeId[],
  rewards: readonly NodeId[],
  whole: SpecLowering,
): Pick<Program, "reward" | "total" | "components"> {
  const { spec, weights } = whole;
  const paid = { total: asPaid(totals, whole), reward: asPaid(rewards, whole) };
  if (spec.components === undefined || weights !== undefined) return paid;
  const components = spec.components.names.map((name, place) => ({
    name,
    reward: rewards[place] ?? -1,
    total: totals[place] ?? -1,
  }));
  return { ...paid, components };
}

/** As `asOne`, or the sum of the components by their weights where the learner takes one number. */
function asPaid(values: readonly NodeId[], whole: SpecLowering): NodeId {
  const { ir, spec, weights } = whole;
  if (spec.components === undefined || weights === undefined) return asOne(values, whole);
  return spec.components.names
    .map((name, place) => ir.binary("multiply", ir.constant(whole.worth(name)), values[place] ?? -1))
    .reduce((sum, weighed) => ir.binary("add", sum, weighed));
}

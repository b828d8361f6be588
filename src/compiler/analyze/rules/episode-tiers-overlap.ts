import type { TypedTerm } from "../../check/typed.js";
import { report } from "../../diagnostics/report.js";
import { stream } from "../../../runtime/random/index.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { groupsAsTest, numeral } from "../rollouts/as-test.js";
import { drawParts } from "../rollouts/draw-parts.js";
import { worthOf, type RolloutGroup } from "../rollouts/rollouts.js";
import { simplifiedGroups } from "../rollouts/simplified-groups.js";
import { outputsOfTerms } from "../terms-of.js";
import { orderOf } from "../tier-order.js";
import { outcomeTiersOf, tiersOf, type Tiers } from "../tiers.js";
import { testNote } from "../trace.js";

const attempts = 200;

/**
 * Terms that episodes are paid by tiers, of one value or by how they went, and where an episode in a lower tier may be paid more than one in a higher: the lower tier's most must stay below the upper tier's least (2601.22491,
 * 2509.01684).
 */
export const episodeTiersOverlap: AnalysisRule = (context) => {
  const { spec, program, bounds } = context;
  const outputs = outputsOfTerms(program);
  return spec.terms.flatMap((term) => {
    const raw = outputs.get(term.name)?.raw;
    if (term.paid === undefined || raw === undefined) return [];
    const tiers = tiersOf(program, raw) ?? outcomeTiersOf(program, raw);
    const order = tiers === undefined ? 0 : orderOf(tiers, program, bounds);
    const found = tiers === undefined || order === 0 ? undefined : overlap(term, tiers, order, context);
    if (found === undefined) return [];
    const [high = NaN, low = NaN] = found.shown.map(({ value }) => value);
    const expected = [high, low].map((value) => `${term.name}.raw == ${numeral(value)}`);
    const test = groupsAsTest(program, `a lower tier of ${term.name} pays more`, found.groups, expected);
    return [
      report(
        "tiers-overlap",
        term.span,
        { term: term.name, low: shown(low), high: shown(high) },
        { notes: [testNote(test)], help: "clip what is added inside of a tier to less than the distance to the next" },
      ),
    ];
  });
};

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** An episode's tier, by its place in the chain, and what it is paid there. */
interface Placed {
  readonly tier: number;
  readonly value: number;
}

/** Two episodes, each in a group of its own: one in a higher tier, and one in the next lower tier that is paid more. */
function overlap(
  { name }: TypedTerm,
  { conditions, branches }: Tiers,
  order: -1 | 1,
  { program, work }: AnalysisContext,
): ReturnType<typeof simplifiedGroups<readonly [Placed, Placed]>> {
  const random = stream(1, `tiers of ${name}`);
  const draw = drawParts(program);
  const placesOf = (groups: readonly RolloutGroup[]): readonly Placed[] =>
    (worthOf(program, groups, work, [...conditions, ...branches]) ?? []).map(({ watched }) => {
      const chosen = watched.slice(0, conditions.length).findIndex((holds) => holds !== 0);
      const tier = chosen < 0 ? conditions.length : chosen;
      return { tier, value: watched[conditions.length + tier] ?? NaN };
    });
  const show = (groups: readonly RolloutGroup[]): readonly [Placed, Placed] | undefined => {
    const [high, low] = placesOf(groups);
    if (high === undefined || low === undefined || low.tier - high.tier !== order) return undefined;
    return low.value > high.value + 1e-9 ? [high, low] : undefined;
  };
  const seen: (Placed & { readonly group: RolloutGroup })[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const steps = attempt % 2 === 0 ? [draw.step(random)] : [draw.step(random), draw.step(random)];
    const rollout = { steps, end: draw.episode(random) };
    const group = { start: draw.start(random), end: draw.group(random), episodes: [rollout] };
    const [placed] = placesOf([group]);
    if (placed !== undefined && Number.isFinite(placed.value)) seen.push({ ...placed, group });
  }
  for (let tier = 0; tier < conditions.length; tier++) {
    const [upper, lower] = order > 0 ? [tier, tier + 1] : [tier + 1, tier];
    const [high] = seen.filter((each) => each.tier === upper).sort((a, b) => a.value - b.value);
    const [low] = seen.filter((each) => each.tier === lower).sort((a, b) => b.value - a.value);
    const found =
      high === undefined || low === undefined ? undefined : simplifiedGroups(program, [high.group, low.group], show);
    if (found !== undefined) return found;
  }
  return undefined;
}

import { Timings } from "../../check/dataflow/timings.js";
import type { TypedTerm } from "../../check/typed.js";
import { report } from "../../diagnostics/report.js";
import { stream } from "../../../runtime/random/index.js";
import { behindLets } from "../compared.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { anything } from "../interval.js";
import { learnsFromReturn } from "../learned-from.js";
import { groupsAsTest, numeral } from "../rollouts/as-test.js";
import { drawParts } from "../rollouts/draw-parts.js";
import { worthOf, type RolloutGroup } from "../rollouts/rollouts.js";
import { simplifiedGroups } from "../rollouts/simplified-groups.js";
import { outputsOfTerms } from "../terms-of.js";
import { testNote } from "../trace.js";

const attempts = 100;

/**
 * A `primary` term tells success from failure, and what else an episode is paid can move the return further: a failure is worth more than a success. The bonus' range must stay below the outcomes' distance (2601.22491).
 */
export const bonusOutbidsOutcome: AnalysisRule = (context) => {
  const { spec } = context;
  const [primary, ...others] = spec.terms.filter(({ primary: isPrimary }) => isPrimary);
  if (primary === undefined || others.length > 0 || !learnsFromReturn(spec)) return [];
  if (!spec.terms.every((term) => isPaidOnce(term, context)) || spec.endings.length + spec.shapes.length > 0) return [];
  const found = outbid(primary, context);
  if (found === undefined) return [];
  const [high, low] = found.shown;
  const expected = found.shown.map(
    (each) => `${primary.name} == ${numeral(each.paid)}, return == ${numeral(each.return)}`,
  );
  const test = groupsAsTest(context.program, `bonuses outbid ${primary.name}`, found.groups, expected);
  return [
    report(
      "bonus-outbids-outcome",
      primary.span,
      { outcome: primary.name, low: shown(low.return), high: shown(high.return) },
      {
        label: "what is really wanted",
        notes: [testNote(test)],
        help: "give the other terms together less weight than the outcome has, or pay them on success only",
      },
    ),
  ];
};

/** A bounded term that is paid at the end of an episode. */
function isPaidOnce(term: TypedTerm, { spec, program, bounds }: AnalysisContext): boolean {
  const { low, high } = bounds[outputsOfTerms(program).get(term.name)?.contribution ?? -1] ?? anything;
  const body = behindLets(term.body);
  const isPlaced =
    body.kind === "trajectory" && body.operation.kind === "place" && body.operation.scope.kind === "episode";
  const { rate } = new Timings(spec.terms).of(term.body);
  return Number.isFinite(low) && Number.isFinite(high) && (rate === "episode" || isPlaced);
}

/** What an episode is paid by the outcome, and in all. */
interface Told {
  readonly paid: number;
  readonly return: number;
}

/** The best failure and the worst success among episodes that are drawn, each in a group of its own, where there are just two outcomes. */
function outbid(
  { name }: TypedTerm,
  { program, work }: AnalysisContext,
): ReturnType<typeof simplifiedGroups<readonly [Told, Told]>> {
  const random = stream(1, `bonuses beside ${name}`);
  const draw = drawParts(program);
  const tell = (groups: readonly RolloutGroup[]): readonly Told[] =>
    (worthOf(program, groups, work) ?? []).map((worth) => ({
      paid: worth.terms[name]?.at(-1) ?? NaN,
      return: worth.return,
    }));
  const seen: (Told & { readonly group: RolloutGroup })[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const episodes = [{ steps: [draw.step(random)], end: draw.episode(random) }];
    const group = { start: draw.start(random), end: draw.group(random), episodes };
    seen.push(...tell([group]).map((told) => ({ ...told, group })));
  }
  const outcomes = [...new Set(seen.map(({ paid }) => paid))].sort((a, b) => a - b);
  const [failure, success] = outcomes;
  if (outcomes.length !== 2 || failure === undefined || success === undefined) return undefined;
  const [worst] = seen.filter(({ paid }) => paid === success).sort((a, b) => a.return - b.return);
  const [best] = seen.filter(({ paid }) => paid === failure).sort((a, b) => b.return - a.return);
  if (worst === undefined || best === undefined) return undefined;
  return simplifiedGroups(program, [worst.group, best.group], (groups) => {
    const [high, low] = tell(groups);
    if (high === undefined || low === undefined || !(low.paid < high.paid)) return undefined;
    return low.return > high.return + 1e-9 ? [high, low] : undefined;
  });
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}

import { stream } from "../../../runtime/random/index.js";
import { valueOf, type Moved, type NodeValues } from "../../../runtime/reference/index.js";
import { report } from "../../diagnostics/report.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { inputsOf } from "../draw-inputs.js";
import { orderOf } from "../tier-order.js";
import { tiersOf, type Tiers } from "../tiers.js";
import { asTest, movesOf, testNote, type Inputs } from "../trace.js";

const attempts = 200;

/** Terms of steps whose tiers are ordered, and where a step in a lower tier may still pay more than one in a higher tier; each with two such steps. */
export const tiersOverlap: AnalysisRule = (context) => {
  const { spec, program, bounds } = context;
  return program.terms.flatMap((term) => {
    const { span, paid } = spec.terms.find(({ name }) => name === term.name) ?? {};
    const tiers = paid === undefined ? tiersOf(program, term.raw) : undefined;
    if (span === undefined || tiers === undefined) return [];
    const order = orderOf(tiers, program, bounds);
    const found = order === 0 ? undefined : overlap(tiers, order, context);
    if (found === undefined) return [];
    const { high, low } = found;
    const trace = { reset: {}, steps: [high.inputs, low.inputs] };
    const test = asTest(program, `a lower tier of ${term.name} pays more`, trace, {
      0: `${term.name}.raw == ${high.value}`,
      1: `${term.name}.raw == ${low.value}`,
    });
    return [
      report(
        "tiers-overlap",
        span,
        { term: term.name, low: shown(low.value), high: shown(high.value) },
        { notes: [testNote(test)], help: "clip what is added inside of a tier to less than the distance to the next" },
      ),
    ];
  });
};

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}

interface Seen {
  readonly inputs: Inputs;
  readonly value: number;
}

/** A step in a higher tier, and one in the next lower tier that pays more, among the first steps of episodes. */
function overlap(
  tiers: Tiers,
  order: -1 | 1,
  { program, work }: AnalysisContext,
): { readonly high: Seen; readonly low: Seen } | undefined {
  const random = stream(1, "tiers-overlap");
  const draw = inputsOf(program);
  const least: (Seen | undefined)[] = [];
  const most: (Seen | undefined)[] = [];
  for (let attempt = 0; attempt < attempts && work.steps(1, program); attempt++) {
    const inputs = draw(random);
    const [moved] = movesOf(program, { reset: {}, steps: [inputs] });
    if (moved?.values === undefined || moved.state.ended) continue;
    const tier = tierIn(tiers, moved.values);
    const value = valueIn(tiers, moved);
    if (!Number.isFinite(value)) continue;
    if (!(value >= (least[tier]?.value ?? Infinity))) least[tier] = { inputs, value };
    if (!(value <= (most[tier]?.value ?? -Infinity))) most[tier] = { inputs, value };
  }
  for (let tier = 0; tier + 1 < tiers.branches.length; tier++) {
    const [high, low] = order > 0 ? [least[tier], most[tier + 1]] : [least[tier + 1], most[tier]];
    if (high === undefined || low === undefined || !(low.value > high.value + 1e-9)) continue;
    // What is remembered of the first step may change the second.
    const [first, second] = movesOf(program, { reset: {}, steps: [high.inputs, low.inputs] });
    const [up, down] = [first, second].map((moved) => valueIn(tiers, moved));
    if (up === high.value && down === low.value) return { high, low };
  }
  return undefined;
}

function valueIn(tiers: Tiers, moved: Moved | undefined): number {
  return moved?.values === undefined ? NaN : scalarOf(moved.values, tiers.branches[tierIn(tiers, moved.values)] ?? -1);
}

/** The tier that the values have chosen. */
function tierIn({ conditions }: Tiers, values: NodeValues): number {
  const chosen = conditions.findIndex((condition) => scalarOf(values, condition) !== 0);
  return chosen < 0 ? conditions.length : chosen;
}

function scalarOf(values: NodeValues, id: number): number {
  return valueOf(values, id)[0] ?? NaN;
}

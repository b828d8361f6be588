import { Timings } from "../../check/dataflow/timings.js";
import type { TypedTerm } from "../../check/typed.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Program } from "../../ir/program.js";
import { stream } from "../../../runtime/random/index.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { anything } from "../interval.js";
import { learnsFromReturn } from "../learned-from.js";
import { groupsAsTest, numeral } from "../rollouts/as-test.js";
import { drawParts } from "../rollouts/draw-parts.js";
import { growthOf, repeat, type Repeated } from "../rollouts/growth.js";
import { worthOf, type RolloutGroup } from "../rollouts/rollouts.js";
import { simplifiedGroups } from "../rollouts/simplified-groups.js";
import { outputsOfTerms } from "../terms-of.js";
import { testNote, type Inputs } from "../trace.js";
import type { Work } from "../work.js";

const attempts = 16;
/** How many ways in which an episode can end are compared. */
const ends = 6;
/** An episode that must be longer to outbid an outcome is no ordinary one. */
const longest = 50;

/**
 * A term that pays for each step and never costs, beside an outcome that is paid once: a long episode with a worse outcome is worth more than a short one with a better outcome (Gao et al. 2024, 2410.15115, where
 * training finds out). Not where every step has a price: then its author has thought of length.
 */
export const stepsOutbidOutcome: AnalysisRule = (context) => {
  const { spec, program, work } = context;
  if (program.finish === undefined || !learnsFromReturn(spec)) return [];
  const paying = payingTerms(context);
  if (paying.length === 0) return [];
  const idle = growthOf(program, { start: {}, end: {}, step: {}, after: {} }, work);
  if (idle === undefined || Object.values(idle.slopes).some((slope) => slope < 0)) return [];
  for (const term of paying) {
    const found = outbidding(term, context);
    if (found === undefined) continue;
    const { group, outcome, worths } = found;
    const [short, long] = worths;
    const expected = worths.map((worth) => `${outcome} == ${numeral(worth.paid)}, return == ${numeral(worth.return)}`);
    const name = `${term.name} outbids ${outcome}`;
    const count = group.episodes[1]?.steps.length ?? 0;
    return [
      report(
        "steps-outbid-outcome",
        term.span,
        { term: term.name, outcome, steps: count, long: shown(long.return), short: shown(short.return) },
        {
          label: "never costs, and is paid in each step",
          notes: [testNote(groupsAsTest(program, name, [group], expected))],
          help: "pay the fall of it, `telescope(…, fall, after: cut)`, what it is above a threshold at most, `min(… - eta, 0)`, or its mean over the episode",
          fixes: telescoped(term, spec.terms),
        },
      ),
    ];
  }
  return [];
};

/** Terms that never cost and may pay in many steps. */
function payingTerms({ spec, program, bounds }: AnalysisContext): readonly TypedTerm[] {
  const timings = new Timings(spec.terms);
  const outputs = outputsOfTerms(program);
  return spec.terms.filter((term) => {
    const { low, high } = bounds[outputs.get(term.name)?.contribution ?? -1] ?? anything;
    const { rate } = timings.of(term.body);
    return low >= 0 && high > 0 && (rate === "step" || rate === "segment");
  });
}

/** A short episode with a better outcome, and a long one with a worse that is worth more. */
interface Outbidding {
  readonly group: RolloutGroup;
  /** The term that tells outcomes apart. */
  readonly outcome: string;
  readonly worths: readonly [Told, Told];
}

/** What the test says of an episode. */
interface Told {
  /** By the outcome. */
  readonly paid: number;
  readonly return: number;
}

/** Among steps that are drawn, those of which the fewest outbid an outcome. */
function outbidding(term: TypedTerm, context: AnalysisContext): Outbidding | undefined {
  const { program, work } = context;
  const random = stream(1, `steps of ${term.name}`);
  const draw = drawParts(program);
  let best: Outbidding | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const repeated = { step: draw.step(random), start: draw.start(random), end: draw.group(random), after: {} };
    const growth = growthOf(program, repeated, work);
    const slope = Math.min(growth?.slopes[term.name] ?? 0, growth?.slope ?? 0);
    if (growth === undefined || !(slope > 0)) continue;
    const outcomes = Object.keys(growth.slopes).filter((name) => Math.abs(growth.slopes[name] ?? 1) < 1e-12);
    const afters = [{}, ...Array.from({ length: ends }, () => draw.episode(random))];
    const found = reversed(repeated, afters, outcomes, slope, context);
    if (found !== undefined && stepsIn(found) < (best === undefined ? Infinity : stepsIn(best))) best = found;
  }
  return best;
}

function stepsIn({ group }: Outbidding): number {
  return group.episodes[1]?.steps.length ?? Infinity;
}

/** Two ends of which the worse one, behind so many more steps, is worth more: those that lie furthest apart. */
function reversed(
  repeated: Repeated,
  afters: readonly Inputs[],
  outcomes: readonly string[],
  slope: number,
  { program, work }: AnalysisContext,
): Outbidding | undefined {
  const { start, end } = repeated;
  const groupOf = (...episodes: readonly (readonly [Inputs, number])[]): RolloutGroup => ({
    start,
    end,
    episodes: episodes.map(([after, count]) => repeat({ ...repeated, after }, count)),
  });
  const groups = afters.map((after) => groupOf([after, 1]));
  const ended = (worthOf(program, groups, work) ?? []).map((worth, index) => ({ after: afters[index] ?? {}, worth }));
  const pairs = outcomes
    .flatMap((outcome) =>
      ended.flatMap((better) =>
        ended.map((worse) => {
          const paid = ({ worth }: typeof better): number => worth.terms[outcome]?.[0] ?? 0;
          const lost = better.worth.return - worse.worth.return;
          return { outcome, better: better.after, worse: worse.after, apart: paid(better) - paid(worse), lost };
        }),
      ),
    )
    .filter(({ apart, lost }) => apart > 1e-9 && lost > 0 && lost < slope * (longest - 2))
    .sort((a, b) => b.apart - a.apart);
  for (const { outcome, better, worse, lost } of pairs.slice(0, 3)) {
    const group = groupOf([better, 1], [worse, Math.floor(lost / slope) + 2]);
    const found = simplifiedGroups(program, [group], (candidate) => orderReversed(candidate, outcome, program, work));
    const [simple] = found?.groups ?? [];
    if (found !== undefined && simple !== undefined) return { group: simple, outcome, worths: found.shown };
  }
  return undefined;
}

/** What the two episodes are worth, where the one with the worse outcome is worth more. */
function orderReversed(
  groups: readonly RolloutGroup[],
  outcome: string,
  program: Program,
  work: Work,
): readonly [Told, Told] | undefined {
  const [short, long] = (worthOf(program, groups, work) ?? []).map((worth): Told => ({
    paid: worth.terms[outcome]?.at(-1) ?? NaN,
    return: worth.return,
  }));
  if (short === undefined || long === undefined) return undefined;
  return long.return > short.return + 1e-9 && long.paid < short.paid ? [short, long] : undefined;
}

/** The body's fall instead of the body, where that can be written. */
function telescoped({ body }: TypedTerm, terms: readonly TypedTerm[]): readonly Fix[] {
  if (body.type.shape.length > 0 || body.type.element === "bool" || new Timings(terms).of(body).rate !== "step")
    return [];
  const { start, end } = body.span;
  return [
    {
      title: "pay the fall of it",
      edits: [
        { span: { ...body.span, end: start }, text: "telescope(" },
        { span: { ...body.span, start: end }, text: ", fall, after: cut)" },
      ],
      applicability: "maybe",
    },
  ];
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}

import { Timings } from "../../check/dataflow/timings.js";
import { showExpression } from "../../check/machines/show-expression.js";
import type { TypedExpression, TypedSpec, TypedTerm } from "../../check/typed.js";
import { walk } from "../../check/walk.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import { stream } from "../../../runtime/random/index.js";
import { addendsOf } from "../addends.js";
import { comparisonsIn } from "../compared.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { anything } from "../interval.js";
import { groupsAsTest, numeral } from "../rollouts/as-test.js";
import { drawParts } from "../rollouts/draw-parts.js";
import { repeat } from "../rollouts/growth.js";
import { worthOf, type RolloutGroup, type Worth } from "../rollouts/rollouts.js";
import { simplifiedGroups } from "../rollouts/simplified-groups.js";
import { outputsOfTerms } from "../terms-of.js";
import { testNote } from "../trace.js";

const attempts = 24;
/** Draws that must tell a short episode from a long one, all in the same direction. */
const agreeing = 4;
/** Steps of the episodes that are compared. */
const [short, long] = [2, 8];

/** What adds up over the steps of an episode. */
interface Sum {
  readonly name: string;
  readonly span: Span;
  /** What each step adds. */
  readonly each?: TypedExpression;
  readonly fixes: readonly Fix[];
}

/**
 * An advantage that compares sums over the steps of episodes: of two that are alike in every step and in how they end, the longer one wins, or, where log-probabilities are added up, the shorter one. Likelihoods of whole responses
 * rank by length in this way (2506.23235). Costs of steps are meant to do so and are not looked at.
 */
export const lengthDecides: AnalysisRule = (context) => {
  const { spec } = context;
  const advantage = spec.finish?.advantage;
  const timings = new Timings(spec.terms);
  if (advantage === undefined || timings.of(advantage).rate !== "episode") return [];
  const sums = sumsIn(comparisonsIn(advantage).compared, timings, context);
  const found = sums.length === 0 ? undefined : decided(context);
  if (found === undefined) return [];
  const sum = found.longerWins ? sums[0] : sums.find(({ each }) => each !== undefined && addsLogarithms(each));
  if (sum === undefined) return [];
  const expected = found.worths.map(
    ({ return: paid, advantages }) => `return == ${numeral(paid)}, advantage == ${numeral(advantages.at(-1) ?? NaN)}`,
  );
  const winner = found.longerWins ? "longer" : "shorter";
  return [
    report(
      "length-decides",
      sum.span,
      { sum: sum.name, winner },
      {
        label: "adds up over the steps",
        notes: [testNote(groupsAsTest(context.program, `the ${winner} one wins`, found.groups, expected))],
        help: "where length is not what you mean, take the mean: `mean(…) over episode`",
        fixes: sum.fixes,
      },
    ),
  ];
};

/** Sums over steps that what is compared is made of; what is read of no signal is a price of length. */
function sumsIn(
  compared: readonly TypedExpression[],
  timings: Timings,
  { spec, program, bounds }: AnalysisContext,
): readonly Sum[] {
  const outputs = outputsOfTerms(program);
  const roots = compared.flatMap((value) => addendsOf(value, spec));
  const terms = roots.flatMap((value) => termOf(value, spec) ?? []);
  const paid = terms.flatMap((term): readonly Sum[] => {
    const { rate } = timings.of(term.body);
    if (rate !== "step" || term.body.kind === "trajectory" || !readsSignal(term.body)) return [];
    // What never costs, beside something else, is a matter of how much that is worth: see `steps-outbid-outcome`.
    const { low } = bounds[outputs.get(term.name)?.contribution ?? -1] ?? anything;
    if (low >= 0 && roots.length > 1) return [];
    return [{ name: term.name, span: term.span, each: term.body, fixes: averaged(term) }];
  });
  const written: Sum[] = [];
  walk(
    [...roots, ...terms.map(({ body }) => body)],
    (value) => {
      if (value.kind !== "aggregate" || value.scope.kind !== "episode" || value.by !== undefined) return;
      const { aggregator, value: each, span } = value;
      if (aggregator === "length") written.push({ name: showExpression(value), span, fixes: [] });
      if (aggregator !== "sum" || each === undefined || each.type.element === "bool" || !readsSignal(each)) return;
      written.push({ name: showExpression(value), span, each, fixes: value.where === undefined ? [meanOf(span)] : [] });
    },
    { lets: true },
  );
  return [...paid, ...written];
}

function termOf(value: TypedExpression, { terms }: TypedSpec): TypedTerm | undefined {
  return value.kind === "term" ? terms.find(({ name }) => name === value.term) : undefined;
}

function readsSignal(value: TypedExpression): boolean {
  return signalsIn(value).length > 0;
}

/** Whether it takes a logarithm, or reads a signal that is never positive, as logarithms of probabilities are. */
function addsLogarithms(root: TypedExpression): boolean {
  let found = signalsIn(root).some(({ type }) => type.range !== undefined && type.range[1] <= 0);
  walk(
    [root],
    (value) => {
      if (value.kind === "call" && value.builtin === "log") found = true;
    },
    { lets: true },
  );
  return found;
}

function signalsIn(root: TypedExpression): readonly Extract<TypedExpression, { kind: "signal" }>[] {
  const found: Extract<TypedExpression, { kind: "signal" }>[] = [];
  walk([root], (value) => void (value.kind === "signal" && found.push(value)), { lets: true });
  return found;
}

interface Decided {
  readonly groups: readonly RolloutGroup[];
  /** Of the short and the long episode. */
  readonly worths: readonly Worth[];
  readonly longerWins: boolean;
}

/** A short and a long episode of steps that are alike, where in all draws that tell them apart the same one has the greater advantage. */
function decided({ program, work }: AnalysisContext): Decided | undefined {
  const random = stream(1, "length-decides");
  const draw = drawParts(program);
  const show = (groups: readonly RolloutGroup[]): readonly Worth[] | undefined => {
    const worths = worthOf(program, groups, work);
    return worths !== undefined && Math.abs(lead(worths)) > 1e-6 ? worths : undefined;
  };
  const told: RolloutGroup[] = [];
  const directions = new Set<number>();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const repeated = {
      start: draw.start(random),
      end: draw.group(random),
      step: draw.step(random),
      after: draw.episode(random),
    };
    const { start, end } = repeated;
    const group = { start, end, episodes: [short, long].map((count) => repeat(repeated, count)) };
    const worths = show([group]);
    if (worths === undefined) continue;
    directions.add(Math.sign(lead(worths)));
    told.push(group);
    if (directions.size > 1) return undefined;
  }
  if (told.length < agreeing) return undefined;
  const found = told
    .flatMap((group) => simplifiedGroups(program, [group], show) ?? [])
    .sort((a, b) => size(a.shown) - size(b.shown))[0];
  return found === undefined ? undefined : { groups: found.groups, worths: found.shown, longerWins: directions.has(1) };
}

/** By how much the long episode has the greater advantage. */
function lead(worths: readonly Worth[]): number {
  const [first = NaN, second = NaN] = worths.map(({ advantages }) => advantages.at(-1));
  return second - first;
}

/** How far numbers are from such as read well. */
function size(worths: readonly Worth[]): number {
  return Math.max(...worths.map((worth) => Math.abs(Math.log(Math.abs(worth.return) + 1e-3))));
}

/** `mean` for `sum`. */
function meanOf({ file, start }: Span): Fix {
  const edits = [{ span: { file, start, end: start + "sum".length }, text: "mean" }];
  return { title: "take the mean over the steps", edits, applicability: "maybe" };
}

function averaged({ body }: TypedTerm): readonly Fix[] {
  if (body.type.shape.length > 0) return [];
  const { start, end } = body.span;
  return [
    {
      title: "take the mean over the steps",
      edits: [
        { span: { ...body.span, end: start }, text: "mean(" },
        { span: { ...body.span, start: end }, text: ") over episode" },
      ],
      applicability: "maybe",
    },
  ];
}

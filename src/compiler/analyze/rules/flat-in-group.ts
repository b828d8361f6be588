import { Timings } from "../../check/dataflow/timings.js";
import { partsOfTerm } from "../../check/term-parts.js";
import { walk } from "../../check/walk.js";
import type { TypedExpression, TypedSpec } from "../../check/typed.js";
import { showExpression } from "../../check/machines/show-expression.js";
import { report } from "../../diagnostics/report.js";
import { stream } from "../../../runtime/random/index.js";
import { addendsOf } from "../addends.js";
import { behindLets, comparisonsIn, type Comparisons } from "../compared.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { groupsAsTest, numeral } from "../rollouts/as-test.js";
import { drawParts } from "../rollouts/draw-parts.js";
import { worthOf, type RolloutGroup } from "../rollouts/rollouts.js";
import { simplifiedGroups } from "../rollouts/simplified-groups.js";
import { testNote, type Inputs } from "../trace.js";

const attempts = 20;

/**
 * An addend that is the same for all episodes of a group, in an advantage that compares them: it cancels out. The note shows two groups that it tells apart, and whose advantages are the same.
 */
export const flatInGroup: AnalysisRule = (context) => {
  const { spec } = context;
  const advantage = spec.finish?.advantage;
  if (advantage === undefined) return [];
  const timings = new Timings(spec.terms);
  const comparisons = comparisonsIn(advantage);
  const flat = comparisons.compared
    .flatMap((compared) => addendsOf(compared, spec))
    .filter((addend) => isFlat(addend, spec, timings) && !isReadBeside(addend, comparisons, spec));
  return [...new Map(flat.map((addend) => [nameOf(addend), addend])).values()].flatMap((addend) => {
    const test = told(addend, timings, context);
    if (test === undefined) return [];
    const term = spec.terms.find(({ name }) => addend.kind === "term" && name === addend.term);
    return [
      report(
        "flat-in-group",
        term?.span ?? addend.span,
        { value: nameOf(addend) },
        {
          label: "one value for each group",
          notes: [testNote(test)],
          help: "leave it out, multiply what is compared by it, or compare over the batch",
        },
      ),
    ];
  });
};

function nameOf(addend: TypedExpression): string {
  return addend.kind === "term" ? addend.term : showExpression(addend);
}

/** Whether all episodes of a group have the same of it, which groups may not. */
function isFlat(addend: TypedExpression, { terms }: TypedSpec, timings: Timings): boolean {
  const term = addend.kind === "term" ? terms.find(({ name }) => name === addend.term) : undefined;
  const parts = addend.kind === "term" && term !== undefined ? partsOfTerm(addend.part, term) : [addend];
  const rates = parts.map((part) => timings.of(onceIn(part)).rate);
  return rates.includes("group") && rates.every((rate) => rate === "group" || rate === "const" || rate === "param");
}

/** What is paid once in an episode, or in equal parts. */
function onceIn(value: TypedExpression): TypedExpression {
  const inner = behindLets(value);
  if (inner.kind !== "trajectory") return value;
  const { operation } = inner;
  const isPlaced = operation.kind === "place" || operation.kind === "spread";
  return isPlaced && operation.scope.kind === "episode" ? inner.value : value;
}

/** Whether the advantage also has it outside of comparisons. */
function isReadBeside(addend: TypedExpression, { others }: Comparisons, spec: TypedSpec): boolean {
  return others.some(
    (value) =>
      (value.kind === "environment" && addendsOf(value, spec).some((each) => nameOf(each) === nameOf(addend))) ||
      (value.kind === "term" && addend.kind === "term" && value.term === addend.term),
  );
}

/** Signals of the group that the addend reads. */
function signalsOfGroup(addend: TypedExpression, { terms }: TypedSpec, timings: Timings): ReadonlySet<string> {
  const names = new Set<string>();
  const open: TypedExpression[] = [addend];
  for (let root = open.pop(); root !== undefined; root = open.pop())
    walk(
      [root],
      (value) => {
        if (value.kind === "signal" && timings.of(value).rate === "group") names.add(value.name);
        const term = value.kind === "term" ? terms.find(({ name }) => name === value.term) : undefined;
        if (value.kind === "term" && term !== undefined) open.push(...partsOfTerm(value.part, term));
      },
      { lets: true },
    );
  return names;
}

/** A test of two groups that differ in what the addend reads of a group, where that changes the addend and no advantage. */
function told(addend: TypedExpression, timings: Timings, { spec, program, work }: AnalysisContext): string | undefined {
  const random = stream(1, `flat ${nameOf(addend)}`);
  const draw = drawParts(program);
  const varied = signalsOfGroup(addend, spec, timings);
  const part = (inputs: Inputs, own: boolean): Inputs =>
    Object.fromEntries(Object.entries(inputs).filter(([name]) => varied.has(name) === own));
  const show = (groups: readonly RolloutGroup[]): readonly string[] | undefined => {
    const worths = worthOf(program, groups, work);
    if (worths === undefined) return undefined;
    const values = worths.map(({ terms, advantages }) => ({
      own: addend.kind === "term" ? terms[addend.term]?.at(-1) : undefined,
      advantage: advantages.at(-1) ?? NaN,
    }));
    const [one, other, oneElsewhere, otherElsewhere] = values;
    const isSame = one?.advantage === oneElsewhere?.advantage && other?.advantage === otherElsewhere?.advantage;
    const differs = addend.kind !== "term" || one?.own !== oneElsewhere?.own;
    if (!isSame || !differs || one?.advantage === other?.advantage || isAlike(groups)) return undefined;
    return values.map(({ own, advantage }) =>
      [
        ...(own === undefined ? [] : [`${nameOf(addend)} == ${numeral(own)}`]),
        `advantage == ${numeral(advantage)}`,
      ].join(", "),
    );
  };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [start, end] = [draw.start(random), draw.group(random)].map((inputs) => part(inputs, false));
    const episodes = [0, 1].map(() => ({ steps: [draw.step(random)], end: draw.episode(random) }));
    const groups = [0, 1].map((): RolloutGroup => ({
      start: { ...start, ...part(draw.start(random), true) },
      episodes,
      end: { ...end, ...part(draw.group(random), true) },
    }));
    const found = simplifiedGroups(program, groups, show);
    if (found !== undefined)
      return groupsAsTest(program, `${nameOf(addend)} moves no advantage`, found.groups, found.shown);
  }
  return undefined;
}

/** Whether the groups differ in nothing. */
function isAlike([one, other]: readonly RolloutGroup[]): boolean {
  return JSON.stringify([one?.start, one?.end]) === JSON.stringify([other?.start, other?.end]);
}

import type { TypedExpression, TypedSpec } from "../../check/typed.js";
import { walk } from "../../check/walk.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { stream } from "../../../runtime/random/index.js";
import { behindLets } from "../compared.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { groupsAsTest, numeral } from "../rollouts/as-test.js";
import { drawParts } from "../rollouts/draw-parts.js";
import { worthOf, type RolloutGroup } from "../rollouts/rollouts.js";
import { simplifiedGroups } from "../rollouts/simplified-groups.js";
import { testNote, type Inputs } from "../trace.js";

const attempts = 40;
/** First attempts, in which rollouts have usual values but for the prediction: these read best. */
const plain = 10;

/** A signal that is subtracted from the return as a prediction of it. */
interface Baseline {
  readonly signal: string;
  /** The signal, or its mean. */
  readonly value: TypedExpression;
}

/**
 * An advantage that subtracts from the return what was read off the same rollout: a prediction that has seen what the policy did correlates with it, so that the gradient is biased (2605.07579). The mean of the group's returns is no
 * such thing: with itself in it, it only scales the advantage by 1 − 1/n.
 */
export const ownBaseline: AnalysisRule = (context) => {
  const { spec } = context;
  const advantage = spec.finish?.advantage;
  if (advantage === undefined) return [];
  const found: Baseline[] = [];
  walk([advantage], (value) => void found.push(...baselineIn(value, spec)), { lets: true });
  return found.flatMap(({ signal, value }) => {
    const test = told(signal, context);
    if (test === undefined) return [];
    return [
      report(
        "own-baseline",
        value.span,
        { signal },
        {
          label: "has seen the rollout itself",
          notes: [testNote(test)],
          help: `let the others predict: \`mean(${signal}, empty: 0) over group except self\`, or read the baseline off the prompt: \`at start\``,
          fixes: othersOnly(value, signal),
        },
      ),
    ];
  });
};

/** `return - x`, or `return - (mean(x) over group)`, also of a term, of a signal x that comes when the rollout is over, and that no reward reads. */
function baselineIn(value: TypedExpression, spec: TypedSpec): readonly Baseline[] {
  if (value.kind !== "binary" || value.fn !== "subtract") return [];
  const from = behindLets(value.left);
  const subtracted = behindLets(value.right);
  const isMean =
    subtracted.kind === "aggregate" &&
    (subtracted.aggregator === "mean" || subtracted.aggregator === "median") &&
    subtracted.scope.kind === "group" &&
    !subtracted.exceptSelf;
  const signal = isMean && subtracted.value !== undefined ? behindLets(subtracted.value) : subtracted;
  // What is subtracted from a single term by itself may be a cost.
  if (!isReturn(from) && !(isMean && from.kind === "term")) return [];
  if (signal.kind !== "signal" || signal.rate !== "episode" || signal.availability !== "episode") return [];
  return isPaid(signal.name, spec) ? [] : [{ signal: signal.name, value: value.right }];
}

function isReturn(value: TypedExpression): boolean {
  return value.kind === "environment" && value.name === "return";
}

function isPaid(signal: string, { terms }: TypedSpec): boolean {
  let paid = false;
  walk(
    terms.flatMap(({ body, when, weight }) => [body, weight, ...(when === undefined ? [] : [when])]),
    (value) => {
      if (value.kind === "signal" && value.name === signal) paid = true;
    },
    { lets: true },
  );
  return paid;
}

/** The others' mean instead, where the subtracted value is written in its place. */
function othersOnly(value: TypedExpression, signal: string): readonly Fix[] {
  if (value.kind === "let") return [];
  const text = `(mean(${signal}, empty: 0) over group except self)`;
  return [{ title: "leave the rollout itself out", edits: [{ span: value.span, text }], applicability: "maybe" }];
}

/** A test of two groups alike but for the prediction of the first rollout: it is paid the same in both, and has another advantage. */
function told(signal: string, { program, work }: AnalysisContext): string | undefined {
  const random = stream(1, `baseline ${signal}`);
  const draw = drawParts(program);
  const show = (groups: readonly RolloutGroup[]): readonly string[] | undefined => {
    const [own, other, changed, others] = worthOf(program, groups, work) ?? [];
    if (own === undefined || other === undefined || changed === undefined || others === undefined) return undefined;
    const [before = NaN, after = NaN] = [own, changed].map(({ advantages }) => advantages.at(-1) ?? NaN);
    if (own.return !== changed.return || !(Math.abs(before - after) > 1e-6)) return undefined;
    const [first, second] = [own, changed].map(
      ({ return: sum, advantages }) => `return == ${numeral(sum)}, advantage == ${numeral(advantages.at(-1) ?? NaN)}`,
    );
    return [first ?? "", "", second ?? "", ""];
  };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const drawn = (part: keyof typeof draw): Inputs => (attempt < plain ? {} : draw[part](random));
    const common = { start: drawn("start"), end: drawn("group") };
    const [rollout, other] = [0, 1].map(() => ({ steps: [drawn("step")], end: drawn("episode") }));
    const prediction = draw.episode(random)[signal];
    if (rollout === undefined || other === undefined || prediction === undefined) continue;
    const changed = { ...rollout, end: { ...rollout.end, [signal]: prediction } };
    const groups = [
      { ...common, episodes: [rollout, other] },
      { ...common, episodes: [changed, other] },
    ];
    const found = simplifiedGroups(program, groups, show);
    if (found !== undefined)
      return groupsAsTest(program, `${signal} moves its own advantage`, found.groups, found.shown);
  }
  return undefined;
}

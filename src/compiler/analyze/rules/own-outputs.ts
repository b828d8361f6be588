import { partsOfTerm } from "../../check/term-parts.js";
import type { TypedExpression, TypedSpec } from "../../check/typed.js";
import { walk } from "../../check/walk.js";
import { report } from "../../diagnostics/report.js";
import { stream } from "../../../runtime/random/index.js";
import { behindLets } from "../compared.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { groupsAsTest, numeral } from "../rollouts/as-test.js";
import { drawParts } from "../rollouts/draw-parts.js";
import { worthOf, type Rollout, type RolloutGroup } from "../rollouts/rollouts.js";
import { simplifiedGroups } from "../rollouts/simplified-groups.js";
import { testNote, type Inputs } from "../trace.js";
import { onlyActions } from "./only-actions.js";

const attempts = 40;

/** What a reward reads that the policy itself puts out. */
interface OwnOutputs {
  readonly actions: readonly string[];
  /** Signals of which only agreement within the group counts. */
  readonly votes: readonly string[];
}

/**
 * What the learner is given for whole episodes reads the policy's actions, and how far its answers agree with each other, and nothing that could say whether they are right: it makes the policy surer of what it says already (2603.08660).
 */
export const ownOutputs: AnalysisRule = (context) => {
  const { spec } = context;
  const isOfEpisodes = spec.finish?.advantage !== undefined || spec.terms.some(({ paid }) => paid !== undefined);
  const outputs = isOfEpisodes ? outputsReadBy(spec) : undefined;
  if (outputs === undefined || onlyActions(context).length > 0) return [];
  const test = told(outputs, context);
  if (test === undefined) return [];
  const { actions, votes } = outputs;
  const shown = [...actions.map((name) => `\`${name}\``), ...votes.map((name) => `agreement on \`${name}\``)];
  return [
    report(
      "own-outputs",
      spec.terms[0]?.span ?? spec.finish?.advantage?.span ?? spec.total.span,
      { outputs: shown.join(", ") },
      {
        label: "the policy grades itself",
        notes: [testNote(test)],
        help: "read something that the policy cannot put out itself: a verifier, a judge, what the world answers",
      },
    ),
  ];
};

/** The actions and votes that a reward reads; undefined where it reads anything else that could change, or nothing at all. */
function outputsReadBy(spec: TypedSpec): OwnOutputs | undefined {
  const { finish, total, endings, shapes, terms, signals } = spec;
  if (endings.length > 0 || shapes.length > 0) return undefined;
  const isAction = new Set(signals.filter(({ role }) => role === "action").map(({ name }) => name));
  const actions = new Set<string>();
  const votes = new Set<string>();
  let readsWorld = false;
  const open: TypedExpression[] = [finish?.advantage ?? total];
  const seen = new Set<string>();
  const enter = (value: TypedExpression): boolean => {
    const vote = voteIn(value);
    if (vote !== undefined) {
      votes.add(vote);
      return false;
    }
    switch (value.kind) {
      case "signal":
        if (isAction.has(value.name)) actions.add(value.name);
        else readsWorld = true;
        break;
      case "environment":
        if (["return", "total", "reward"].includes(value.name)) open.push(total);
        else readsWorld = true;
        break;
      case "machine":
      case "objective":
      case "scheme":
        readsWorld = true;
        break;
      case "term": {
        const term = terms.find(({ name }) => name === value.term);
        if (term !== undefined && !seen.has(`${value.term} ${value.part}`)) open.push(...partsOfTerm(value.part, term));
        seen.add(`${value.term} ${value.part}`);
        break;
      }
      default:
    }
    return true;
  };
  const walked = new Set<TypedExpression>();
  for (let root = open.pop(); root !== undefined && !readsWorld; root = open.pop()) {
    if (!walked.has(root)) walk([root], enter, { lets: true });
    walked.add(root);
  }
  return readsWorld || actions.size + votes.size === 0 ? undefined : { actions: [...actions], votes: [...votes] };
}

/** The signal x of `x == (mode(x) over group)`, or of `this.x == other.x`. */
function voteIn(value: TypedExpression): string | undefined {
  if (value.kind !== "binary" || (value.fn !== "equal" && value.fn !== "not-equal")) return undefined;
  const sides = [behindLets(value.left), behindLets(value.right)];
  const [one, other] = sides.map((side) => {
    const isMode = side.kind === "aggregate" && side.aggregator === "mode" && side.where === undefined;
    const inner = isMode ? side.value : side.kind === "member" ? side.value : side;
    const signal = inner === undefined ? undefined : behindLets(inner);
    return signal?.kind === "signal" ? signal.name : undefined;
  });
  const compares = sides.some(({ kind }) => kind === "aggregate") || sides.every(({ kind }) => kind === "member");
  return compares && one !== undefined && one === other ? one : undefined;
}

/** A test in which what the policy puts out decides alone: where it votes, the same answer is worth something else among other answers. */
function told({ actions, votes }: OwnOutputs, { program, work }: AnalysisContext): string | undefined {
  const random = stream(1, "own-outputs");
  const draw = drawParts(program);
  const own = new Set([...actions, ...votes]);
  const part = (inputs: Inputs): Inputs => Object.fromEntries(Object.entries(inputs).filter(([name]) => own.has(name)));
  const show = (groups: readonly RolloutGroup[]): readonly string[] | undefined => {
    const worths = worthOf(program, groups, work);
    const given = worths?.map(({ return: sum, advantages }) => advantages.at(-1) ?? sum);
    if (worths === undefined || !(Math.abs((given?.[0] ?? NaN) - (given?.at(-1) ?? NaN)) > 1e-6)) return undefined;
    return worths.map(({ return: sum, advantages }) =>
      [
        `return == ${numeral(sum)}`,
        ...(advantages.length === 0 ? [] : [`advantage == ${numeral(advantages.at(-1) ?? NaN)}`]),
      ].join(", "),
    );
  };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [one, other] = [0, 1].map((): Rollout => ({
      steps: [part(draw.step(random))],
      end: part(draw.episode(random)),
    }));
    if (one === undefined || other === undefined) continue;
    const plain = { start: {}, end: {} };
    // Of the first and the last episode: the same answer, of the majority and not, or two that differ.
    const groups =
      votes.length > 0
        ? [
            { ...plain, episodes: [one, one, other] },
            { ...plain, episodes: [other, other, one] },
          ]
        : [{ ...plain, episodes: [one, other] }];
    const found = simplifiedGroups(program, groups, show);
    if (found !== undefined) return groupsAsTest(program, "the policy grades itself", found.groups, found.shown);
  }
  return undefined;
}

import type { TypedEnding } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { EndingOutput } from "../ir/program.js";
import { endingCondition, lowerDeclaredEnds, type Ends } from "./declared-ends.js";
import type { SpecLowering } from "./spec-lowering.js";
import { lowerTerm } from "./terms.js";

/** All ends of the step, those of `nan terminate` included. */
export function lowerEnds(whole: SpecLowering): Ends {
  const declared = lowerDeclaredEnds(whole);
  if (whole.spec.nan !== "terminate") return declared;
  return whole.once("all ends", () => {
    const { ir } = whole;
    const terminated = knownInSteps(whole).reduce(
      (any, term) => ir.binary("or", any, notFinite(term.name, whole)),
      declared.terminated,
    );
    return { terminated, truncated: ir.binary("and", declared.truncated, ir.unary("not", terminated)) };
  });
}

/** Each way to end, in the order of the file, then one for each term under `nan terminate`. */
export function lowerEndings(whole: SpecLowering): readonly EndingOutput[] {
  const taken = new Set(whole.spec.terms.map((term) => term.name));
  const declared = whole.spec.endings.map((ending): EndingOutput => {
    const condition = endingCondition(ending, whole);
    const reward = endingReward(ending, whole);
    return {
      kind: ending.kind,
      cause: ending.cause,
      condition,
      ...(reward === undefined ? {} : { reward: { name: unused(ending.cause, taken), value: reward } }),
    };
  });
  if (whole.spec.nan !== "terminate") return declared;
  const broken = knownInSteps(whole).map((term): EndingOutput => ({
    kind: "terminated",
    cause: `nan:${term.name}`,
    condition: notFinite(term.name, whole),
  }));
  return [...declared, ...broken];
}

/** A reward is logged under its cause; a name that a term or an earlier ending has gets a number. */
function unused(cause: string, taken: Set<string>): string {
  let name = cause;
  for (let copy = 2; taken.has(name); copy++) name = `${cause} ${copy}`;
  taken.add(name);
  return name;
}

/** What each `terminate when … reward E` that holds adds to the reward. */
export function endingReward(ending: TypedEnding, whole: SpecLowering): NodeId | undefined {
  if (ending.form !== "condition" || ending.reward === undefined) return undefined;
  const { ir } = whole;
  return ir.select(
    endingCondition(ending, whole),
    ir.cast(whole.step.expression(ending.reward), "float"),
    ir.constant(0),
  );
}

/** What is known later cannot end the episode: it is reported, and pays 0. */
function knownInSteps({ spec }: SpecLowering): SpecLowering["spec"]["terms"] {
  return spec.terms.filter(({ paid }) => paid !== "late");
}

function notFinite(term: string, whole: SpecLowering): NodeId {
  return whole.ir.unary("not", lowerTerm(term, whole.step).finite);
}

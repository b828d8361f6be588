import type { TypedTerm } from "../../check/typed.js";
import { report } from "../../diagnostics/report.js";
import { stream } from "../../../runtime/random/index.js";
import type { AnalysisContext, AnalysisRule } from "../context.js";
import { inputsOf } from "../draw-inputs.js";
import { anything } from "../interval.js";
import { simplified } from "../simplified.js";
import { asTest, outputsOf, testNote, type Trace } from "../trace.js";

const attempts = 40;

/**
 * The total is never negative and nothing bounds an episode's sum, while the spec itself ends episodes: ending can only lose. A discount below
 * 1 bounds the sum, yet a step more still never costs.
 */
export const longerWins: AnalysisRule = (context) => {
  const { spec, program, bounds } = context;
  // A learner that is given an advantage does not add up the total, and one that goes by its average gains nothing by more steps of it.
  if (spec.finish?.advantage !== undefined || spec.average !== undefined) return [];
  const total = bounds[(program.finish ?? program).total] ?? anything;
  const good = program.endings.filter(({ kind, reward }) => kind === "terminated" && reward === undefined);
  const pays = program.machines.filter(({ ends }) => ends.includes("final"));
  if (!(total.low >= 0 && total.high > 0) || good.length === 0 || pays.length > 0) return [];
  const earning = spec.terms.filter((term) => {
    const output = program.terms.find(({ name }) => name === term.name);
    return output !== undefined && !isPaidOnce(term) && (bounds[output.contribution] ?? anything).high > 0;
  });
  if (spec.terms.length > 0 && earning.length === 0) return [];
  const causes = good.map(({ cause }) => cause);
  return [
    report(
      "longer-wins",
      earning[0]?.span ?? spec.total.span,
      {},
      {
        notes: [
          `total lies in [${total.low}, ${total.high}]; ${causes.map((cause) => `\`${cause}\``).join(", ")} ends the episode`,
          ...endingStep(causes, context),
        ],
        help: "where an end is what you want, pay for it; where it is a failure, this is as it should be",
      },
    ),
  ];
};

/** What an objective pays when it is decided, and what an episode is worth, are paid once however long it is. */
function isPaidOnce({ body, paid }: TypedTerm): boolean {
  const fires =
    body.kind === "select" && body.condition.kind === "objective" && body.condition.field.startsWith("fires");
  return paid === "episode" || fires;
}

/** A test of a first step that ends the episode for one of the causes, if one was drawn. */
function endingStep(causes: readonly string[], { program, work }: AnalysisContext): readonly string[] {
  const random = stream(1, "longer-wins");
  const [drawReset, draw] = [inputsOf(program, "reset"), inputsOf(program)];
  for (let attempt = 0; attempt < attempts && work.steps(1, program); attempt++) {
    const drawn = { reset: drawReset(random), steps: [draw(random)] };
    const ends = (candidate: Trace): boolean => {
      const [outputs] = outputsOf(program, candidate);
      return outputs?.cause !== undefined && causes.includes(outputs.cause) && Number.isFinite(outputs.total);
    };
    if (!ends(drawn)) continue;
    const trace = simplified(program, drawn, ends);
    const [outputs] = outputsOf(program, trace);
    const expected = `cause == "${outputs?.cause ?? ""}", total == ${outputs?.total ?? 0}`;
    return [testNote(asTest(program, "an end pays no more than a step", trace, { 0: expected }))];
  }
  return [];
}

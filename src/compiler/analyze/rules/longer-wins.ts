import { report } from "../../diagnostics/report.js";
import type { AnalysisRule } from "../context.js";
import { anything } from "../interval.js";

/**
 * The total is never negative and nothing bounds an episode's sum, while the spec itself ends episodes: ending can only lose. A discount below
 * 1 bounds the sum, yet a step more still never costs.
 */
export const longerWins: AnalysisRule = ({ spec, program, bounds }) => {
  const total = bounds[program.total] ?? anything;
  const good = program.endings.filter(({ kind, reward }) => kind === "terminated" && reward === undefined);
  const pays = program.machines.filter(({ ends }) => ends.includes("final"));
  if (!(total.low >= 0 && total.high > 0) || good.length === 0 || pays.length > 0) return [];
  const earning = spec.terms.filter(
    (_, index) => (bounds[program.terms[index]?.contribution ?? -1] ?? anything).high > 0,
  );
  return [
    report(
      "longer-wins",
      earning[0]?.span ?? spec.total.span,
      {},
      {
        notes: [
          `total lies in [${total.low}, ${total.high}]; ${good.map(({ cause }) => `\`${cause}\``).join(", ")} ends the episode`,
        ],
        help: "where an end is what you want, pay for it; where it is a failure, this is as it should be",
      },
    ),
  ];
};

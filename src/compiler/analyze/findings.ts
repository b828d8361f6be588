import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { AnalysisContext, AnalysisRule } from "./context.js";
import { bonusOutbidsOutcome } from "./rules/bonus-outbids-outcome.js";
import { episodeTiersOverlap } from "./rules/episode-tiers-overlap.js";
import { farmableCycle } from "./rules/farmable-cycle.js";
import { farmableLoop } from "./rules/farmable-loop.js";
import { flatInGroup } from "./rules/flat-in-group.js";
import { idlePays } from "./rules/idle-pays.js";
import { lengthDecides } from "./rules/length-decides.js";
import { longerWins } from "./rules/longer-wins.js";
import { mayBreak } from "./rules/may-break.js";
import { neverMatters } from "./rules/never-matters.js";
import { onlyActions } from "./rules/only-actions.js";
import { ownBaseline } from "./rules/own-baseline.js";
import { ownOutputs } from "./rules/own-outputs.js";
import { stepsOutbidOutcome } from "./rules/steps-outbid-outcome.js";
import { tiersOverlap } from "./rules/tiers-overlap.js";

/** Those that search least come first: they are not the ones to go without. */
const rules: readonly AnalysisRule[] = [
  idlePays,
  onlyActions,
  neverMatters,
  longerWins,
  farmableCycle,
  tiersOverlap,
  episodeTiersOverlap,
  bonusOutbidsOutcome,
  flatInGroup,
  ownBaseline,
  ownOutputs,
  stepsOutbidOutcome,
  lengthDecides,
  farmableLoop,
  mayBreak,
];

/** Those that do not weigh terms against each other, or judge what is paid altogether: what components are worth is the learner's to say. */
const rulesOfComponents: readonly AnalysisRule[] = [neverMatters, tiersOverlap, mayBreak];

/** All that is suspicious about a reward, each finding with a witness. */
export function findingsOf(context: AnalysisContext): readonly Diagnostic[] {
  const judging =
    context.program.components === undefined && context.program.agents === undefined ? rules : rulesOfComponents;
  return judging.flatMap((rule) => rule(context));
}

import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { RecordedEpisodeLine } from "../../compiler/recording/line.js";
import type { Program } from "../../compiler/ir/program.js";
import { unreachable } from "../../compiler/unreachable.js";
import type { RewardError, RewardProblem } from "../../runtime/kernel/errors.js";

/** A trace cannot be evaluated; `diagnostic` names the line. */
export class TraceError extends Error {
  override readonly name = "TraceError";

  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

/** What `line` has wrong, where the runtime could not go on with it. */
export function explain(
  { problem, message }: RewardError,
  line: RecordedEpisodeLine,
  { signals }: Pick<Program, "signals">,
): Diagnostic {
  const episode = String(line.episode);
  switch (problem.kind) {
    case "missing-signal": {
      // A list says itself how long it is.
      const list = signals.find(({ lengths = [] }) => lengths.some((length) => length.signal === problem.signal));
      const signal = list?.name ?? problem.signal;
      const { where, help } = missing(problem.at, signal, line);
      return report("trace-missing-signal", line.span, { episode, signal, where }, { help });
    }
    case "missing-value": {
      const help = "bring it, or declare what stands in for it: `missing default …`";
      const missed = { episode, signal: problem.signal, where: "in the step" };
      return report("trace-missing-signal", line.span, missed, { help });
    }
    case "missing-clock": {
      const help = `say what the learner had done: \`"clock":{"${problem.counts}":0}\``;
      return report("trace-missing-clock", line.span, { episode, counts: problem.counts }, { help });
    }
    case "non-finite":
    case "bad-input":
      return report("non-finite-reward", line.span, { episode, reason: message });
    default:
      return unreachable(problem);
  }
}

function missing(
  at: Extract<RewardProblem, { kind: "missing-signal" }>["at"],
  signal: string,
  { episode }: RecordedEpisodeLine,
): { readonly where: string; readonly help: string } {
  const line = (key: "reset" | "end"): string =>
    `\`{"episode":${JSON.stringify(episode)},"${key}":{${JSON.stringify(signal)}:…}}\``;
  switch (at) {
    case "step":
      return { where: "in the step", help: "bring it, or declare a default" };
    case "reset":
      return { where: "at the reset", help: `begin the episode with a line ${line("reset")}` };
    case "episode":
      return { where: "at the end", help: `end the episode with a line ${line("end")}` };
    case "group":
      return { where: "at the end of its group", help: `end an episode of the group with a line ${line("end")}` };
    default:
      return unreachable(at);
  }
}

import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { Program } from "../../compiler/ir/program.js";
import type { EpisodeId, RecordedLine } from "../../compiler/recording/line.js";
import type { Clock } from "../../runtime/kernel/clock.js";
import { RewardError } from "../../runtime/kernel/errors.js";
import type { Values } from "../../runtime/reference/index.js";
import { brokenAssert } from "../../testing/target/broken-assert.js";
import type { Target, TargetEpisode } from "../../testing/target/target.js";
import { addRow, episodeRecord, noSums, objectivesOf, stepRecord, type EpisodeSums } from "./records.js";

interface OpenEpisode {
  readonly id: EpisodeId;
  readonly run: TargetEpisode;
  readonly environment: number;
  lines: number;
  /** What the learner has done, as the episode's lines have said so far. */
  clock: Clock;
  sums: EpisodeSums;
  /** Its record has been printed. */
  closed: boolean;
}

export interface TraceOptions {
  readonly program: Program;
  readonly target: Target;
  readonly seed: number;
  /** Called with each record in turn. */
  readonly print: (record: object) => void;
  readonly diagnose: (diagnostic: Diagnostic) => void;
}

/**
 * The rewards of recorded steps, episode by episode; episodes may be interleaved. An episode's record follows the step that ends it;
 * one that never ends is closed by its `end` line, by a new reset, or by the end of the trace. A line that cannot be evaluated is
 * reported and ends the evaluation.
 */
export async function evaluateTrace(lines: Iterable<RecordedLine>, options: TraceOptions): Promise<void> {
  const { print } = options;
  const episodes = new Map<EpisodeId, OpenEpisode>();
  const close = (episode: OpenEpisode | undefined): void => {
    if (episode === undefined || episode.closed) return;
    episode.closed = true;
    print(episodeRecord(episode.id, episode.sums, objectivesOf(options.program)));
  };
  const begin = (id: EpisodeId, reset: Values, clock: Clock): OpenEpisode => {
    const before = episodes.get(id);
    before?.run.dispose();
    const environment = before?.environment ?? episodes.size;
    const run = options.target.begin(options.program, reset, { seed: options.seed, environment, clock });
    const episode = { id, run, environment, lines: 0, clock, sums: noSums, closed: false };
    episodes.set(id, episode);
    return episode;
  };
  try {
    for (const line of lines) {
      try {
        const known = episodes.get(line.episode);
        if (line.kind === "reset") {
          close(known);
          begin(line.episode, line.signals, { ...known?.clock, ...line.clock });
        } else if (line.kind === "end") {
          close(known);
        } else {
          const episode = known ?? begin(line.episode, {}, line.clock);
          episode.clock = { ...episode.clock, ...line.clock };
          await stepEpisode(episode, line, options);
          if (episode.sums.end !== "unfinished") close(episode);
        }
      } catch (error) {
        if (!(error instanceof RewardError)) throw error;
        options.diagnose(explain(error, line));
        return;
      }
    }
    episodes.forEach(close);
  } finally {
    for (const { run } of episodes.values()) run.dispose();
  }
}

async function stepEpisode(
  episode: OpenEpisode,
  line: Extract<RecordedLine, { kind: "step" }>,
  { program, print, diagnose }: TraceOptions,
): Promise<void> {
  const { signals, terminated, truncated } = line;
  const row = await episode.run.step({ signals, terminated, truncated, clock: episode.clock });
  episode.sums = addRow(episode.sums, row);
  print(stepRecord(episode.id, episode.lines, row, objectivesOf(program)));
  for (const index of row.failedAsserts) {
    const where = `in environment ${episode.environment} at step ${episode.lines}`;
    const step = { span: line.span, label: "in this step" };
    brokenAssert(program, index, where, line.signals, step).forEach(diagnose);
  }
  episode.lines++;
}

function explain(error: RewardError, line: RecordedLine): Diagnostic {
  const { problem } = error;
  const episode = String(line.episode);
  if (problem.kind === "missing-signal") {
    const where = problem.at === "step" ? "in the step" : "at the reset";
    const help =
      problem.at === "step"
        ? "bring it, or declare a default"
        : `begin the episode with a line \`{"episode":${JSON.stringify(line.episode)},"reset":{${JSON.stringify(problem.signal)}:…}}\``;
    return report("trace-missing-signal", line.span, { episode, signal: problem.signal, where }, { help });
  }
  if (problem.kind === "missing-value") {
    const help = "bring it, or declare what stands in for it: `missing default …`";
    return report(
      "trace-missing-signal",
      line.span,
      { episode, signal: problem.signal, where: "in the step" },
      { help },
    );
  }
  if (problem.kind === "missing-clock") {
    const help = `say what the learner had done: \`"clock":{"${problem.counts}":0}\``;
    return report("trace-missing-clock", line.span, { episode, counts: problem.counts }, { help });
  }
  return report("non-finite-reward", line.span, { episode, reason: error.message });
}

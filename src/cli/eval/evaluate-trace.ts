import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { Program } from "../../compiler/ir/program.js";
import type { RecordedLine } from "../../compiler/recording/line.js";
import { RewardError } from "../../runtime/kernel/errors.js";
import { brokenAssert } from "../../testing/target/broken-assert.js";
import type { Target } from "../../testing/target/target.js";
import { finishedRewards } from "./finished-rewards.js";
import { onlineRewards } from "./online-rewards.js";
import { addRow, episodeRecord, noSums, stepRecord, type EpisodeSums } from "./records.js";
import { traceEvents, type TraceEpisode, type TraceEvent } from "./trace-episode.js";
import { explain, TraceError } from "./trace-error.js";
import type { TraceRewards } from "./trace-rewards.js";

export interface TraceOptions {
  readonly program: Program;
  readonly target: Target;
  readonly seed: number;
  /** Called with each record in turn. */
  readonly print: (record: object) => void;
  readonly diagnose: (diagnostic: Diagnostic) => void;
}

/**
 * The rewards of recorded steps, episode by episode; episodes may be interleaved. An episode's record follows the step that ends it; one that never ends is closed by its
 * `end` line, by a new reset, or by the end of the trace. Where the program needs whole trajectories, the trace is a batch, and records of groups and of the batch follow. A line that cannot be
 * evaluated is reported and ends the evaluation.
 */
export async function evaluateTrace(lines: Iterable<RecordedLine>, options: TraceOptions): Promise<void> {
  try {
    const { program, target, seed } = options;
    const events = traceEvents(lines, program);
    if (program.finish === undefined) await print(events, onlineRewards(program, target, seed), options);
    else {
      const batch = [...events];
      await print(batch, await finishedRewards(program, batch, seed, target.kernel?.(program)), options);
    }
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    options.diagnose(error.diagnostic);
  }
}

interface OpenEpisode {
  readonly episode: TraceEpisode;
  sums: EpisodeSums;
  /** Its record has been printed. */
  closed: boolean;
}

async function print(events: Iterable<TraceEvent>, rewards: TraceRewards, options: TraceOptions): Promise<void> {
  const episodes = new Map<TraceEpisode["id"], OpenEpisode>();
  const close = (known: OpenEpisode | undefined): void => {
    if (known === undefined || known.closed) return;
    known.closed = true;
    const { episode, sums } = known;
    options.print(episodeRecord(episode.id, sums, options.program, rewards.episode(episode)));
  };
  try {
    for (const event of events) {
      if (event.kind === "group") continue;
      const { episode, line } = event;
      const known = episodes.get(episode.id);
      try {
        if (event.kind === "begin") {
          close(known);
          rewards.begin(event);
          episodes.set(episode.id, { episode, sums: noSums(options.program), closed: false });
        } else if (known === undefined) throw new Error("an event of no episode");
        else if (event.kind === "end") {
          close(known);
          if (known.sums.end === "unfinished") reportUnread(event, options);
        } else {
          const row = await rewards.step(event);
          known.sums = addRow(known.sums, row);
          options.print(stepRecord(episode.id, event.index, row, options.program));
          reportBroken(event, row.failedAsserts, options);
          if (known.sums.end !== "unfinished") close(known);
        }
      } catch (error) {
        throw error instanceof RewardError ? new TraceError(explain(error, line, options.program)) : error;
      }
    }
    episodes.forEach(close);
    rewards.rest().forEach(options.print);
  } finally {
    rewards.dispose();
  }
}

/** What is said of the end of an episode that no step ended is worth nothing. */
function reportUnread(
  { episode, line }: Extract<TraceEvent, { kind: "end" }>,
  { program, diagnose }: TraceOptions,
): void {
  const names = Object.keys(line.signals).map((name) => `\`${name}\``);
  if (program.finish === undefined || names.length === 0) return;
  const help = 'say `"terminated":true` or `"truncated":true` on its last step';
  diagnose(report("trace-unfinished", line.span, { episode: String(episode.id), signals: names.join(", ") }, { help }));
}

function reportBroken(
  { episode, line, index }: Extract<TraceEvent, { kind: "step" }>,
  failed: readonly number[],
  { program, diagnose }: TraceOptions,
): void {
  for (const assertion of failed) {
    const where = `in environment ${episode.environment} at step ${index}`;
    const step = { span: line.span, label: "in this step" };
    brokenAssert(program, assertion, where, line.signals, step).forEach(diagnose);
  }
}

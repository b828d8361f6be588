import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { Program } from "../../compiler/ir/program.js";
import { contradiction, joined, valuesOf, type GivenValues } from "../../compiler/recording/contradiction.js";
import type { EpisodeId, GroupId, RecordedEpisodeLine, RecordedLine } from "../../compiler/recording/line.js";
import type { RecordedSignal } from "../../compiler/recording/signal.js";
import type { Clock } from "../../runtime/kernel/clock.js";
import type { Row, Values } from "../../runtime/reference/index.js";
import { TraceError } from "./trace-error.js";

/** One episode of a trace, as far as its lines have been read. */
export interface TraceEpisode {
  readonly id: EpisodeId;
  /** Fixes random starts: episodes of one name have the same. */
  readonly environment: number;
  readonly reset: Values;
  /** The line that begins it. */
  readonly first: RecordedEpisodeLine;
  /** What the learner has done, as the lines have said so far. */
  clock: Clock;
  /** Signals that are known at the start, and hold. */
  held: GivenValues;
  /** Rows so far. */
  rows: number;
  group?: { readonly name: GroupId; readonly line: RecordedEpisodeLine };
  /** The line that says that it is over, with the signals of episode and group. */
  end?: Extract<RecordedEpisodeLine, { kind: "end" }>;
}

/** What the lines of a trace say, in their order. An episode begins with a reset, or with its first step. */
export type TraceEvent =
  | {
      readonly kind: "begin";
      readonly episode: TraceEpisode;
      readonly line: RecordedEpisodeLine;
      readonly clock: Clock;
    }
  | {
      readonly kind: "step";
      readonly episode: TraceEpisode;
      readonly line: Extract<RecordedEpisodeLine, { kind: "step" }>;
      readonly row: Row;
      /** Its place in the episode. */
      readonly index: number;
    }
  | {
      readonly kind: "end";
      readonly episode: TraceEpisode;
      readonly line: Extract<RecordedEpisodeLine, { kind: "end" }>;
    }
  | { readonly kind: "group"; readonly line: Extract<RecordedLine, { kind: "group" }> };

/** Reads the lines as events; episodes may be interleaved. Throws a `TraceError` at a line that contradicts an earlier one. */
export function* traceEvents(lines: Iterable<RecordedLine>, program: Program): Iterable<TraceEvent> {
  const episodes = new Map<EpisodeId, TraceEpisode>();
  const known = program.signals.filter(({ per }) => per?.atStart === true);
  for (const line of lines) {
    if (line.kind === "group") {
      yield { kind: "group", line };
      continue;
    }
    const before = episodes.get(line.episode);
    if (line.kind === "end" && before === undefined && program.finish === undefined) continue;
    if (program.finish !== undefined) assertOpen(before, line);
    const begins = line.kind === "reset" || before === undefined;
    const episode = begins ? begin(line, before, episodes.size) : before;
    episodes.set(line.episode, episode);
    join(episode, line);
    if (line.kind !== "end") hold(episode, line, known);
    if (begins) yield { kind: "begin", episode, line, clock: episode.clock };
    if (line.kind === "end") {
      episode.end = line;
      yield { kind: "end", episode, line };
    } else if (line.kind === "step") {
      episode.clock = { ...episode.clock, ...line.clock };
      const { terminated, truncated } = line;
      const signals = { ...valuesOf(episode.held), ...line.signals };
      const row = { signals, terminated, truncated, clock: episode.clock };
      yield { kind: "step", episode, line, row, index: episode.rows++ };
    }
  }
}

function begin(line: RecordedEpisodeLine, before: TraceEpisode | undefined, count: number): TraceEpisode {
  return {
    id: line.episode,
    environment: before?.environment ?? count,
    reset: line.kind === "reset" ? line.signals : {},
    first: line,
    clock: { ...before?.clock, ...line.clock },
    held: {},
    rows: 0,
  };
}

/** A group that the line names is the episode's. */
function join(episode: TraceEpisode, line: RecordedEpisodeLine): void {
  if (line.group === undefined) return;
  const { group } = episode;
  if (group !== undefined && group.name !== line.group)
    throw new TraceError(
      contradiction(
        `episode \`${episode.id}\``,
        "`group`",
        { found: `\`${line.group}\``, span: line.span },
        { found: `\`${group.name}\``, span: group.line.span },
      ),
    );
  episode.group ??= { name: line.group, line };
}

/** Signals that are known from the start hold until the episode is over. */
function hold(episode: TraceEpisode, { signals, span }: RecordedEpisodeLine, known: readonly RecordedSignal[]): void {
  episode.held = joined(episode.held, signals, span, `episode \`${episode.id}\``, known, refuse);
}

/** Of whole trajectories an end line is the last, and has lines before it. */
function assertOpen(episode: TraceEpisode | undefined, { kind, span }: RecordedEpisodeLine): void {
  const refuseLine = (found: string, expected: string): never =>
    refuse(report("trace-field", span, { found, expected }));
  if (kind === "end" && episode === undefined)
    refuseLine("the end of an episode that has not begun", "its steps before it");
  if (kind !== "reset" && episode?.end !== undefined)
    refuseLine(`${kind === "end" ? "a second end" : "a step"} after the end of its episode`, "a `reset` before it");
}

/** Ends the evaluation. */
export function refuse(diagnostic: Diagnostic): never {
  throw new TraceError(diagnostic);
}

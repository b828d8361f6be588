import { report } from "../../compiler/diagnostics/report.js";
import type { Program, SignalInput } from "../../compiler/ir/program.js";
import { usualValue } from "../../compiler/ir/usual-value.js";
import type { RecordedEpisodeLine, RecordedValues } from "../../compiler/recording/line.js";
import type { Clock } from "../../runtime/kernel/clock.js";
import { RewardError } from "../../runtime/kernel/errors.js";
import {
  assertFinishedFinite,
  assertSound,
  finishBatch,
  finishedValue,
  finishOf,
  initialState,
  step,
  type Batch,
  type Finished,
  type PlayedRow,
} from "../../runtime/reference/index.js";
import { explain, TraceError } from "./trace-error.js";
import type { TraceEpisode, TraceEvent } from "./trace-episode.js";
import { groupsOf, type TraceGroup } from "./trace-groups.js";

/** An episode of a trace, played by the reference. */
export interface PlayedEpisode {
  readonly episode: TraceEpisode;
  /** In `[0, groups.length)`. */
  readonly group: number;
  /** The line that begins it, then those of its rows: the same twice where the first row begins it. */
  readonly lines: readonly RecordedEpisodeLine[];
  readonly rows: readonly PlayedRow[];
  /** Whether a step ended it: else the recording was cut, and the episode has no values of its own. */
  readonly over: boolean;
}

/** A trace as one batch. */
export interface PlayedTrace {
  readonly episodes: readonly PlayedEpisode[];
  readonly groups: readonly TraceGroup[];
  /** What was finished. */
  readonly batch: Batch;
  readonly finished: Finished;
}

type Begin = Extract<TraceEvent, { kind: "begin" }>;
type Step = Extract<TraceEvent, { kind: "step" }>;

/**
 * Plays all episodes of a trace and finishes them as one batch, the first of a training. Throws a `TraceError` at a line that lacks something or contradicts another one,
 * or whose term is not finite under `nan error`.
 */
export function playTrace(program: Program, events: readonly TraceEvent[], seed: number): PlayedTrace {
  const steps = new Map<TraceEpisode, Step[]>();
  const begins: Begin[] = [];
  for (const event of events) {
    if (event.kind === "begin") {
      begins.push(event);
      steps.set(event.episode, []);
    }
    if (event.kind === "step") steps.get(event.episode)?.push(event);
  }
  // An episode without steps has nothing to finish.
  const played = begins.filter(({ episode }) => (steps.get(episode) ?? []).length > 0);
  const groups = groupsOf(
    program,
    played.map(({ episode }) => episode),
    events.flatMap((event) => (event.kind === "group" ? [event.line] : [])),
  );
  const episodes = played.map((begin) => {
    const group = groups.findIndex(({ name }) => name === begin.episode.group?.name);
    return { ...play(program, begin, steps.get(begin.episode) ?? [], seed), group };
  });
  const batch = batchOf(program, episodes, groups, firstClock(events));
  return { episodes, groups, batch, finished: finishTrace(program, episodes, batch) };
}

function play(
  program: Program,
  { episode, line, clock }: Begin,
  steps: readonly Step[],
  seed: number,
): Omit<PlayedEpisode, "group"> {
  const { environment, reset } = episode;
  let state = explained(program, line, () => initialState(program, reset, { seed, environment, clock }));
  const rows = steps.map(({ row, line: at }) =>
    explained(program, at, () => {
      const moved = step(program, state, row);
      assertSound(program, state, moved.outputs);
      const played = { row, before: state, moved };
      state = moved.state;
      return played;
    }),
  );
  const over = rows.some(({ moved }) => moved.outputs.terminated || moved.outputs.truncated);
  return { episode, lines: [line, ...steps.map((each) => each.line)], rows, over };
}

function explained<T>(program: Program, line: RecordedEpisodeLine, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof RewardError)) throw error;
    throw new TraceError(explain(error, line, program));
  }
}

/** Signals of what was cut are numbers that nothing counts. */
function batchOf(
  program: Program,
  episodes: readonly PlayedEpisode[],
  groups: readonly TraceGroup[],
  clock: Clock,
): Batch {
  const late = (rate: "episode" | "group"): readonly SignalInput[] =>
    program.signals.filter(({ per }) => per?.rate === rate && !per.atStart);
  const overGroups = new Set(episodes.flatMap(({ group, over }) => (over ? [group] : [])));
  return {
    episodes: episodes.map(({ episode, rows, group, over }) => ({
      reset: episode.reset,
      rows: rows.map(({ row }) => row),
      end: over ? (episode.end?.signals ?? {}) : unread(late("episode")),
      group,
    })),
    groups: groups.map(({ signals }, group) => (overGroups.has(group) ? signals : unread(late("group")))),
    clock,
  };
}

function finishTrace(program: Program, episodes: readonly PlayedEpisode[], batch: Batch): Finished {
  try {
    const finished = finishBatch(
      program,
      batch,
      episodes.map(({ rows }) => rows),
    );
    assertBrought(program, finished, episodes);
    assertFinishedFinite(program, finished);
    return finished;
  } catch (error) {
    if (!(error instanceof RewardError)) throw error;
    throw new TraceError(explain(error, blamedLine(error, episodes), program));
  }
}

/** Throws a `TraceError` at the first last step of a segment that lacks a signal of the segment. */
function assertBrought(program: Program, finished: Finished, episodes: readonly PlayedEpisode[]): void {
  const { due = [] } = finishOf(program);
  for (const [place, { episode, lines, rows }] of episodes.entries())
    for (const [index, { row }] of rows.entries()) {
      const [number, line] = [finished.steps[place]?.[index], lines[index + 1]];
      const lacking = due.find(
        ({ signal, at }) =>
          number !== undefined &&
          !Object.hasOwn(row.signals ?? {}, signal) &&
          finishedValue(finished, at, "step", number)[0] !== 0,
      );
      if (lacking === undefined || line === undefined) continue;
      const { signal } = lacking;
      const missed = { episode: String(episode.id), signal, where: "in the last step of its segment" };
      const help = "bring it, or declare a default";
      throw new TraceError(report("trace-missing-signal", line.span, missed, { help }));
    }
}

/** What stands for signals of an episode that was cut, where nothing counts them. */
function unread(signals: readonly SignalInput[]): RecordedValues {
  return Object.fromEntries(signals.map((signal) => [signal.name, usualValue(signal)]));
}

/** What the learner had done before the first line that says so. */
function firstClock(events: readonly TraceEvent[]): Clock {
  return events.reduce<Clock>(
    (clock, event) => (event.kind === "group" ? clock : { ...event.line.clock, ...clock }),
    {},
  );
}

/** The line of the step that is not finite; the last line of the episode, or of the group, that lacks something. */
function blamedLine({ problem }: RewardError, episodes: readonly PlayedEpisode[]): RecordedEpisodeLine {
  const line = ((): RecordedEpisodeLine | undefined => {
    if (problem.kind === "non-finite") return episodes[problem.environment]?.lines[problem.step + 1];
    if (problem.kind !== "missing-signal") return episodes[0]?.lines[0];
    const lacks = problem.environment;
    const blamed = episodes.findLast(({ group }, index) => (problem.at === "group" ? group : index) === lacks);
    return blamed?.episode.end ?? blamed?.lines.at(-1);
  })();
  if (line === undefined) throw new Error("no line is to blame");
  return line;
}

import { report } from "../../compiler/diagnostics/report.js";
import type { Program, SignalInput } from "../../compiler/ir/program.js";
import { joined, valuesOf, type GivenValues } from "../../compiler/recording/contradiction.js";
import type { GroupId, RecordedGroupLine, RecordedValues } from "../../compiler/recording/line.js";
import { refuse, type TraceEpisode } from "./trace-episode.js";

/** A group of the episodes of a trace. */
export interface TraceGroup {
  /** Absent where the trace names no groups: all episodes are one. */
  readonly name?: GroupId;
  /** What its lines, and the end lines of its episodes, say of it. */
  readonly signals: RecordedValues;
}

/** The groups of a trace, in the order of their first episodes. Throws a `TraceError` where lines of one group contradict each other, where only some episodes name a group, or a group has no episodes. */
export function groupsOf(
  { signals }: Program,
  episodes: readonly TraceEpisode[],
  lines: readonly RecordedGroupLine[],
): readonly TraceGroup[] {
  const names = [...new Set(episodes.flatMap(({ group }) => (group === undefined ? [] : [group.name])))];
  const stray = lines.find(({ group }) => !names.includes(group));
  if (stray !== undefined)
    refuse(
      report("trace-field", stray.span, {
        found: `the group \`${stray.group}\``,
        expected: "one that an episode names",
      }),
    );
  if (names.length === 0) return episodes.length === 0 ? [] : [{ signals: givenOf(signals, "group", episodes, lines) }];
  const without = episodes.find(({ group }) => group === undefined);
  if (without !== undefined) {
    const found = `episode \`${without.id}\` without a \`group\``;
    refuse(report("trace-field", without.first.span, { found, expected: "one, as other episodes have it" }));
  }
  return names.map((name) => {
    const members = episodes.filter(({ group }) => group?.name === name);
    const own = lines.filter(({ group }) => group === name);
    return { name, signals: givenOf(signals, `group \`${name}\``, members, own) };
  });
}

function givenOf(
  signals: readonly SignalInput[],
  owner: string,
  episodes: readonly TraceEpisode[],
  lines: readonly RecordedGroupLine[],
): RecordedValues {
  const ofGroup = signals.filter(({ per }) => per?.rate === "group");
  const late = ofGroup.filter(({ per }) => per?.atStart === false);
  const start = ofGroup.filter(({ per }) => per?.atStart === true);
  const ends = [...episodes.flatMap(({ end }) => end ?? []), ...lines];
  // What is known at the start is read with the steps: it is only compared here.
  episodes.reduce<GivenValues>(
    (given, { held, first }) => joined(given, valuesOf(held), first.span, owner, start, refuse),
    {},
  );
  return valuesOf(
    ends.reduce<GivenValues>((given, line) => joined(given, line.signals, line.span, owner, late, refuse), {}),
  );
}

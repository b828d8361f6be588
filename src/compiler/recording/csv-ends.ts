import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Span } from "../source/span.js";
import { joined, valuesOf, type GivenValues } from "./contradiction.js";
import type { EpisodeId, RecordedEpisodeLine, RecordedLine, RecordedValues } from "./line.js";
import type { RecordedSignal } from "./signal.js";

/** A row of a table: its line, and what its cells say of signals that come when the episode or its group is over. */
export interface RowWithLate {
  readonly line: RecordedEpisodeLine;
  readonly late: RecordedValues;
}

interface Pending {
  readonly given: GivenValues;
  readonly span: Span;
}

/** The lines of the rows. An episode whose rows have late signals gets an end line, before the reset that follows it or after all rows. */
export function withEnds(
  rows: readonly RowWithLate[],
  known: readonly RecordedSignal[],
  diagnose: (diagnostic: Diagnostic) => void,
): readonly RecordedLine[] {
  const pending = new Map<EpisodeId, Pending>();
  const end = (episode: EpisodeId): readonly RecordedLine[] => {
    const open = pending.get(episode);
    pending.delete(episode);
    if (open === undefined) return [];
    return [{ kind: "end", episode, span: open.span, clock: {}, signals: valuesOf(open.given) }];
  };
  const lines = rows.flatMap(({ line, late }): readonly RecordedLine[] => {
    const before = line.kind === "reset" ? end(line.episode) : [];
    if (Object.keys(late).length > 0) {
      const given = pending.get(line.episode)?.given ?? {};
      const owner = `episode \`${line.episode}\``;
      pending.set(line.episode, {
        given: joined(given, late, line.span, owner, known, diagnose),
        span: line.span,
      });
    }
    return [...before, line];
  });
  return [...lines, ...[...pending.keys()].flatMap(end)];
}

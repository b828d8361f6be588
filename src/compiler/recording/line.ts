import type { ClockCount } from "../ir/node.js";
import type { Span } from "../source/span.js";

/** How a recording names its episodes. */
export type EpisodeId = number | string;

/** How a recording names the groups of its episodes. */
export type GroupId = number | string;

/** Values of signals and actions by name, row-major. */
export type RecordedValues = Readonly<Record<string, readonly number[]>>;

/** What the learner had done, as far as a line says it. */
export type RecordedClock = Readonly<Partial<Record<ClockCount, number>>>;

/** One line of a recording, checked against the signals of the spec. Errors of evaluation point at `span`. */
export type RecordedLine = RecordedEpisodeLine | RecordedGroupLine;

/** The clock holds from the line on in its episode; what it leaves out stays. A group that is named holds for the whole episode. */
export type RecordedEpisodeLine = {
  readonly episode: EpisodeId;
  readonly group?: GroupId;
  readonly span: Span;
  readonly clock: RecordedClock;
} & (
  | { readonly kind: "reset"; readonly signals: RecordedValues }
  | {
      readonly kind: "step";
      readonly signals: RecordedValues;
      readonly terminated: boolean;
      readonly truncated: boolean;
    }
  /** Signals of the episode, and of its group. */
  | { readonly kind: "end"; readonly signals: RecordedValues }
);

/** Signals of a group. */
export interface RecordedGroupLine {
  readonly kind: "group";
  readonly group: GroupId;
  readonly span: Span;
  readonly signals: RecordedValues;
}

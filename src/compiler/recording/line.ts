import type { ClockCount } from "../ir/node.js";
import type { Span } from "../source/span.js";

/** How a recording names its episodes. */
export type EpisodeId = number | string;

/** Values of signals and actions by name, row-major. */
export type RecordedValues = Readonly<Record<string, readonly number[]>>;

/** What the learner had done, as far as a line says it. */
export type RecordedClock = Readonly<Partial<Record<ClockCount, number>>>;

/**
 * One line of a recording, checked against the signals of the spec. Errors of evaluation point at `span`. The clock holds from the line on in its episode; what it
 * leaves out stays.
 */
export type RecordedLine = { readonly episode: EpisodeId; readonly span: Span; readonly clock: RecordedClock } & (
  | { readonly kind: "reset"; readonly signals: RecordedValues }
  | {
      readonly kind: "step";
      readonly signals: RecordedValues;
      readonly terminated: boolean;
      readonly truncated: boolean;
    }
  | { readonly kind: "end" }
);

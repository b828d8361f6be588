import type { Span } from "../source/span.js";

/** How a recording names its episodes. */
export type EpisodeId = number | string;

/** Values of signals and actions by name, row-major. */
export type RecordedValues = Readonly<Record<string, readonly number[]>>;

/** One line of a recording, checked against the signals of the spec. Errors of evaluation point at `span`. */
export type RecordedLine = { readonly episode: EpisodeId; readonly span: Span } & (
  | { readonly kind: "reset"; readonly signals: RecordedValues }
  | {
      readonly kind: "step";
      readonly signals: RecordedValues;
      readonly terminated: boolean;
      readonly truncated: boolean;
    }
  | { readonly kind: "end" }
);

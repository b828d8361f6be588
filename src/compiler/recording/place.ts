import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Span } from "../source/span.js";
import { unreachable } from "../unreachable.js";
import type { RecordedSignal } from "./signal.js";

/** Where a line of a recording brings values of signals. */
export type RecordedPlace = "reset" | "step" | "end of an episode" | "end of a group";

/** Whether the signal has a value there. */
export function belongs({ per }: RecordedSignal, place: RecordedPlace): boolean {
  switch (place) {
    case "reset":
      return per === undefined || per.atStart;
    case "step":
      return per === undefined || per.atStart || per.rate === "segment";
    case "end of an episode":
      return per !== undefined && !per.atStart && per.rate !== "segment";
    case "end of a group":
      return per !== undefined && !per.atStart && per.rate === "group";
    default:
      return unreachable(place);
  }
}

/** The finding that a line brings a signal where it has no value. */
export function misplaced(signal: RecordedSignal, place: RecordedPlace, span: Span): Diagnostic {
  const { name } = signal;
  return report("trace-misplaced", span, { name, comes: whenItComes(signal), place: placeNames[place] });
}

const placeNames: Readonly<Record<RecordedPlace, string>> = {
  reset: "at the reset",
  step: "with a step",
  "end of an episode": "at the end of an episode",
  "end of a group": "at the end of a group",
};

function whenItComes({ per }: RecordedSignal): string {
  if (per === undefined) return "with each step";
  if (per.atStart) return "with the reset or the first step of an episode";
  switch (per.rate) {
    case "segment":
      return "with the last step of its segment";
    case "episode":
      return 'on the line `{"episode":…,"end":{…}}`';
    case "group":
      return 'on a line `{"group":…,"end":{…}}`';
    default:
      return unreachable(per.rate);
  }
}

import { atStep } from "../make.js";
import type { SignalPer, Timing, TypedSignal } from "../typed.js";

/** How often a signal changes and when it is known. */
export function timingOfSignal(per: SignalPer | undefined): Timing & Pick<TypedSignal, "segmentOf"> {
  if (per === undefined) return atStep;
  if (per.segment !== undefined)
    return {
      rate: "segment",
      availability: "segment",
      segment: per.segment.name,
      segmentOf: per.segment,
      finish: true,
    };
  if (per.rate === "segment") throw new Error("a segment without a name");
  return per.atStart
    ? { rate: per.rate, availability: "step" }
    : { rate: per.rate, availability: per.rate, finish: true };
}

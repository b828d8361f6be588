import { arithmetic } from "./arithmetic.js";
import { blends } from "./blend.js";
import type { Builtin } from "./builtin.js";
import { exponential } from "./exponential.js";
import { extrema } from "./extrema.js";
import { geometry } from "./geometry.js";
import { counter } from "./history/counter.js";
import { seconds } from "./history/duration.js";
import { ema } from "./history/ema.js";
import { events } from "./history/events.js";
import { delta, prev } from "./history/prev.js";
import { resets } from "./history/reset.js";
import { savitzkyGolay } from "./history/savitzky-golay.js";
import { visits } from "./history/visits.js";
import { information } from "./information.js";
import { norms } from "./norms.js";
import { quantiles } from "./quantiles.js";
import { quaternions } from "./quaternion/index.js";
import { reductions } from "./reductions.js";
import { sequences } from "./sequences.js";
import { softmaxes } from "./softmax.js";
import { tolerance } from "./tolerance.js";
import { runningNormalize } from "./training/running-normalize.js";
import { schedule } from "./training/schedule.js";
import { trigonometry } from "./trigonometry.js";

/** Every built-in function of this version, by name, in the order of the reference page. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [
    ...arithmetic,
    ...exponential,
    ...trigonometry,
    ...blends,
    ...extrema,
    ...reductions,
    ...quantiles,
    ...softmaxes,
    ...norms,
    ...geometry,
    ...quaternions,
    tolerance,
    ...information,
    ...sequences,
    prev,
    delta,
    ...events,
    ...resets,
    counter,
    visits,
    ema,
    savitzkyGolay,
    seconds,
    schedule,
    runningNormalize,
  ].map((builtin) => [builtin.name, builtin]),
);

export { aggregators } from "./aggregators/index.js";
export { laterBuiltins } from "./later.js";

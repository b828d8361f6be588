import type { Case } from "./cases.js";

/** The baseline: the definition as plain loops over the columns, in time proportional to the window. `[T, B]`. */
export function naive({ kind, window }: Case, margins: readonly Float64Array[], steps: number, environments: number) {
  const [x, y] = margins as [Float64Array, Float64Array];
  const { low, high = Infinity } = window ?? { low: 0 };
  const values = new Float64Array(steps * environments);
  for (let b = 0; b < environments; b++) {
    for (let t = 0; t < steps; t++) {
      const last = Math.min(t + high, steps - 1);
      let best = kind === "always" ? Infinity : -Infinity;
      let kept = Infinity;
      for (let j = kind === "until" ? t : t + low; j <= last; j++) {
        const row = j * environments + b;
        if (kind === "always") best = Math.min(best, x[row] as number);
        else if (kind === "eventually") best = Math.max(best, x[row] as number);
        else {
          if (j >= t + low) best = Math.max(best, Math.min(kept, y[row] as number));
          kept = Math.min(kept, x[row] as number);
        }
      }
      values[t * environments + b] = best;
    }
  }
  return values;
}

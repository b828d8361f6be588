import type { Observation, Observations, BatchObservations } from "./observation.js";

/** A difference between a target and the reference. */
export interface Mismatch {
  readonly environment: number;
  /** Row of the run, from 0. */
  readonly row: number;
  readonly what: string;
  readonly expected: readonly number[];
  readonly found: readonly number[];
}

/** What the comparison of one row gave. */
export interface Comparison {
  readonly mismatches: readonly Mismatch[];
  readonly judged: number;
  /** Numbers that single precision itself cannot give: the graph in float32 is off as well. */
  readonly illConditioned: number;
  /** Something discrete went another way in float32 (a threshold within a rounding error), or the target remembers another number: what follows cannot be compared. */
  readonly parted: boolean;
}

/** The same row on the reference in single precision. */
export interface SinglePrecision {
  /** Rounded to nearest, as targets do. */
  readonly nearest: Observations;
  /** Rounded up or down at random in several ways, another draw at each call; asked for only where a target differs. */
  readonly random: readonly (() => Observations)[];
}

/** Draws in each way to round that must all agree before a target is blamed. */
const draws = 8;

/**
 * Compares one row of a target with the reference. Floats agree within `tolerance` relative to max(1, |x|), everything else exactly.
 * Where the reference in single precision departs from `expected` itself, rounding decides and nobody is judged. That is an
 * exception for rounding only: what does not depend on rounding is the same in both.
 */
export function compareRow(
  at: { readonly environment: number; readonly row: number },
  expected: Observations,
  single: SinglePrecision,
  found: BatchObservations,
  tolerance: number,
): Comparison {
  const drawn: Observations[] = [];
  const ways = single.random.flatMap((redraw) => Array.from({ length: draws }, () => redraw));
  const draw = (redraw: () => Observations, index: number): Observations => (drawn[index] ??= redraw());
  const mismatches: Mismatch[] = [];
  let judged = 0;
  let illConditioned = 0;
  let parted = false;
  for (const [what, observation] of expected) {
    const values = found.get(what)?.(at.environment) ?? [];
    const rounded = (observations: Observations): boolean =>
      agrees(observation, observations.get(what)?.values ?? [], tolerance / 4);
    const right = agrees(observation, values, tolerance);
    const stable = rounded(single.nearest) && (right || ways.every((redraw, index) => rounded(draw(redraw, index))));
    if (!stable) {
      illConditioned++;
      parted ||= observation.exact || (!right && observation.remembered === true);
      continue;
    }
    judged++;
    if (!right) mismatches.push({ ...at, what, expected: observation.values, found: values });
  }
  return { mismatches, judged, illConditioned, parted };
}

/** Whether `found` is what was observed: the same NaN and infinities, floats within `tolerance` relative to max(1, |x|). */
function agrees({ exact, values }: Observation, found: readonly number[], tolerance: number): boolean {
  return (
    values.length === found.length &&
    values.every((value, index) => near(value, found[index] ?? NaN, exact ? 0 : tolerance))
  );
}

function near(expected: number, found: number, tolerance: number): boolean {
  if (Number.isNaN(expected) || Number.isNaN(found)) return Number.isNaN(expected) && Number.isNaN(found);
  if (expected === found) return true;
  if (!Number.isFinite(expected) || !Number.isFinite(found)) return false;
  return Math.abs(expected - found) <= tolerance * Math.max(1, Math.abs(expected));
}

import { stream, type RandomStream } from "../../runtime/random/index.js";
import { float32 } from "../../runtime/reference/index.js";

/** Below it, single precision holds numbers with fewer digits than it has: subnormal ones. */
const leastNormal = 2 ** -126;

/**
 * Single precision that rounds each result up or down at random, and subnormal ones, which SIMD maths and GPUs may flush, to 0 as well. Where such results differ among themselves, rounding decides them,
 * and no target can be held to their last digits (Vignes, "A stochastic arithmetic for reliable scientific computation", 1993).
 * With `hidden`, sums are rounded as well of which double precision shows no loss: the order of such sums decides what is left of them. `share` is how much of all results is not rounded to nearest. Sines of numbers whose neighbours are a
 * turn away are any number, and zeros have any sign.
 */
export function randomRounding(random: RandomStream, hidden = false, share = 0.5): typeof float32 {
  return {
    ...float32,
    anyPhase: () => random.uniform(-1, 1),
    round: (value, lost = 0) => {
      if (value === 0) return random.chance(share) ? -value : value;
      if (Math.abs(value) < leastNormal && random.chance(share)) return value * 0;
      return random.chance(share) ? otherNeighbour(value, hidden ? lost : 0) : Math.fround(value);
    },
  };
}

/**
 * Ways to round at random that together show what rounding decides: with sums whose loss double precision hides and without, and half of the results or few. Where half of them move, one that grows out of all
 * proportion can drown what another one decides: `a·b − b·a` is not 0 any more.
 */
export function randomRoundings(seed: number): readonly (typeof float32)[] {
  return [0.5, 0.05].flatMap((share) => [
    randomRounding(stream(seed, `conformance/rounding/${share}`), false, share),
    randomRounding(stream(seed, `conformance/sums/${share}`), true, share),
  ]);
}

/** The number in single precision on the other side of `value + lost` than the nearest one; `value` itself where it is exact. */
function otherNeighbour(value: number, lost: number): number {
  const nearest = Math.fround(value);
  if (!Number.isFinite(nearest) || (nearest === value && lost === 0)) return nearest;
  const bits = new Int32Array(Float32Array.of(nearest).buffer);
  const away = nearest === value ? Math.sign(lost) === Math.sign(value) : Math.abs(value) > Math.abs(nearest);
  // The bits of floats of one sign are in the order of their sizes.
  bits[0] = (bits[0] ?? 0) + (away ? 1 : -1);
  return new Float32Array(bits.buffer)[0] ?? nearest;
}

/** Four unsigned 32-bit words: everything that a stream remembers. Plain JSON. */
export type RandomState = readonly [number, number, number, number];

/**
 * A stream of pseudo-random numbers: xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), period 2^128 - 1.
 * Same state, same numbers, on every machine; `normal` uses `Math.log` and `Math.cos`, whose last bit may differ between engines.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(state: RandomState) {
    [this.#a, this.#b, this.#c, this.#d] = checked(state);
  }

  /** An integer in [0, 2^32). */
  word(): number {
    const scrambled = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return scrambled;
  }

  /** A number in [low, high), in steps of (high - low) / 2^53. */
  uniform(low = 0, high = 1): number {
    const top = this.word() >>> 5;
    const bottom = this.word() >>> 6;
    return low + (high - low) * ((top * 67108864 + bottom) / 9007199254740992);
  }

  /** A normally distributed number (Box and Muller; the second of the pair is thrown away, so that the state is four words). */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** An integer in [0, bound), without bias: words beyond the last whole multiple of `bound` are drawn again. `bound` is an integer in [1, 2^32]. */
  int(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 4294967296) {
      throw new RangeError(`random int needs a bound in [1, 2^32], found ${String(bound)}`);
    }
    const limit = 4294967296 - (4294967296 % bound);
    let word = this.word();
    while (word >= limit) word = this.word();
    return word % bound;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** 0 … length - 1 in random order (Fisher and Yates). */
  permutation(length: number): Int32Array {
    const order = Int32Array.from({ length }, (_, index) => index);
    for (let last = length - 1; last > 0; last--) {
      const chosen = this.int(last + 1);
      const moved = order[last] ?? 0;
      order[last] = order[chosen] ?? 0;
      order[chosen] = moved;
    }
    return order;
  }

  getState(): RandomState {
    return [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#d >>> 0];
  }

  setState(state: RandomState): void {
    [this.#a, this.#b, this.#c, this.#d] = checked(state);
  }
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function checked(state: RandomState): RandomState {
  const words = state.every((word) => Number.isInteger(word) && word >= 0 && word <= 4294967295);
  if (state.length !== 4 || !words || state.every((word) => word === 0)) {
    throw new RangeError(`a random state is four words in [0, 2^32), not all 0; found [${state.join(", ")}]`);
  }
  return state;
}

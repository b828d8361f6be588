import { RandomStream } from "./random-stream.js";

/**
 * The stream of one purpose of one run: `stream(7, "policy")`, `stream(7, "environment/3")`. Streams with different seeds or names are
 * independent for all practical purposes, so that adding a consumer never changes what the others draw.
 * The four words of state are the murmur3-mixed FNV-1a hashes of seed and name; seeds are integers in [0, 2^53).
 */
export function stream(seed: number, name: string): RandomStream {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`a seed is an integer in [0, 2^53), found ${String(seed)}`);
  const text = `${String(seed)}/${name}`;
  // The words are hashes under four different first bytes; all four being 0 has probability 2^-128, and is refused by the constructor.
  return new RandomStream([hash(text, 1), hash(text, 2), hash(text, 3), hash(text, 4)]);
}

function hash(text: string, salt: number): number {
  let word = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
  for (const byte of new TextEncoder().encode(text)) word = Math.imul(word ^ byte, 0x01000193);
  word ^= word >>> 16;
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

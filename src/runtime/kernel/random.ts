/**
 * The first key of an environment's random choices: a whole number in [0, 65536), so that the key and its successor
 * `(75 · key + 74) mod 65537` are exact in single precision and in 32-bit integers. The same seed and environment always give the
 * same key; neighbouring ones give unrelated keys. Persistent slots of kind `random` hold it before the first reset.
 *
 * The mixing is the 32-bit finaliser of MurmurHash3 (Appleby 2011).
 */
export function seedOf(seed: number, environment: number): number {
  return mix(mix(seed | 0) ^ Math.imul(environment | 0, 0x9e3779b1)) >>> 16;
}

function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

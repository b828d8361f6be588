/** Moduli of the three generators whose states a persistent slot of kind `random` holds (Wichmann and Hill 1982, AS 183). */
const moduli = [30269, 30307, 30323] as const;

/**
 * What a persistent slot of kind `random` holds before the first reset: `size` whole numbers, the i-th in [1, m) for the i-th modulus m (in turn), so that
 * the generators that the compiled spec runs on them are exact in single precision. The same seed, environment and slot always give the same key;
 * neighbouring ones give unrelated keys.
 */
export function seedKey(
  seed: number,
  environment: number,
  slot: string,
  size: number = moduli.length,
): readonly number[] {
  const base = mix(mix(mix(seed | 0) ^ Math.imul(environment | 0, 0x9e3779b1)) ^ hash(slot));
  return Array.from({ length: size }, (_, index) => {
    const modulus = moduli[index % moduli.length] ?? moduli[0];
    return 1 + ((mix(base + Math.imul(index + 1, 0x85ebca77)) >>> 0) % (modulus - 1));
  });
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}

/** The 32-bit finaliser of MurmurHash3 (Appleby 2011). */
function mix(value: number): number {
  let hashed = value ^ (value >>> 16);
  hashed = Math.imul(hashed, 0x85ebca6b);
  hashed ^= hashed >>> 13;
  hashed = Math.imul(hashed, 0xc2b2ae35);
  return hashed ^ (hashed >>> 16);
}

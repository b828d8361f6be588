/** A whole number in [0, 2³²) as unsigned LEB128, the form of sizes, indices and offsets. */
export function unsignedLeb128(value: number): readonly number[] {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 32)
    throw new Error(`${value} is not an unsigned 32-bit number`);
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest === 0 ? low : low + 128);
  } while (rest !== 0);
  return bytes;
}

/** A whole number in [−2³¹, 2³¹) as signed LEB128, the form of `i32.const`. */
export function signedLeb128(value: number): readonly number[] {
  if (!Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 31)
    throw new Error(`${value} is not a signed 32-bit number`);
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    // The last byte's sign bit has to say the sign of what is left.
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}
